import type { InjectOption } from "./_view";

/** The `inject` option of a view; null where a click does nothing. */
export const injectOf = (options: Readonly<Record<string, unknown>>): InjectOption | null =>
  typeof options.inject === "object" && options.inject !== null ? (options.inject as InjectOption) : null;
