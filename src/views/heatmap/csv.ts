import type { MatrixData, MatrixSpec } from "../../../workers/protocol";
import type { ViewFeed } from "../_view";
import { csvTable } from "../csv";

/** Roles of matrices to choose from besides `matrix`. */
export const LAYERS = ["layer2", "layer3", "layer4"] as const;

/** Channels of the matrices of a view, the one that is shown first in front. */
export const layerNames = (channels: Readonly<Record<string, string>>): readonly string[] =>
  ["matrix", ...LAYERS].flatMap((role) => channels[role] ?? []);

interface Layer {
  readonly spec: MatrixSpec;
  readonly data: MatrixData | null;
}

/** A line per cell: row, column, the value of every layer, and what else the cell is. */
export function matrixCsv(feed: ViewFeed, channels: Readonly<Record<string, string>>): string {
  const layers = layerNames(channels).flatMap((name): Layer[] => {
    const spec = feed.spec(name);
    return spec?.kind === "matrix" ? [{ spec, data: feed.history(name, "matrix")?.read() ?? null }] : [];
  });
  const [first] = layers;
  if (first === undefined || first.data === null) return "";
  const { spec, data } = first;
  const header = [
    spec.row.label,
    spec.column.label,
    ...layers.map((layer) => `${layer.spec.label} (${layer.spec.value.unit})`),
    ...(data.flags === undefined ? [] : ["flag"]),
  ];
  return csvTable(header, data.values.length, (i) => [
    Math.floor(i / spec.columns),
    i % spec.columns,
    ...layers.map((layer) => layer.data?.values[i] ?? Number.NaN),
    ...(data.flags === undefined ? [] : [spec.flags?.[(data.flags[i] as number) - 1]?.name ?? ""]),
  ]);
}
