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
