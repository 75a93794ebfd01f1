import type { ChannelData, ChannelSpec } from "../../workers/protocol";
import { type NpyColumn, npyArray, npyTable } from "./npy";

const of = (name: string, type: NpyColumn["type"], values: ArrayLike<number>, width = 1, offset = 0): NpyColumn => ({
  name,
  type,
  at: (row) => values[row * width + offset] as number,
});

/**
 * What the page remembers of a channel as a NumPy file: streams, curves and graphs as records with times in ms and units in
 * their names, everything else as an array. Null where spec and data do not belong together.
 */
export function channelNpy(spec: ChannelSpec, data: ChannelData, stepMs: number): Uint8Array<ArrayBuffer> | null {
  const time = (steps: ArrayLike<number>, late?: ArrayLike<number>): NpyColumn => ({
    name: "time_ms",
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
    case "vector":
      return npyArray([data.values.length], data.values);
    case "map":
      return spec.kind === "map" ? npyArray([spec.rows, spec.columns], data.values) : null;
    case "plane":
      return npyArray([data.rows, data.columns, 2], data.field);
    case "scalar":
      return npyArray([], [data.value]);
  }
}
