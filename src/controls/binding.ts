import type { ParamValue } from "../../workers/protocol";
import { edit, forgetError, restoreDefault, settle } from "../stores/edits";

/** Where a control's value goes: a parameter of the experiment that is open, or an argument of an action. */
export interface ParamBinding {
  /** Answers whether the value was taken; a refused one is told at its field. */
  edit(value: ParamValue, phase: "preview" | "commit"): Promise<boolean>;
  /** Ends a row of previews. */
  settle(): Promise<void>;
  forgetError(): void;
  restore(): void;
}

/** The parameter at `path` of the experiment that is open. */
export const labBinding = (path: string): ParamBinding => ({
  edit: (value, phase) => edit([{ path, value }], phase),
  settle: () => settle(path),
  forgetError: () => forgetError(path),
  restore: () => void restoreDefault(path),
});
