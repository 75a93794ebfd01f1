import { CELLS, protocolTrains } from "../../../workers/catalogCells";
import type { StdpParams } from "../../../workers/experiments/stdpParams";
import { describeParams } from "../../../workers/params/schema";
import type { ParamTree } from "../../../workers/protocol";
import type { ParamEdit } from "../_view";
import type { Domain } from "../scale";

/** The spike trains of a pairing protocol and what a hand may do with them. */

export type Row = "pre" | "post";

export interface Trains {
  readonly pre: readonly number[];
  readonly post: readonly number[];
  readonly durationMs: number;
}

/** One spike: which neuron's, and its place in the train. */
export interface SpikeRef {
  readonly row: Row;
  readonly index: number;
}

/** All spikes of the protocol, also those that are still to come. */
export const readTrains = (params: ParamTree): Trains => protocolTrains(params as unknown as StdpParams);

const limits = describeParams(CELLS.stdp.schema).find((spec) => spec.path === "protocol.pre");
const LIMITS = limits?.kind === "times" ? limits : { max: 0, maxLength: 0 };

/** The edits that make a protocol of two trains. */
export const trainEdits = ({ pre, post }: Pick<Trains, Row>): readonly ParamEdit[] => [
  { path: "protocol.kind", value: "drawn" },
  { path: "protocol.pre", value: pre },
  { path: "protocol.post", value: post },
];

/** The time step nearest to `time` within what a train may hold, free of the dust of binary fractions. */
export const snap = (time: number, dt: number): number =>
  Number((Math.round(Math.min(LIMITS.max, Math.max(0, time)) / dt) * dt).toFixed(6));

const sorted = (list: readonly number[], time: number): { list: readonly number[]; index: number } => {
  const next = [...list, time].sort((a, b) => a - b);
  return { list: next, index: next.indexOf(time) };
};

export interface TrainEdit {
  readonly trains: Pick<Trains, Row>;
  /** The spike that was touched; null when it is gone. */
  readonly spike: SpikeRef | null;
}

/** Adds a spike; null where there is one already or the train is full. */
export function addSpike(trains: Pick<Trains, Row>, row: Row, time: number, dt: number): TrainEdit | null {
  const at = snap(time, dt);
  const train = trains[row];
  if (train.includes(at) || train.length >= LIMITS.maxLength) return null;
  const { list, index } = sorted(train, at);
  return { trains: { ...trains, [row]: list }, spike: { row, index } };
}

/** Moves a spike, past others if need be; null where another one stands. */
export function moveSpike(
  trains: Pick<Trains, Row>,
  { row, index }: SpikeRef,
  time: number,
  dt: number,
): TrainEdit | null {
  const at = snap(time, dt);
  const others = trains[row].filter((_, i) => i !== index);
  if (others.includes(at)) return null;
  const placed = sorted(others, at);
  return { trains: { ...trains, [row]: placed.list }, spike: { row, index: placed.index } };
}

/** Removes a spike and names its successor, so that several can be removed in a row. */
export function removeSpike(trains: Pick<Trains, Row>, { row, index }: SpikeRef): TrainEdit {
  const list = trains[row].filter((_, i) => i !== index);
  return {
    trains: { ...trains, [row]: list },
    spike: list.length === 0 ? null : { row, index: Math.min(index, list.length - 1) },
  };
}

/** The time nearest to `time` in an ascending or any list, if within `reach`; else `time` itself. */
export function nearestTime(train: readonly number[], time: number, reach: number): number {
  let best = time;
  let least = reach;
  for (const spike of train) {
    if (Math.abs(spike - time) <= least) {
      least = Math.abs(spike - time);
      best = spike;
    }
  }
  return best;
}

/** Magnifies a time domain about `anchor`, within [0, durationMs] and never below `least` ms. */
export function zoomDomain(
  [low, high]: Domain,
  anchor: number,
  zoom: number,
  durationMs: number,
  least: number,
): Domain {
  const span = Math.min(durationMs, Math.max(least, (high - low) / zoom));
  const share = (anchor - low) / (high - low);
  return panDomain([anchor - share * span, anchor - share * span + span], 0, durationMs);
}

/** Shifts a time domain by `by` ms, stopping at both ends of the protocol. */
export function panDomain([low, high]: Domain, by: number, durationMs: number): Domain {
  const span = Math.min(durationMs, high - low);
  const start = Math.max(0, Math.min(durationMs - span, low + by));
  return [start, start + span];
}
