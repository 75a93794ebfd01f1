import type { SignalSpec, TraceData, TraceSpec } from "../../../workers/protocol";
import { type Derive, DerivedStream, labelled, type Merge } from "./derivation";

/** Traces of two runs in one. */

/** Signals of A have this before their names; those of B keep theirs. */
export const REFERENCE = "a.";

/** Sources mark their own breaks, so that the merged memory must not add any where a source was thinned. */
const unbroken = (spec: TraceSpec): TraceSpec => ({ ...spec, every: Number.POSITIVE_INFINITY });

const NOTHING: TraceData = { kind: "trace", steps: new Uint32Array(0), values: new Float32Array(0) };

const shapeOf = ({ signals, every }: TraceSpec): string => [every, ...signals.map((s) => s.name)].join();

/** Signals of B first, as they are, then all of A as references. */
export const traceOverlay: Derive<TraceSpec> = (a, b, texts, ratio) => {
  const references = a.signals.map(
    ({ guides: _, ...signal }): SignalSpec => ({
      ...signal,
      name: REFERENCE + signal.name,
      label: labelled(texts.a, signal.label),
      reference: signal.name,
    }),
  );
  const spec: TraceSpec = { ...b, signals: [...b.signals, ...references] };
  const shape = ["trace", shapeOf(a), shapeOf(b), ratio].join("|");
  const widths = [a.signals.length, b.signals.length] as const;
  const every = [a.every * ratio, b.every] as const;
  return {
    spec,
    shape,
    history: (...sources) =>
      new DerivedStream<TraceData>(unbroken(spec), sources, NOTHING, () => together(widths, every, ratio)),
  };
};

/** Values of one source as they are held until its next sample. */
class Held {
  readonly values: Float32Array;
  private readonly every: number;
  private last = Number.NEGATIVE_INFINITY;

  constructor(signals: number, every: number) {
    this.values = new Float32Array(signals).fill(Number.NaN);
    this.every = every;
  }

  take(step: number, values: Float32Array, sample: number): void {
    const { length } = this.values;
    for (let s = 0; s < length; s++) this.values[s] = values[sample * length + s] as number;
    this.last = step;
  }

  /** Nothing is known further after the last sample of all than the next one would be. */
  expire(step: number): void {
    if (step >= this.last + this.every) this.values.fill(Number.NaN);
  }
}

/** All steps of both; where one has no sample, the value is the one before, as long as the source goes on. */
function together(
  [signalsA, signalsB]: readonly [number, number],
  [everyA, everyB]: readonly [number, number],
  ratio: number,
): Merge<TraceData> {
  const [heldA, heldB] = [new Held(signalsA, everyA), new Held(signalsB, everyB)];
  const width = signalsA + signalsB;
  return (a, fromA, b, fromB) => {
    const most = a.steps.length - fromA + b.steps.length - fromB;
    const steps = new Uint32Array(most);
    const values = new Float32Array(most * width);
    let count = 0;
    for (let ia = fromA, ib = fromB; ia < a.steps.length || ib < b.steps.length; count++) {
      const stepA = ia < a.steps.length ? Math.round((a.steps[ia] as number) * ratio) : Number.POSITIVE_INFINITY;
      const stepB = ib < b.steps.length ? (b.steps[ib] as number) : Number.POSITIVE_INFINITY;
      const step = Math.min(stepA, stepB);
      if (stepA === step) heldA.take(step, a.values, ia++);
      else if (ia === a.steps.length) heldA.expire(step);
      if (stepB === step) heldB.take(step, b.values, ib++);
      else if (ib === b.steps.length) heldB.expire(step);
      steps[count] = step;
      values.set(heldB.values, count * width);
      values.set(heldA.values, count * width + signalsB);
    }
    return { kind: "trace", steps: steps.subarray(0, count), values: values.subarray(0, count * width) };
  };
}

/** B - A of the signals that both have, at equal steps. */
export const traceDifference: Derive<TraceSpec> = (a, b, texts, ratio) => {
  const shared = b.signals.flatMap((signal, offsetB) => {
    const offsetA = a.signals.findIndex(({ name, unit }) => name === signal.name && unit === signal.unit);
    return offsetA < 0 ? [] : [{ signal, offsetA, offsetB }];
  });
  if (shared.length === 0 || ratio !== 1) return null;
  const every = Math.max(a.every, b.every);
  const spec: TraceSpec = {
    ...b,
    label: labelled(texts.difference, b.label),
    every,
    signals: shared.map(
      ({ signal }): SignalSpec => ({
        ...signal,
        label: labelled(texts.difference, signal.label),
        symbol: `Δ${signal.symbol}`,
        axis: `Δ ${signal.axis}`,
        guides: [{ value: 0, label: `${texts.a} = ${texts.b}` }],
      }),
    ),
  };
  const offsets = shared.map(({ offsetA, offsetB }) => [offsetA, offsetB] as const);
  return {
    spec,
    shape: ["trace", shapeOf(a), shapeOf(b)].join("|"),
    history: (...sources) =>
      new DerivedStream<TraceData>(unbroken(spec), sources, NOTHING, () =>
        subtracted(offsets, [a.signals.length, b.signals.length], every),
      ),
  };
};

/** Samples at equal steps; NaN once where one of the two misses more than samples of the coarser one lie apart. */
function subtracted(
  offsets: readonly (readonly [a: number, b: number])[],
  [strideA, strideB]: readonly [number, number],
  every: number,
): Merge<TraceData> {
  const width = offsets.length;
  let matched = Number.NEGATIVE_INFINITY;
  let broken = true;
  return (a: TraceData, fromA, b: TraceData, fromB) => {
    const most = a.steps.length - fromA + b.steps.length - fromB;
    const steps = new Uint32Array(most);
    const values = new Float32Array(most * width);
    let count = 0;
    for (let ia = fromA, ib = fromB; ia < a.steps.length || ib < b.steps.length; ) {
      const stepA = ia < a.steps.length ? (a.steps[ia] as number) : Number.POSITIVE_INFINITY;
      const stepB = ib < b.steps.length ? (b.steps[ib] as number) : Number.POSITIVE_INFINITY;
      const step = Math.min(stepA, stepB);
      if (stepA === stepB) {
        for (const [s, [offsetA, offsetB]] of offsets.entries()) {
          values[count * width + s] =
            (b.values[ib * strideB + offsetB] as number) - (a.values[ia * strideA + offsetA] as number);
        }
        steps[count++] = step;
        matched = step;
        broken = false;
      } else if (!broken && step >= matched + 1.5 * every) {
        values.fill(Number.NaN, count * width, (count + 1) * width);
        steps[count++] = step;
        broken = true;
      }
      if (stepA === step) ia++;
      if (stepB === step) ib++;
    }
    return { kind: "trace", steps: steps.subarray(0, count), values: values.subarray(0, count * width) };
  };
}
