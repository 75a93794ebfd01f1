import { Session } from "../host/session";
import { RUNNABLE_MATTER } from "../runnableMatter";

/** Blocks of vertical RRAM as the page shows them: all channels of a block that is read; the same code runs in Node and in a page. */

export interface ReadingMeasurement {
  readonly block: string;
  readonly cells: number;
  /** Wall time of a step with new inputs until every channel that changed is there, ms. */
  readonly stepMs: number;
  /** The same after a resistance was moved: the first portion of each curve is computed as well. */
  readonly editMs: number;
  /** From there until nothing changes any more. */
  readonly restMs: number;
}

interface Case {
  readonly form: "lumped" | "mesh";
  readonly layers: number;
  readonly side: number;
}

const CASES: readonly Case[] = [
  { form: "lumped", layers: 8, side: 16 },
  { form: "mesh", layers: 8, side: 16 },
  { form: "lumped", layers: 32, side: 64 },
];
const REPEATS = 12;

function measureReading({ form, layers, side }: Case, clock: () => number): ReadingMeasurement {
  const params = { block: { layers, columns: side, rows: side }, circuit: { form } };
  const opened = Session.open({ experiment: "vrram", params, seed: 1 }, { experiments: RUNNABLE_MATTER });
  if (!opened.ok) throw new Error(opened.error.message);
  const session = opened.value;
  const sent = new Map<string, number>();
  /** Takes what changed; false where nothing did. */
  const frame = (): boolean => {
    let changed = false;
    for (const [name, source] of Object.entries(session.channels)) {
      const revision = source.revision ?? Number.NaN;
      if (sent.get(name) === revision) continue;
      sent.set(name, revision);
      source.take();
      changed = true;
    }
    return changed;
  };
  const rest = () => {
    while (frame());
  };
  /** Shortest of several runs: on a shared machine the least disturbed. */
  const shortest = (act: (k: number) => void, show: () => void): number => {
    let ms = Number.POSITIVE_INFINITY;
    for (let k = 0; k < REPEATS; k++) {
      const start = clock();
      act(k);
      show();
      ms = Math.min(ms, clock() - start);
    }
    return ms;
  };
  rest();
  const stepMs = shortest(() => session.advance(1), frame);
  const edit = (k: number) => void session.set("wires.pillar", 6 + k);
  const editMs = shortest(edit, frame);
  const restMs = shortest((k) => edit(k + REPEATS), rest);
  const planes = form === "lumped" ? "planes of one node" : "planes as nets";
  return { block: `${planes}, ${layers} x ${side} x ${side}`, cells: layers * side * side, stepMs, editMs, restMs };
}

export const measureReadings = (clock: () => number): ReadingMeasurement[] =>
  CASES.map((made) => measureReading(made, clock));
