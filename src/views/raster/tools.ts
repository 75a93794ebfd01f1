import type { ParamTree } from "../../../workers/protocol";
import type { ViewStringKey } from "../strings";

/** What a drag over rows may do instead of selecting. */
export interface RasterTool {
  /** Action of the experiment that takes `from` and `to`, the row after the last. */
  readonly action: string;
  readonly labelKey: ViewStringKey;
  /** Its other arguments; those left out take their defaults. */
  readonly args: ParamTree;
}
