import type { ViewFeed } from "./_view";

/** Comma-separated values (RFC 4180): a header line, then one line per row; NaN becomes an empty field. */
export function csvTable(
  header: readonly string[],
  rows: number,
  row: (index: number) => readonly (number | string)[],
): string {
  const lines = [header.map(field).join(",")];
  for (let i = 0; i < rows; i++) lines.push(row(i).map(field).join(","));
  return `${lines.join("\r\n")}\r\n`;
}

function field(value: number | string): string {
  if (typeof value === "number") return Number.isNaN(value) ? "" : String(Number(value.toPrecision(9)));
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

/** A number in double precision, as many digits as lead back to it. */
export const exactField = (value: number): string => (Number.isNaN(value) ? "" : String(value));

/** The remembered part of a trace, a column per signal; empty when there is no such trace. */
export function traceCsv(feed: ViewFeed, name: string): string {
  const spec = feed.spec(name);
  if (spec?.kind !== "trace") return "";
  const data = feed.history(name, "trace")?.read();
  const { stepMs, clock } = feed.clock();
  const width = spec.signals.length;
  return csvTable(
    [clock === undefined ? "time_ms" : "step", ...spec.signals.map((s) => `${s.name} (${s.unit})`)],
    data?.steps.length ?? 0,
    (i) => [(data?.steps[i] as number) * stepMs, ...(data?.values.subarray(i * width, (i + 1) * width) ?? [])],
  );
}
