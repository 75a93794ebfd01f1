import { fail, type SimError, SimFault } from "../protocol";

/**
 * Any exception as the plain object that crosses the worker boundary.
 *
 * @param path the command or parameter that was under way
 */
export function describeFault(error: unknown, path: string): SimError {
  if (error instanceof SimFault) return error.error;
  const reason = error instanceof Error ? error.message : String(error);
  if (error instanceof WebAssembly.RuntimeError) {
    return fail("internal", path, `the kernel stopped: ${reason}`, "Step back or reset; please report what you did.")
      .error;
  }
  if (error instanceof RangeError && /memory|allocation|array length/i.test(reason)) {
    return fail(
      "capacity",
      path,
      `the browser has not enough memory: ${reason}`,
      "Take a smaller network or close other tabs.",
    ).error;
  }
  return fail("internal", path, `a fault of the lab: ${reason}`, "Step back or reset; please report what you did.")
    .error;
}
