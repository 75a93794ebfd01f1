import { vi } from "vitest";

/** Waits until `look` throws no more, as long as a busy machine may take. */
export const soon = <T>(look: () => T | Promise<T>): Promise<T> => vi.waitFor(look, { interval: 1, timeout: 20_000 });
