import type { LatticeData, LatticeSpec } from "../../../workers/protocol";

/** A small block for tests. */
export const spec = (over: Partial<LatticeSpec> = {}): LatticeSpec => ({
  kind: "lattice",
  label: "Block",
  doc: "",
  layers: 3,
  columns: 4,
  rows: 5,
  lines: false,
  fade: 10,
  value: { label: "Conductance", unit: "S", scale: "log" },
  current: { label: "Current", unit: "A" },
  voltage: { label: "Voltage", unit: "V" },
  flags: [
    { name: "stuck", label: "stuck", mark: "cross" },
    { name: "open", label: "open", mark: "hatch" },
  ],
  ...over,
});

/** Every cell takes part, has a conductance of 1 and gives a current of 1 to its pillar. */
export function data({ layers, columns, rows, lines }: LatticeSpec, over: Partial<LatticeData> = {}): LatticeData {
  const sites = layers * columns * rows;
  const ones = () => new Float32Array(sites).fill(1);
  const segments = Float32Array.from({ length: sites }, (_, site) => layers - Math.floor(site / (columns * rows)));
  return {
    kind: "lattice",
    values: ones(),
    activity: ones(),
    currents: ones(),
    segments,
    voltages: new Float32Array(lines ? layers * rows : layers).fill(0.2),
    selected: new Uint8Array(columns * rows).fill(1),
    ...over,
  };
}
