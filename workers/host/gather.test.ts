import { describe, expect, it } from "vitest";
import type { ChannelSource } from "../experiments/_experiment";
import type { ChannelData, SpikesData } from "../protocol";
import { Gatherer, hasUnsent, pack, packedBytes, takeStates } from "./gather";

const spikes = (steps: number[], late?: number[]): SpikesData => ({
  kind: "spikes",
  steps: Uint32Array.from(steps),
  neurons: new Uint32Array(steps.length),
  ...(late === undefined ? {} : { late: Float32Array.from(late) }),
});

/** A source that gives the next of `parts` each time. */
const giving = (...parts: ChannelData[]): ChannelSource => ({
  take: () => parts.shift() as ChannelData,
  clear: () => undefined,
});

describe("Gatherer", () => {
  it("keeps when exact spikes happened within their step", () => {
    const gatherer = new Gatherer();
    const source = giving(spikes([], []), spikes([1, 2], [0.25, 0.5]), spikes([7], [0.75]));
    for (let k = 0; k < 3; k++) gatherer.collect({ source }, () => "spikes");
    expect(gatherer.streams().source).toEqual(spikes([1, 2, 7], [0.25, 0.5, 0.75]));
    expect(gatherer.bytes).toBe(3 * 3 * 4);
  });

  it("refuses a stream that is now exact and now not", () => {
    for (const parts of [
      [spikes([1]), spikes([2], [0.5])],
      [spikes([1], [0.5]), spikes([2])],
    ]) {
      const gatherer = new Gatherer();
      const source = giving(...parts);
      gatherer.collect({ source }, () => "spikes");
      expect(() => gatherer.collect({ source }, () => "spikes")).toThrow("other columns");
    }
  });
});

describe("takeStates", () => {
  const scalar = () => "scalar" as const;

  it("takes what has no revision every time and the rest when it changed", () => {
    let revision = 4;
    const sources: Record<string, ChannelSource> = {
      always: { take: () => ({ kind: "scalar", value: 1 }), clear: () => undefined },
      seldom: {
        take: () => ({ kind: "scalar", value: revision }),
        clear: () => undefined,
        get revision() {
          return revision;
        },
      },
    };
    const sent = new Map<string, number>();
    expect(Object.keys(takeStates(sources, scalar, sent))).toEqual(["always", "seldom"]);
    expect(Object.keys(takeStates(sources, scalar, sent))).toEqual(["always"]);
    expect(hasUnsent(sources, sent)).toBe(false);
    revision++;
    expect(hasUnsent(sources, sent)).toBe(true);
    expect(takeStates(sources, scalar, sent).seldom).toEqual({ kind: "scalar", value: 5 });
  });

  it("goes on with a state that is computed in portions until the last is sent", () => {
    const LAST = 3;
    let done = 0;
    const source: ChannelSource = {
      take: () => {
        done = Math.min(done + 1, LAST);
        return { kind: "scalar", value: done };
      },
      clear: () => undefined,
      get revision() {
        return Math.min(done + 1, LAST);
      },
    };
    const sent = new Map<string, number>();
    const values: unknown[] = [];
    do values.push(takeStates({ source }, scalar, sent).source);
    while (hasUnsent({ source }, sent));
    expect(values).toEqual([1, 2, 3].map((value) => ({ kind: "scalar", value })));
  });
});

describe("pack", () => {
  it("places arrays of all types in one buffer, whatever their lengths", () => {
    const parts = {
      flags: { kind: "matrix", values: Float32Array.of(1, 2, 3), flags: Uint8Array.of(4, 5, 6) },
      currents: { kind: "vector", values: Float32Array.of(7), exact: Float64Array.of(0.1) },
      last: { kind: "paths", cells: Uint32Array.of(8, 9), values: Float32Array.of(-1) },
    } as const satisfies Readonly<Record<string, ChannelData>>;
    const buffer = new ArrayBuffer(packedBytes(parts));
    const packed = pack(parts, buffer);
    expect(packed).toEqual(parts);
    for (const data of Object.values(packed)) {
      for (const value of Object.values(data)) if (ArrayBuffer.isView(value)) expect(value.buffer).toBe(buffer);
    }
  });
});
