import { crossbarPage } from "./crossbar";
import { devicePage } from "./device";
import { vrramPage } from "./vrram";

/** Pages of devices and circuits, which come with their declarations. */
export const MATTER_PAGES = { device: devicePage, crossbar: crossbarPage, vrram: vrramPage } as const;
