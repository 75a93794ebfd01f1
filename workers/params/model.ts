import type { Badge, ParamSchema } from "./schema";

/** What every model declares about itself, whatever its kind; documentation, tooltips and contract tests read it. */
export interface ModelInfo<S extends ParamSchema = ParamSchema> {
  readonly id: string;
  readonly label: string;
  /** What the model is, in one sentence. */
  readonly doc: string;
  readonly schema: S;
  /** The only text of the equations: TeX for the page, plain for exports and the console. */
  readonly equations: readonly { readonly tex: string; readonly plain: string }[];
  readonly integrator: string;
  readonly sources: readonly { readonly citation: string; readonly doi?: string }[];
  /** What the model leaves out or where it stops being valid. */
  readonly validity: readonly { readonly note: string; readonly badge?: Badge }[];
}
