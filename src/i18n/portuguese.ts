import { VIEW_STRINGS_PT } from "../views/strings.pt-BR";
import { declarationsPtBR } from "./declarations.pt-BR";
import { ptBR } from "./pt-BR";

/** All Portuguese texts; loaded when somebody wants them. */
export const texts = { page: ptBR, declarations: declarationsPtBR, views: VIEW_STRINGS_PT };
