import { describe, expect, it } from "vitest";
import { CROSSBARS, SNEAK_MARGINS } from "../fixtures/crossbar";
import { createKernel } from "../memory/kernel";
import { power } from "./currents";
import { halfSelect } from "./disturb";
import {
  marginCurve,
  type ReadArray,
  readMargin,
  SELECTION_SCHEMES,
  type SelectionScheme,
  setTerminals,
} from "./schemes";
import { sneakLoops } from "./sneak";
import { type Crossbar, standaloneCrossbar } from "./solver";

const WORST = {
  on: 100e-6,
  off: 1e-6,
  voltage: 0.2,
  rowWire: 1,
  columnWire: 1,
  source: 10,
  sink: 100,
  sides: "one",
} as const;

function readable(n: number, tolerance = 1e-13): ReadArray & { readonly circuit: Crossbar } {
  const circuit = standaloneCrossbar(n, n);
  const solve = () => {
    circuit.factor();
    return circuit.solve({ tolerance, warm: false });
  };
  return { circuit, conductance: circuit.conductance, solve };
}

const NAMES: Readonly<Record<string, SelectionScheme>> = {
  float: "floating",
  float_rows_gnd_cols: "groundColumns",
  gnd_all: "groundAll",
  half: "half",
  third: "third",
};

describe("the read margin", () => {
  it.each(CROSSBARS.sneak.cases)("n = $n, $scheme: currents and power of the reference", (reference) => {
    const array = readable(reference.n);
    const reading = readMargin(array, NAMES[reference.scheme] as SelectionScheme, WORST);
    expect(reading.on / reference.I_on_A).toBeCloseTo(1, 9);
    expect(reading.off / reference.I_off_A).toBeCloseTo(1, 9);
    expect(reading.margin).toBeCloseTo(reference.margin, 9);
    array.conductance.view.fill(WORST.on);
    array.solve();
    expect(power(array.circuit) / reference.P_on_W).toBeCloseTo(1, 9);
  });

  it("collapses with the size of the array, under every scheme", () => {
    const points = [...marginCurve((n) => readable(n, 1e-8), [64, 256], SELECTION_SCHEMES, WORST)];
    expect(points.map(({ scheme, size }) => `${scheme} ${size}`)).toEqual(
      [64, 256].flatMap((size) => SELECTION_SCHEMES.map((scheme) => `${scheme} ${size}`)),
    );
    for (const { scheme, size, margin } of points) {
      const reference = SNEAK_MARGINS.find(({ n }) => n === size);
      expect(Math.abs(margin - (reference?.[scheme] as number)), `${scheme} ${size}`).toBeLessThan(1e-4);
    }
  });

  it("follows the formulas without wires", () => {
    const n = 9;
    const bare = { ...WORST, rowWire: 0, columnWire: 0, source: 0, sink: 0 };
    const array = readable(n);
    const { on, off, voltage } = WORST;
    const others = (on * (n - 1) ** 2) / (2 * (n - 1) + 1);
    const currents = {
      floating: (g: number) => voltage * (g + others),
      half: (g: number) => voltage * g + (n - 1) * (voltage / 2) * on,
      groundAll: (g: number) => voltage * g,
    };
    for (const [scheme, current] of Object.entries(currents)) {
      const reading = readMargin(array, scheme as SelectionScheme, bare);
      expect(reading.on / current(on)).toBeCloseTo(1, 7);
      expect(reading.off / current(off)).toBeCloseTo(1, 7);
    }
  });

  it("is better where rows are driven from both sides", () => {
    const array = readable(32);
    const one = readMargin(array, "groundAll", WORST);
    const both = readMargin(array, "groundAll", { ...WORST, sides: "both" });
    expect(both.margin).toBeGreaterThan(one.margin);
  });
});

describe("sneak loops", () => {
  const selected = { row: 1, column: 2 };

  function floating(n: number, fill: (row: number, column: number) => number, wire = 0): Crossbar {
    const { circuit, solve } = readable(n);
    for (let at = 0; at < n * n; at++) circuit.conductance.view[at] = fill(Math.floor(at / n), at % n);
    circuit.wires(wire, wire);
    setTerminals(circuit, "floating", { selected, voltage: 0.2, source: 0, sink: 0, sides: "one" });
    solve();
    return circuit;
  }

  it("share the sneak current alike in an array of equal cells", () => {
    const n = 6;
    const g = 1e-4;
    const circuit = floating(n, () => g);
    const loops = sneakLoops(circuit, selected, 100);
    expect(loops).toHaveLength((n - 1) ** 2);
    const sneak = (0.2 * g * (n - 1) ** 2) / (2 * (n - 1) + 1);
    expect(loops.reduce((sum, { current }) => sum + current, 0) / sneak).toBeCloseTo(1, 7);
    for (const { current } of loops) expect((current * (n - 1) ** 2) / sneak).toBeCloseTo(1, 7);
  });

  it("find the one way that conducts, in the order in which current takes it", () => {
    const way = new Set(["1,4", "3,4", "3,2"]);
    const circuit = floating(6, (row, column) => (way.has(`${row},${column}`) ? 1e-3 : 1e-8), 2);
    const [first, second] = sneakLoops(circuit, selected, 2);
    expect(first?.cells).toEqual([
      [1, 4],
      [3, 4],
      [3, 2],
    ]);
    const carried = circuit.cellCurrent.view[3 * 6 + 2] as number;
    expect((first?.current as number) / carried).toBeCloseTo(1, 3);
    expect(second?.current as number).toBeLessThan(1e-3 * (first?.current as number));
  });

  it("are the same for a voltage of the other sign, and none where all lines are grounded", () => {
    const fill = (row: number, column: number) => 1e-5 * (1 + ((5 * row + 3 * column) % 7));
    const circuit = floating(6, fill, 3);
    const loops = sneakLoops(circuit, selected, 5);
    expect(loops.every(({ current }, k) => k === 0 || current <= (loops[k - 1]?.current as number))).toBe(true);
    const all = sneakLoops(circuit, selected, 25).reduce((sum, { current }) => sum + current, 0);
    const own = circuit.cellCurrent.view[selected.row * 6 + selected.column] as number;
    const sneak = (circuit.columnCurrent.view[selected.column] as number) - own;
    // What takes more than three cells is not among them.
    expect(all).toBeLessThan(sneak);
    expect(all).toBeGreaterThan(0.8 * sneak);
    circuit.rowEnds.firstVoltage.view[selected.row] = -0.2;
    circuit.solve({ tolerance: 1e-13, warm: false });
    const turned = sneakLoops(circuit, selected, 5);
    expect(turned.map(({ cells }) => cells)).toEqual(loops.map(({ cells }) => cells));
    setTerminals(circuit, "groundAll", { selected, voltage: 0.2, source: 0, sink: 0, sides: "one" });
    circuit.wires(0, 0);
    circuit.factor();
    circuit.solve({ tolerance: 1e-13, warm: false });
    for (const { current } of sneakLoops(circuit, selected, 5)) expect(current).toBeLessThan(1e-12);
  });
});

describe("a write", () => {
  const law = { tau0: 2.85e5, scale: 0.156, width: 10e-6 };
  const kernel = createKernel();

  function write(scheme: SelectionScheme, n: number): ReturnType<typeof halfSelect> {
    const { circuit, solve } = readable(n);
    circuit.conductance.view.fill(1e-9);
    circuit.wires(0, 0);
    const selected = { row: 2, column: 3 };
    setTerminals(circuit, scheme, { selected, voltage: 3.5, source: 0, sink: 0, sides: "one" });
    solve();
    return halfSelect(kernel, circuit, selected, law);
  }

  it("disturbs every half-selected cell a little, and no other", () => {
    const n = 8;
    const { probability, expected, written } = write("half", n);
    expect(written).toBeCloseTo(0.176762, 6);
    const perCell = 1e-5 / (2.85e5 * Math.exp(-1.75 / 0.156));
    expect(perCell).toBeCloseTo(2.6e-6, 7);
    expect(expected / (2 * (n - 1) * perCell)).toBeCloseTo(1, 4);
    expect(probability[2 * n + 3]).toBe(0);
    expect((probability[2 * n] as number) / perCell).toBeCloseTo(1, 4);
    expect(probability[0] as number).toBeLessThan(1e-10);
  });

  it("disturbs less under a third of the voltage, though everywhere", () => {
    const half = write("half", 8);
    const third = write("third", 8);
    expect(third.expected).toBeLessThan(half.expected / 5);
    expect(third.probability[0] as number).toBeGreaterThan(half.probability[0] as number);
  });
});
