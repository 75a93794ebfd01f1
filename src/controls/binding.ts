import type { ParamValue, SimError } from "../../workers/protocol";
import { edit, forgetError, restoreDefault, settle } from "../stores/edits";
import { useLab } from "../stores/labStore";

/** Where a control's value goes: a parameter of the experiment that is open, or an argument of an action. */
export interface ParamBinding {
  /** Answers whether the value was taken; a refused one is told at its field. */
  edit(value: ParamValue, phase: "preview" | "commit"): Promise<boolean>;
  /** Ends a row of previews. */
  settle(): Promise<void>;
  /** What was typed is no value at all, and is told at the field; nothing is edited. */
  refuseText(text: string): void;
  forgetError(): void;
  restore(): void;
}

/** The fault of a text that is no value of the parameter or argument at `path`. */
export const notValue = (path: string, text: string): SimError => ({
  kind: "value",
  path,
  message: `${path} must be a number, got ${text}`,
});

/** The parameter at `path` of the experiment that is open. */
export const labBinding = (path: string): ParamBinding => ({
  edit: (value, phase) => edit([{ path, value }], phase),
  settle: () => settle(path),
  refuseText: (text) =>
    useLab.setState(({ fieldErrors }) => ({ fieldErrors: { ...fieldErrors, [path]: notValue(path, text) } })),
  forgetError: () => forgetError(path),
  restore: () => void restoreDefault(path),
});
