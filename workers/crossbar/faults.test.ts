import { describe, expect, it } from "vitest";
import { CROSSBARS } from "../fixtures/crossbar";
import type { ConductanceWindow } from "./_mapping";
import { Adc } from "./converters";
import {
  detect,
  findingsOf,
  gathered,
  HEALTHY,
  inject,
  lotOf,
  MENDED,
  OPEN,
  SHORT,
  STUCK_OFF,
  STUCK_ON,
  stuckAt,
} from "./faults";
import { driveLines } from "./schemes";
import { standaloneCrossbar } from "./solver";
import { transferMatrix } from "./transfer";

/** Conductances as they come to be where these were asked for. */
function withFaults(asked: Float64Array, faults: Uint8Array, cut: Uint8Array, window: ConductanceWindow): Float64Array {
  return asked.map((value, k) => {
    const fixed = cut[k] === 1 ? 0 : stuckAt(faults[k] as number, window);
    return Number.isNaN(fixed) ? value : fixed;
  });
}

const WINDOW = { low: 1e-6, high: 1e-4 };
const { eight, fault } = CROSSBARS;
const N = 8;
const TARGETS = Float64Array.from(eight.G_S.flat());
const BROKEN = 3 * N + 2;

/** The reference array with these conductances, [8, columns]. */
function circuit(cells: Float64Array) {
  const array = standaloneCrossbar(N, cells.length / N);
  array.conductance.view.set(cells);
  array.wires(eight.r_word_ohm, eight.r_bit_ohm);
  driveLines(array, eight.v_in_V, { source: eight.R_source_ohm, sink: eight.R_term_ohm, sides: "one" });
  array.factor();
  return array;
}

function currents(cells: Float64Array): Float64Array {
  const array = circuit(cells);
  array.solve({ tolerance: 1e-13, warm: false });
  return array.columnCurrent.view.slice();
}

/** One-hot read-out: what each row alone drives into each column, S. */
function readOut(cells: Float64Array): Float64Array {
  const steps = transferMatrix(circuit(cells), { tolerance: 1e-12 });
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

const faultMap = (...at: (readonly [cell: number, code: number])[]): Uint8Array => {
  const map = new Uint8Array(N * N);
  for (const [cell, code] of at) map[cell] = code;
  return map;
};
const cutAt = (...cells: number[]): Uint8Array => {
  const mask = new Uint8Array(N * N);
  for (const cell of cells) mask[cell] = 1;
  return mask;
};

function expectClose(measured: ArrayLike<number>, wanted: readonly number[], relative: number): void {
  expect(measured.length).toBe(wanted.length);
  for (const [j, value] of wanted.entries()) {
    expect(Math.abs((measured[j] as number) - value)).toBeLessThanOrEqual(relative * Math.abs(value));
  }
}

describe("a short and its repair, as in the reference", () => {
  const faults = faultMap([BROKEN, SHORT]);
  const healthy = currents(TARGETS);
  const short = currents(withFaults(TARGETS, faults, cutAt(), WINDOW));
  const pruned = currents(withFaults(TARGETS, faults, cutAt(BROKEN), WINDOW));
  const change = (now: Float64Array, j: number) => (now[j] as number) / (healthy[j] as number) - 1;

  it("raises its column by 988 % and lets the others sag", () => {
    expectClose(healthy, fault.I_healthy_A, 1e-9);
    expectClose(short, fault.I_short_A, 1e-9);
    const percent = [-1.25, -0.14, 988, -1.45, -0.44, -0.62, -0.51, -0.76];
    for (const [j, value] of percent.entries()) {
      expect(Math.abs(100 * change(short, j) - value)).toBeLessThan(j === 2 ? 0.5 : 0.005);
    }
    const most = (N * WINDOW.high * 0.2) / 2;
    const clipped = (amps: Float64Array): number => {
      const adc = new Adc(8, { centre: most, half: most });
      for (const value of amps) adc.convert(value);
      return adc.clipped;
    };
    expect([clipped(healthy), clipped(short)]).toEqual([0, 1]);
  });

  it("costs its own weight when cut off, the others within 1.2e-4", () => {
    expectClose(pruned, fault.I_cell_pruned_A, 1e-9);
    expect(100 * change(pruned, 2)).toBeCloseTo(-7.67, 2);
    for (const j of [0, 1, 3, 4, 5, 6, 7]) {
      expect(change(pruned, j)).toBeGreaterThan(0.9e-5);
      expect(change(pruned, j)).toBeLessThan(1.2e-4);
    }
  });

  it("is gone when the column moves to a spare: 0.107 % less for longer wires, the others within 3e-4", () => {
    const assignment = [0, 1, N, 3, 4, 5, 6, 7];
    const cells = new Float64Array(N * (N + 1));
    for (const [k, value] of TARGETS.entries()) {
      cells[Math.floor(k / N) * (N + 1) + (assignment[k % N] as number)] = value;
    }
    const all = currents(cells);
    expect(all.length).toBe(N + 1);
    expectClose(all, fault.I_spare_column_A, 1e-9);
    const moved = gathered(all, assignment, N + 1);
    expect(100 * change(moved, 2)).toBeCloseTo(-0.107, 3);
    for (const j of [0, 1, 3, 4, 5, 6, 7]) expect(Math.abs(change(moved, j))).toBeLessThan(3e-4);
  });
});

describe("detection by one-hot read-out", () => {
  const expected = readOut(TARGETS);
  const search = (faults: Uint8Array, cut = cutAt()) =>
    detect((aside) => readOut(withFaults(TARGETS, faults, aside, WINDOW)), expected, N, cut, WINDOW, 0.05);
  const found = (faults: Uint8Array, cut = cutAt()) =>
    search(faults, cut).map(({ row, column, kind }) => [row * N + column, kind]);

  it("finds nothing in a healthy array", () => {
    expect(search(faultMap())).toEqual([]);
  });

  it("finds the short alone, though it draws current from its column", () => {
    const faults = faultMap([BROKEN, SHORT]);
    const once = findingsOf(readOut(withFaults(TARGETS, faults, cutAt(), WINDOW)), expected, N, cutAt(), WINDOW, 0.05);
    expect(once.length).toBeGreaterThan(1);
    expect(once[0]?.kind).toBe(SHORT);
    expect(found(faults)).toEqual([[BROKEN, SHORT]]);
  });

  it("finds each kind for what it is, two shorts in a column included", () => {
    // Cells that should be at 75, 97, 71 and 84 µS, then one at 1 µS.
    const faults = faultMap([3 * N, OPEN], [3 * N + 3, STUCK_OFF], [4, SHORT], [7 * N + 4, SHORT], [0, STUCK_ON]);
    expect(new Map(found(faults) as [number, number][])).toEqual(
      new Map([
        [3 * N, OPEN],
        [3 * N + 3, STUCK_OFF],
        [4, SHORT],
        [7 * N + 4, SHORT],
        [0, STUCK_ON],
      ]),
    );
  });

  it("says nothing of cells cut off, nor of those stuck where they should be", () => {
    expect(found(faultMap([BROKEN, SHORT]), cutAt(BROKEN))).toEqual([]);
    expect(found(faultMap([0, STUCK_OFF]))).toEqual([]);
  });

  it("tells what it should have been and what it read", () => {
    const [finding] = search(faultMap([BROKEN, OPEN]));
    expect(finding?.expected).toBe(expected[BROKEN]);
    expect(Math.abs((finding?.expected as number) / (TARGETS[BROKEN] as number) - 1)).toBeLessThan(0.02);
    expect(Math.abs(finding?.measured as number)).toBeLessThan(1e-7);
  });
});

describe("injection", () => {
  const brokenIn = (faults: Uint8Array): number => faults.filter((code) => code !== HEALTHY).length;
  const rates = { on: 0.0175, off: 0.0904, onKind: STUCK_ON, offKind: STUCK_OFF, seed: 3, round: 0 } as const;
  const map = (rows: number, columns: number, options: Partial<Parameters<typeof inject>[2]> = {}) => {
    const faults = new Uint8Array(rows * columns);
    inject(faults, columns, { ...rates, ...options });
    return faults;
  };

  it("breaks as many as the rates say, within four standard errors", () => {
    const n = 300 * 300;
    const made = map(300, 300);
    for (const [code, p] of [
      [STUCK_ON, rates.on],
      [STUCK_OFF, rates.off],
    ] as const) {
      expect(Math.abs(made.filter((is) => is === code).length - n * p)).toBeLessThan(4 * Math.sqrt(n * p * (1 - p)));
    }
    expect(new Set(made)).toEqual(new Set([HEALTHY, STUCK_ON, STUCK_OFF]));
  });

  it("gives a cell the same fate in an array of any size", () => {
    const [small, large] = [map(20, 30), map(60, 50)];
    for (let k = 0; k < small.length; k++) expect(small[k]).toBe(large[Math.floor(k / 30) * 50 + (k % 30)]);
  });

  it("breaks at a higher rate those of a lower one and others", () => {
    const [few, many] = [map(60, 60), map(60, 60, { on: 0.1, off: 0.2 })];
    for (const [k, code] of few.entries()) if (code !== HEALTHY) expect(many[k]).toBe(code);
    expect(brokenIn(many)).toBeGreaterThan(2 * brokenIn(few));
  });

  it("is another draw with another seed or round, and adds to what is broken", () => {
    const [first, seed, round] = [map(40, 40), map(40, 40, { seed: 4 }), map(40, 40, { round: 1 })];
    expect(first).not.toEqual(seed);
    expect(first).not.toEqual(round);
    const both = first.slice();
    const broken = inject(both, 40, { ...rates, round: 1, onKind: SHORT, offKind: OPEN });
    for (const [k, code] of first.entries()) if (code !== HEALTHY) expect(both[k]).toBe(code);
    expect(brokenIn(both)).toBe(brokenIn(first) + broken);
  });

  it("breaks none at 0, all at 1, and neighbours without regard to each other", () => {
    expect(map(9, 9, { on: 0, off: 0 }).every((code) => code === HEALTHY)).toBe(true);
    expect(map(9, 9, { on: 1, off: 0 }).every((code) => code === STUCK_ON)).toBe(true);
    expect(map(9, 9, { on: 0, off: 1 }).every((code) => code === STUCK_OFF)).toBe(true);
    let [sum, product] = [0, 0];
    const n = 20_000;
    for (let k = 0; k < n; k++) {
      const [a, b] = [lotOf(1, 0, k % 100, Math.floor(k / 100)), lotOf(1, 0, k % 100, Math.floor(k / 100) + 1)];
      sum += a;
      product += (a - 0.5) * (b - 0.5);
    }
    expect(Math.abs(sum / n - 0.5)).toBeLessThan(4 * Math.sqrt(1 / 12 / n));
    expect(Math.abs(product / n)).toBeLessThan(4 / 12 / Math.sqrt(n));
  });
});

describe("the maps", () => {
  it("hold what a cell has for good", () => {
    const codes = [HEALTHY, STUCK_ON, STUCK_OFF, SHORT, OPEN, MENDED];
    expect(codes.map((code) => stuckAt(code, WINDOW))).toEqual([Number.NaN, 1e-4, 1e-6, 0.01, 0, Number.NaN]);
  });

  it("come back from where columns stand", () => {
    const values = Float64Array.of(4, 2, 0, 3, 1, 0, 8, 6, 0, 7, 5, 0);
    expect([...gathered(values, [4, 1, 3, 0], 6)]).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });
});
