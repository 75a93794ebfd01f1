import type { ChannelData, ChannelSpec, RunClock } from "../../workers/protocol";
import { type NpyColumn, npyArray, npyTable } from "./npy";

const of = (name: string, type: NpyColumn["type"], values: ArrayLike<number>, width = 1, offset = 0): NpyColumn => ({
  name,
  type,
  at: (row) => values[row * width + offset] as number,
});

/**
 * What the page remembers of a channel as a NumPy file: streams, curves, graphs, wirings, lattices, ways and insides as records with times in ms
 * (steps, where these are counted) and units in their names, everything else as an array. Null where spec and data do not belong together.
 */
export function channelNpy(
  spec: ChannelSpec,
  data: ChannelData,
  stepMs: number,
  clock?: RunClock,
): Uint8Array<ArrayBuffer> | null {
  const time = (steps: ArrayLike<number>, late?: ArrayLike<number>): NpyColumn => ({
    name: clock === undefined ? "time_ms" : "step",
    type: "f8",
    at: (row) => (steps[row] as number) * stepMs - (late?.[row] ?? 0),
  });
  switch (data.kind) {
    case "spikes":
      return npyTable(data.steps.length, [time(data.steps, data.late), of("neuron", "u4", data.neurons)]);
    case "trace": {
      if (spec.kind !== "trace") return null;
      const width = spec.signals.length;
      const signals = spec.signals.map(({ name, unit }, i) => of(`${name} (${unit})`, "f4", data.values, width, i));
      return npyTable(data.steps.length, [time(data.steps), ...signals]);
    }
    case "pairs":
      return npyTable(data.steps.length, [
        time(data.steps),
        of("synapse", "u4", data.synapses),
        of("interval_ms", "f4", data.intervals),
        of("change", "f4", data.changes),
        of("weight", "f4", data.weights),
      ]);
    case "curve": {
      if (spec.kind !== "curve") return null;
      const n = data.x.length;
      const series = spec.series.map(({ name }, s) => of(`${name} (${spec.y.unit})`, "f4", data.y.subarray(s * n)));
      return npyTable(n, [of(`${spec.x.label} (${spec.x.unit})`, "f4", data.x), ...series]);
    }
    case "graph":
      return npyTable(data.rewired.length, [
        of("from", "u4", data.edges, 2),
        of("to", "u4", data.edges, 2, 1),
        of("rewired", "u1", data.rewired),
      ]);
    case "wiring": {
      if (spec.kind !== "wiring") return null;
      return npyTable(data.values.length, [
        of("source", "u4", data.edges, 2),
        of("target", "u4", data.edges, 2, 1),
        of(`value (${spec.value.unit})`, "f4", data.values),
        { name: "born_ms", type: "f8", at: (row) => (data.born[row] as number) * stepMs },
      ]);
    }
    case "vector":
      return npyArray([data.values.length], data.exact ?? data.values);
    case "map":
      return spec.kind === "map" ? npyArray([spec.rows, spec.columns], data.values) : null;
    case "matrix":
      return spec.kind === "matrix" ? npyArray([spec.rows, spec.columns], data.values) : null;
    case "lattice": {
      if (spec.kind !== "lattice") return null;
      const { layers, columns, rows } = spec;
      const address = (name: string, at: (site: number) => number): NpyColumn => ({ name, type: "u4", at });
      return npyTable(layers * columns * rows, [
        address("layer", (site) => Math.floor(site / (columns * rows))),
        address("x", (site) => Math.floor(site / rows) % columns),
        address("y", (site) => site % rows),
        of(`value (${spec.value.unit})`, "f4", data.values),
        of("activity", "f4", data.activity),
        of(`current (${spec.current.unit})`, "f4", data.currents),
        of(`pillar current (${spec.current.unit})`, "f4", data.segments),
        ...(data.flags === undefined ? [] : [of("flag", "u1", data.flags)]),
      ]);
    }
    case "paths": {
      if (spec.kind !== "paths") return null;
      const width = 2 * spec.cells;
      const cells = Array.from({ length: spec.cells }, (_, cell) => [
        of(`row_${cell + 1}`, "u4", data.cells, width, 2 * cell),
        of(`column_${cell + 1}`, "u4", data.cells, width, 2 * cell + 1),
      ]);
      return npyTable(data.values.length, [...cells.flat(), of(`value (${spec.value.unit})`, "f4", data.values)]);
    }
    case "inside":
      if (spec.kind !== "inside") return null;
      return npyTable(
        1,
        spec.quantities.map(({ name, unit }, i) => of(`${name} (${unit})`, "f4", data.values, 0, i)),
      );
    case "plane":
      return npyArray([data.rows, data.columns, 2], data.field);
    case "scalar":
      return npyArray([], [data.value]);
  }
}
