/**
 * Errors cross the worker boundary as plain objects: comlink keeps only name, message and stack of a thrown Error,
 * and a form can show an error at its field only if it knows the path.
 */
export type SimErrorKind =
  /** A value outside its schema: wrong type, out of range, unknown key. */
  | "value"
  /** A file that cannot be read as what it claims to be. */
  | "file"
  /** A data file that a parameter names is not here; somebody must load it. */
  | "missing"
  /** A command that makes no sense now, e.g. seeking before a session is open. */
  | "state"
  /** A network that does not fit the memory of one kernel. */
  | "capacity"
  /** A fault of the lab itself. */
  | "internal";

export interface SimError {
  readonly kind: SimErrorKind;
  /** Dotted parameter path, file name or command the error belongs to; "" when it belongs to none. */
  readonly path: string;
  readonly message: string;
  /** What to try instead. */
  readonly hint?: string;
}

export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: SimError };

export const ok = <T>(value: T): Result<T> => ({ ok: true, value });

export const fail = (
  kind: SimErrorKind,
  path: string,
  message: string,
  hint?: string,
): { readonly ok: false; readonly error: SimError } => ({
  ok: false,
  error: hint === undefined ? { kind, path, message } : { kind, path, message, hint },
});

/** Thrown inside `workers/` only; the host turns it into its plain `error` before anything crosses a boundary. */
export class SimFault extends Error {
  constructor(readonly error: SimError) {
    super(error.message);
  }
}
