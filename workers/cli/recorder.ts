import { Gatherer, isStream } from "../host/gather";
import type { Session } from "../host/session";
import type {
  ChannelData,
  ChannelSpec,
  CurveData,
  GraphData,
  InsideData,
  InsideSpec,
  LatticeData,
  LatticeSpec,
  MapData,
  MatrixData,
  MatrixSpec,
  PairsData,
  PathsData,
  PathsSpec,
  PlaneData,
  SpikesData,
  TraceData,
  WiringData,
  WiringSpec,
} from "../protocol";

/** A recorded channel as it is printed: numbers in row-major order. */
export interface RecordedChannel {
  readonly unit: string;
  readonly shape: readonly number[];
  readonly data: readonly (number | null)[];
  /** Names of the columns of a stream, each row being one event or sample. */
  readonly columns?: readonly string[];
  /** What belongs to the data and has another shape, by name. */
  readonly parts?: Readonly<Record<string, { readonly shape: readonly number[]; readonly data: readonly unknown[] }>>;
}

/** JSON has no NaN. */
const plain = (value: number): number | null => (Number.isFinite(value) ? value : null);

function table(rows: number, columns: readonly (readonly [name: string, at: (row: number) => number])[]) {
  const data: (number | null)[] = [];
  for (let row = 0; row < rows; row++) for (const [, at] of columns) data.push(plain(at(row)));
  return { shape: [rows, columns.length], data, columns: columns.map(([name]) => name) };
}

const column =
  (values: ArrayLike<number>, width = 1, offset = 0) =>
  (row: number): number =>
    values[row * width + offset] as number;

/** Spikes by step, and by time where they carry it. */
function spikes({ steps, neurons, late }: SpikesData, stepMs: number): RecordedChannel {
  const time = (row: number) => (steps[row] as number) * stepMs - (late?.[row] as number);
  return {
    unit: "1",
    ...table(steps.length, [
      ["step", column(steps)],
      ["neuron", column(neurons)],
      ...(late === undefined ? [] : [["time_ms", time] as const]),
    ]),
  };
}

function trace(
  { steps, values }: TraceData,
  signals: readonly { readonly name: string; readonly unit: string }[],
): RecordedChannel {
  const width = signals.length;
  const columns = signals.map(({ name }, i) => [name, column(values, width, i)] as const);
  const units = [...new Set(signals.map((signal) => signal.unit))];
  return { unit: units.join(", "), ...table(steps.length, [["step", column(steps)], ...columns]) };
}

function pairs(data: PairsData, unit: string): RecordedChannel {
  return {
    unit,
    ...table(data.steps.length, [
      ["step", column(data.steps)],
      ["synapse", column(data.synapses)],
      ["interval_ms", column(data.intervals)],
      ["change", column(data.changes)],
      ["weight", column(data.weights)],
    ]),
  };
}

/** The last sample of a curve, a row of x and one row per series: its points may differ from sample to sample. */
function curve({ x, y }: CurveData, unit: string): RecordedChannel {
  const rows = x.length === 0 ? 1 : 1 + y.length / x.length;
  return { unit, shape: [rows, x.length], data: [...x, ...y].map(plain) };
}

const part = (values: ArrayLike<number>, width = 1) => ({
  shape: width === 1 ? [values.length] : [values.length / width, width],
  data: Array.from(values, plain),
});

/** The last sample of a state plane: its flow, and what is drawn into it. */
function plane(data: PlaneData, unit: string): RecordedChannel {
  const { columns, rows, field, extent, xNullcline, yNullcline, fixedPoints, reset, point } = data;
  return {
    unit,
    shape: [rows, columns, 2],
    data: Array.from(field, plain),
    parts: {
      extent: part(extent),
      xNullcline: part(xNullcline, 2),
      yNullcline: part(yNullcline, 2),
      fixedPoints: part(fixedPoints, 3),
      reset: part(reset),
      point: part(point),
    },
  };
}

const isMap = (data: ChannelData): data is MapData => data.kind === "map";

/** The samples of a map, each from the row of the smallest y. */
function map(samples: readonly MapData[], rows: number, columns: number, unit: string): RecordedChannel {
  return {
    unit,
    shape: [samples.length, rows, columns],
    data: samples.flatMap(({ values }) => [...values]).map(plain),
  };
}

/** The last sample of a graph: its edges, the nodes from which they were taken, and the neurons at those nodes. */
function graph({ sample, neurons, edges, rewired }: GraphData): RecordedChannel {
  return {
    unit: "1",
    ...table(rewired.length, [
      ["from", column(edges, 2)],
      ["to", column(edges, 2, 1)],
      ["rewired", column(rewired)],
    ]),
    parts: { sample: part(sample), ...(neurons === undefined ? {} : { neurons: part(neurons) }) },
  };
}

/** The last sample of a wiring: its connections, the places and activity of its nodes, and the connections that died lately. */
function wiring({ places, activity, edges, born, values, dead }: WiringData, { value }: WiringSpec): RecordedChannel {
  return {
    unit: value.unit,
    ...table(values.length, [
      ["source", column(edges, 2)],
      ["target", column(edges, 2, 1)],
      ["value", column(values)],
      ["born_step", column(born)],
    ]),
    parts: { places: part(places, 3), activity: part(activity), dead: part(dead, 3) },
  };
}

const isMatrix = (data: ChannelData): data is MatrixData => data.kind === "matrix";

/** The samples of a matrix; flags are those of the last one, each 0 or 1 + its place among their names. */
function matrix(samples: readonly MatrixData[], { rows, columns, value, flags }: MatrixSpec): RecordedChannel {
  const last = samples.at(-1)?.flags;
  return {
    unit: value.unit,
    shape: [samples.length, rows, columns],
    data: samples.flatMap(({ values }) => Array.from(values, plain)),
    ...(last !== undefined && {
      parts: {
        flags: { shape: [rows, columns], data: [...last] },
        flagNames: { shape: [flags?.length ?? 0], data: (flags ?? []).map(({ name }) => name) },
      },
    }),
  };
}

const isLattice = (data: ChannelData): data is LatticeData => data.kind === "lattice";

/** The samples of a lattice; what belongs to its values is that of the last one. */
function lattice(samples: readonly LatticeData[], spec: LatticeSpec): RecordedChannel {
  const { layers, columns, rows, lines, flags } = spec;
  const shape = [layers, columns, rows];
  const last = samples.at(-1);
  const of = (values: ArrayLike<number>, size: readonly number[] = shape) => ({
    shape: size,
    data: Array.from(values, plain),
  });
  return {
    unit: spec.value.unit,
    shape: [samples.length, ...shape],
    data: samples.flatMap(({ values }) => Array.from(values, plain)),
    ...(last !== undefined && {
      parts: {
        activity: of(last.activity),
        currents: of(last.currents),
        segments: of(last.segments),
        voltages: of(last.voltages, lines ? [layers, rows] : [layers]),
        selected: of(last.selected, [columns, rows]),
        ...(last.flags !== undefined && {
          flags: of(last.flags),
          flagNames: { shape: [flags?.length ?? 0], data: (flags ?? []).map(({ name }) => name) },
        }),
        ...(last.born !== undefined && { born: part(last.born, 2) }),
        ...(last.dead !== undefined && { dead: part(last.dead, 2) }),
      },
    }),
  };
}

/** The last sample of ways through an array: the cells of each, then its value. */
function paths(data: PathsData, { cells, value }: PathsSpec): RecordedChannel {
  const places = Array.from({ length: cells }, (_, cell) => [
    [`row_${cell + 1}`, column(data.cells, 2 * cells, 2 * cell)] as const,
    [`column_${cell + 1}`, column(data.cells, 2 * cells, 2 * cell + 1)] as const,
  ]);
  return { unit: value.unit, ...table(data.values.length, [...places.flat(), ["value", column(data.values)]]) };
}

const isInside = (data: ChannelData): data is InsideData => data.kind === "inside";

/** The samples of a picture of the inside, a column for each quantity. */
function inside(samples: readonly InsideData[], { quantities }: InsideSpec): RecordedChannel {
  const columns = quantities.map(
    ({ name }, i) => [name, (row: number) => samples[row]?.values[i] ?? Number.NaN] as const,
  );
  return { unit: [...new Set(quantities.map(({ unit }) => unit))].join(", "), ...table(samples.length, columns) };
}

/** Records channels of a session: streams in full, states whenever `sample` is called. */
export class Recorder {
  readonly #gatherer = new Gatherer();
  readonly #samples: ReadonlyMap<string, ChannelData[]>;

  constructor(
    private readonly session: Session,
    private readonly names: readonly string[],
  ) {
    this.#samples = new Map(names.map((name) => [name, []]));
  }

  /** Takes over what the streams gathered; to be called now and then on the way. */
  collect(): void {
    const { channels, specs } = this.session;
    this.#gatherer.collect(channels, (name) => (this.#samples.has(name) ? specs[name]?.kind : undefined));
    this.session.clearChannels();
  }

  /** Samples the states. */
  sample(): void {
    for (const [name, samples] of this.#samples) {
      const source = this.session.channels[name];
      const kind = this.session.specs[name]?.kind;
      if (source === undefined || kind === undefined || isStream(kind)) continue;
      source.settle?.();
      samples.push(structuredClone(source.take()));
    }
  }

  result(): Record<string, RecordedChannel> {
    const streams = this.#gatherer.streams();
    return Object.fromEntries(
      this.names.map((name) => {
        const spec = this.session.specs[name] as ChannelSpec;
        return [name, this.#print(spec, streams[name], this.#samples.get(name) ?? [])];
      }),
    );
  }

  #print(spec: ChannelSpec, stream: ChannelData | undefined, samples: readonly ChannelData[]): RecordedChannel {
    if (stream?.kind === "spikes") return spikes(stream, this.session.stepMs);
    if (stream?.kind === "trace" && spec.kind === "trace") return trace(stream, spec.signals);
    if (stream?.kind === "pairs" && spec.kind === "pairs") return pairs(stream, spec.weight.unit);
    const last = samples.at(-1);
    if (last?.kind === "curve" && spec.kind === "curve") return curve(last, spec.y.unit);
    if (last?.kind === "plane" && spec.kind === "plane") {
      return plane(last, `${spec.x.unit}/ms, ${spec.y.unit}/ms`);
    }
    if (last?.kind === "graph") return graph(last);
    if (last?.kind === "wiring" && spec.kind === "wiring") return wiring(last, spec);
    if (spec.kind === "map") return map(samples.filter(isMap), spec.rows, spec.columns, spec.value.unit);
    if (spec.kind === "matrix") return matrix(samples.filter(isMatrix), spec);
    if (spec.kind === "lattice") return lattice(samples.filter(isLattice), spec);
    if (last?.kind === "paths" && spec.kind === "paths") return paths(last, spec);
    if (spec.kind === "inside") return inside(samples.filter(isInside), spec);
    const rows = samples.map((data) =>
      data.kind === "vector" ? [...(data.exact ?? data.values)] : data.kind === "scalar" ? [data.value] : [],
    );
    const unit = spec.kind === "vector" ? spec.value.unit : spec.kind === "scalar" ? spec.unit : "1";
    return { unit, shape: [rows.length, rows[0]?.length ?? 0], data: rows.flat().map(plain) };
  }
}
