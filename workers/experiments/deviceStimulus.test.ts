import { describe, expect, it } from "vitest";
import { createKernel } from "../memory/kernel";
import { device } from "./device";
import type { DeviceParams } from "./deviceParams";
import { type Piece, polygon, Stimulus, timingOf } from "./deviceStimulus";

const kernel = createKernel();

function piecesOf(stimulus: object, others: object = {}): { pieces: Piece[]; period: number; params: DeviceParams } {
  const params = device.schema.parse({ stimulus, resolution: 400, ...others }) as DeviceParams;
  const source = new Stimulus(kernel, params);
  const pieces = Array.from({ length: 400 }, (_, step) => source.pieces(step)).flat();
  return { pieces, period: timingOf(params).period, params };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

describe("the pieces of a period", () => {
  const pulses = { kind: "pulses", own: true, set: 2, reset: -3, width: 1e-3, interval: 3.7e-3 };
  it.each([
    { kind: "sine" },
    { kind: "triangle" },
    { kind: "waveform", times: [0, 0.1, 0.7], values: [0, 2, 1] },
    { ...pulses, up: 7, down: 5 },
    { ...pulses, up: 7, down: 5, readPulse: true },
    { ...pulses, up: 3, down: 0, pause: 1000 },
    { ...pulses, up: 0, down: 500 },
  ])("of %j fill it without a gap", (stimulus) => {
    const { pieces, period } = piecesOf(stimulus);
    expect(sum(pieces.map(({ dt }) => dt)) / period).toBeCloseTo(1, 10);
    for (const { dt } of pieces) expect(dt).toBeGreaterThan(0);
  });

  it("of pulses hold each for its width and read after each", () => {
    for (const pause of [0, 1000]) {
      const { pieces } = piecesOf({ ...pulses, up: 7, down: 5, pause });
      const on = (volts: number) => sum(pieces.filter(({ held }) => held === volts).map(({ dt }) => dt));
      expect(on(2) / 7e-3).toBeCloseTo(1, 6);
      expect(on(-3) / 5e-3).toBeCloseTo(1, 6);
      const reads = pieces.filter(({ read }) => read !== undefined);
      expect(reads.map(({ read }) => read)).toEqual(Array.from({ length: 12 }, (_, k) => k));
      for (const { held } of reads) expect(held).toBe(0);
    }
    const { pieces } = piecesOf({ ...pulses, up: 7, down: 5, readPulse: true }, { read: 0.25 });
    expect(sum(pieces.filter(({ held }) => held === 0.25).map(({ dt }) => dt)) / 12e-3).toBeCloseTo(1, 6);
  });

  it("of a sine are its means, and no flux is left after a period", () => {
    const { pieces } = piecesOf({ kind: "sine" });
    expect(sum(pieces.map(({ held }) => held))).toBeCloseTo(0, 12);
    expect(sum(pieces.slice(0, 200).map(({ held, dt }) => held * dt))).toBeCloseTo(1 / Math.PI, 12);
    expect([pieces[0]?.from, pieces[99]?.to, pieces[199]?.to]).toEqual([0, 1, 0]);
  });
});

describe("straight lines between points", () => {
  it("have the values and the integral of the polygon, and are 0 outside", () => {
    const { value, integral } = polygon([1, 2, 4], [0, 2, -2]);
    expect([0, 1, 1.5, 2, 3, 4, 5].map(value)).toEqual([0, 0, 1, 2, 0, -2, 0]);
    expect([0, 1, 1.5, 2, 3, 4, 5].map(integral)).toEqual([0, 0, 0.25, 1, 2, 1, 1]);
  });
});
