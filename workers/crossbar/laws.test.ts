import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { conductanceOf, type LineEnds } from "./_solver";
import { endCurrents, power, wireCurrents } from "./currents";
import { driveLines } from "./schemes";
import { type Crossbar, standaloneCrossbar } from "./solver";
import { distance, solveExactly } from "./testing";
import { applyTransfer, transferMatrix } from "./transfer";

/** Laws of circuits on random arrays with shorts, opens, and lines that float or hang on one or both of their ends. */

const EXACT = { tolerance: 1e-14, warm: false };

interface End {
  readonly resistance: number;
  readonly volts: number;
}

interface Line {
  readonly first: End | undefined;
  readonly last: End | undefined;
}

interface Case {
  readonly rows: number;
  readonly columns: number;
  readonly cells: readonly number[];
  readonly rowLines: readonly Line[];
  readonly columnLines: readonly Line[];
  readonly rowWire: number;
  readonly columnWire: number;
}

const power10 = (low: number, high: number) => fc.double({ min: low, max: high, noNaN: true }).map((x) => 10 ** x);
const cell = fc.oneof(
  { weight: 8, arbitrary: power10(-7, -3) },
  { weight: 1, arbitrary: fc.constant(0) },
  { weight: 1, arbitrary: fc.constant(0.01) },
);
const volt = fc.integer({ min: -1000, max: 1000 }).map((millivolts) => millivolts / 1000);
const end = fc.record({ resistance: power10(-1, 3), volts: volt });
const none = fc.constant(undefined);
const line: fc.Arbitrary<Line> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ first: end, last: none }) },
  { weight: 2, arbitrary: fc.record({ first: none, last: end }) },
  { weight: 2, arbitrary: fc.record({ first: end, last: end }) },
  { weight: 2, arbitrary: fc.record({ first: none, last: none }) },
);
const wire = fc.oneof(power10(-2, 1.5), fc.constant(0));
const lines = (count: number) => fc.array(line, { minLength: count, maxLength: count });
const cases: fc.Arbitrary<Case> = fc
  .tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }))
  .chain(([rows, columns]) =>
    fc.record({
      rows: fc.constant(rows),
      columns: fc.constant(columns),
      cells: fc.array(cell, { minLength: rows * columns, maxLength: rows * columns }),
      rowLines: lines(rows),
      columnLines: lines(columns),
      rowWire: wire,
      columnWire: wire,
    }),
  );

function setEnds(ends: LineEnds, all: readonly Line[]): void {
  all.forEach(({ first, last }, k) => {
    ends.firstConductance.view[k] = first === undefined ? 0 : conductanceOf(first.resistance);
    ends.firstVoltage.view[k] = first?.volts ?? 0;
    ends.lastConductance.view[k] = last === undefined ? 0 : conductanceOf(last.resistance);
    ends.lastVoltage.view[k] = last?.volts ?? 0;
  });
}

function build(given: Case): Crossbar {
  const circuit = standaloneCrossbar(given.rows, given.columns);
  circuit.conductance.view.set(given.cells);
  setEnds(circuit.rowEnds, given.rowLines);
  setEnds(circuit.columnEnds, given.columnLines);
  circuit.wires(given.rowWire, given.columnWire);
  circuit.factor();
  return circuit;
}

const holds = (check: (given: Case) => void, numRuns = 60) => fc.assert(fc.property(cases, check), { numRuns });
/** Where no current flows, cells of up to 0.01 S still tell the last digit of a volt, A. */
const FLOOR = 1e-16;
const largest = (values: Iterable<number>) => Array.from(values, Math.abs).reduce((a, b) => Math.max(a, b), 0);
const total = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0);

describe("any array", () => {
  it("is solved to nine digits, in the currents of its cells", () => {
    holds((given) => {
      const circuit = build(given);
      const { converged } = circuit.solve(EXACT);
      const exact = solveExactly(circuit);
      expect(converged).toBe(true);
      const scale = largest(exact.cellCurrent);
      const apart = (found: Float64Array, expected: Float64Array) =>
        largest(found.map((value, k) => value - (expected[k] as number)));
      expect(apart(circuit.cellCurrent.view, exact.cellCurrent)).toBeLessThanOrEqual(1e-9 * scale + FLOOR);
      expect(apart(circuit.columnCurrent.view, exact.columnCurrent)).toBeLessThanOrEqual(1e-9 * scale + FLOOR);
      expect(apart(circuit.rowNodes.view, exact.rowNodes)).toBeLessThan(1e-9);
      expect(apart(circuit.columnNodes.view, exact.columnNodes)).toBeLessThan(1e-9);
    }, 100);
  });

  it("obeys Kirchhoff: what goes in comes out, and columns end in what their cells bring", () => {
    holds((given) => {
      const circuit = build(given);
      circuit.solve(EXACT);
      const scale = largest(circuit.cellCurrent.view) * Math.max(given.rows, given.columns);
      const sums = [circuit.rowCurrent.view, circuit.columnCurrent.view].map(total);
      expect(Math.abs((sums[0] as number) - (sums[1] as number))).toBeLessThanOrEqual(1e-12 * scale + FLOOR);
      const { columns, rows } = given;
      for (let j = 0; j < columns; j++) {
        const { firstConductance: g1, lastConductance: g2, firstVoltage: v1, lastVoltage: v2 } = circuit.columnEnds;
        const [top, bottom] = [0, (rows - 1) * columns].map((row) => circuit.columnNodes.view[row + j] as number);
        const out =
          (g1.view[j] as number) * ((top as number) - (v1.view[j] as number)) +
          (g2.view[j] as number) * ((bottom as number) - (v2.view[j] as number));
        const resolution = 1e-15 * ((g1.view[j] as number) + (g2.view[j] as number));
        expect(Math.abs(out - (circuit.columnCurrent.view[j] as number))).toBeLessThanOrEqual(
          1e-12 * scale + resolution + FLOOR,
        );
      }
    });
  });

  it("turns all that its sources give into heat", () => {
    holds((given) => {
      const circuit = build(given);
      circuit.solve(EXACT);
      const { rows, columns } = given;
      const row = new Float64Array(rows * columns);
      const column = new Float64Array(rows * columns);
      wireCurrents(circuit, row, column);
      const ends = endCurrents(circuit);
      let heat = 0;
      for (let at = 0; at < rows * columns; at++) {
        const g = circuit.conductance.view[at] as number;
        if (g > 0) heat += (circuit.cellCurrent.view[at] as number) ** 2 / g;
        if (at % columns < columns - 1) heat += circuit.rowResistance * (row[at] as number) ** 2;
        if (at < (rows - 1) * columns) heat += circuit.columnResistance * (column[at] as number) ** 2;
      }
      const sides = [
        [circuit.rowEnds.firstConductance, ends.rowFirst],
        [circuit.rowEnds.lastConductance, ends.rowLast],
        [circuit.columnEnds.firstConductance, ends.columnFirst],
        [circuit.columnEnds.lastConductance, ends.columnLast],
      ] as const;
      for (const [{ view }, currents] of sides)
        currents.forEach((current, k) => {
          if ((view[k] as number) > 0) heat += current ** 2 / (view[k] as number);
        });
      // Sources that feed each other nearly cancel.
      const volts = [circuit.rowEnds, circuit.columnEnds].flatMap((ends) => [ends.firstVoltage, ends.lastVoltage]);
      const turnover = sides.reduce((sum, [, currents], side) => {
        const { view } = volts[side] as (typeof volts)[number];
        return currents.reduce((part, current, k) => part + Math.abs(current * (view[k] as number)), sum);
      }, 0);
      expect(Math.abs(power(circuit) - heat)).toBeLessThanOrEqual(1e-10 * turnover + FLOOR);
    });
  });

  it("is linear: sources add up", () => {
    holds((given) => {
      const circuit = build(given);
      const solved = (rowPart: number, columnPart: number) => {
        setEnds(circuit.rowEnds, given.rowLines);
        setEnds(circuit.columnEnds, given.columnLines);
        for (const view of [circuit.rowEnds.firstVoltage.view, circuit.rowEnds.lastVoltage.view])
          view.set(view.map((volt) => volt * rowPart));
        for (const view of [circuit.columnEnds.firstVoltage.view, circuit.columnEnds.lastVoltage.view])
          view.set(view.map((volt) => volt * columnPart));
        circuit.solve(EXACT);
        return circuit.cellCurrent.view.slice();
      };
      const rows = solved(1, 0);
      const columns = solved(0, 1);
      const both = solved(2, -3);
      const scale = largest(rows) + largest(columns);
      both.forEach((current, k) => {
        const added = 2 * (rows[k] as number) - 3 * (columns[k] as number);
        expect(Math.abs(current - added)).toBeLessThanOrEqual(1e-10 * scale + FLOOR);
      });
    });
  });

  it("scales: half the resistance everywhere is twice the current", () => {
    holds((given) => {
      const factor = 0.37;
      const scaled: Case = {
        ...given,
        cells: given.cells.map((g) => g / factor),
        rowWire: Math.max(given.rowWire, 1e-2) * factor,
        columnWire: Math.max(given.columnWire, 1e-2) * factor,
        rowLines: given.rowLines.map((line) => shrink(line, factor)),
        columnLines: given.columnLines.map((line) => shrink(line, factor)),
      };
      const wires = { rowWire: Math.max(given.rowWire, 1e-2), columnWire: Math.max(given.columnWire, 1e-2) };
      const one = build({ ...given, ...wires });
      const other = build(scaled);
      one.solve(EXACT);
      other.solve(EXACT);
      const expected = one.cellCurrent.view.map((current) => current / factor);
      const scale = largest(expected);
      other.cellCurrent.view.forEach((current, k) => {
        expect(Math.abs(current - (expected[k] as number))).toBeLessThanOrEqual(1e-9 * scale + FLOOR);
      });
    });
  });

  it("swaps the roles of rows and columns when it is transposed", () => {
    holds((given) => {
      const { rows, columns } = given;
      const turned = build({
        rows: columns,
        columns: rows,
        cells: Array.from({ length: rows * columns }, (_, at) => {
          const j = Math.floor(at / rows);
          return given.cells[(at % rows) * columns + j] as number;
        }),
        rowLines: given.columnLines,
        columnLines: given.rowLines,
        rowWire: given.columnWire,
        columnWire: given.rowWire,
      });
      const circuit = build(given);
      circuit.solve(EXACT);
      turned.solve(EXACT);
      const scale = largest(circuit.cellCurrent.view);
      for (let at = 0; at < rows * columns; at++) {
        const there = (at % columns) * rows + Math.floor(at / columns);
        const sum = (circuit.cellCurrent.view[at] as number) + (turned.cellCurrent.view[there] as number);
        expect(Math.abs(sum)).toBeLessThanOrEqual(1e-9 * scale + FLOOR);
      }
    });
  });

  it("gives the same answer warm and cold, to the tolerance", () => {
    holds((given) => {
      const circuit = build(given);
      circuit.solve({ tolerance: 1e-8, warm: false });
      circuit.conductance.view[0] = 3e-5;
      circuit.factor();
      circuit.solve({ tolerance: 1e-8, warm: true });
      const warm = circuit.cellCurrent.view.slice();
      circuit.solve({ tolerance: 1e-13, warm: false });
      // What flows at the start, with columns at rest; where all lines but one float, next to nothing is left of it.
      const scale = largest(circuit.conductance.view);
      circuit.cellCurrent.view.forEach((current, k) => {
        expect(Math.abs(current - (warm[k] as number))).toBeLessThanOrEqual(1e-5 * scale + FLOOR);
      });
    });
  });
});

const shrink = ({ first, last }: Line, factor: number): Line => {
  const less = (end: End | undefined) => end && { ...end, resistance: end.resistance * factor };
  return { first: less(first), last: less(last) };
};

const products = fc.record({
  given: cases,
  drivers: fc.record({
    source: power10(-1, 2),
    sink: power10(-1, 2),
    sides: fc.constantFrom("one", "both"),
    sinkSides: fc.constantFrom("one", "both"),
  }),
  volts: fc.array(volt, { minLength: 9, maxLength: 9 }),
});

function transferOf(circuit: Crossbar): Float64Array {
  const steps = transferMatrix(circuit, { tolerance: 1e-13 });
  for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value;
}

describe("a product", () => {
  it("is the transfer matrix times the inputs, from the fewer of rows and columns", () => {
    fc.assert(
      fc.property(products, ({ given, drivers, volts }) => {
        const circuit = build(given);
        const inputs = volts.slice(0, given.rows);
        driveLines(circuit, inputs, drivers as never);
        const matrix = transferOf(circuit);
        circuit.solve(EXACT);
        const outputs = new Float64Array(given.columns);
        applyTransfer(matrix, inputs, outputs);
        const scale = largest(circuit.cellCurrent.view) * given.rows;
        outputs.forEach((current, j) => {
          expect(Math.abs(current - (circuit.columnCurrent.view[j] as number))).toBeLessThanOrEqual(1e-10 * scale);
        });
      }),
      { numRuns: 60 },
    );
  });

  it("is reciprocal: driven from the columns it is the transposed matrix", () => {
    fc.assert(
      fc.property(products, ({ given, drivers, volts }) => {
        const { source, sink, sides, sinkSides } = drivers as never as Parameters<typeof driveLines>[2];
        const circuit = build(given);
        driveLines(circuit, volts, { source, sink, sides, sinkSides });
        const matrix = transferOf(circuit);
        // Whatever stands at an end stays there: what drove now senses.
        driveLines(circuit, volts, {
          lines: "columns",
          source: sink,
          sink: source,
          sides: sinkSides ?? "one",
          sinkSides: sides,
        });
        circuit.factor();
        circuit.solve(EXACT);
        const { rows, columns } = given;
        const expected = Array.from({ length: rows }, (_, i) => {
          let sum = 0;
          for (let j = 0; j < columns; j++) sum -= (matrix[i * columns + j] as number) * (volts[j] as number);
          return sum;
        });
        const scale = largest(circuit.cellCurrent.view) * columns;
        expected.forEach((current, i) => {
          expect(Math.abs(current - (circuit.rowCurrent.view[i] as number))).toBeLessThanOrEqual(1e-10 * scale);
        });
      }),
      { numRuns: 60 },
    );
  });

  it("keeps its wires with their lines when it is driven from the columns", () => {
    // A turned copy of the array, driven from its rows, has to tell the same.
    const rows = 5;
    const columns = 3;
    const g = (i: number, j: number) => 1e-5 * (1 + ((7 * i + 3 * j) % 11));
    const volts = [0.3, -0.2, 0.15];
    const circuit = standaloneCrossbar(rows, columns);
    const turned = standaloneCrossbar(columns, rows);
    for (let i = 0; i < rows; i++)
      for (let j = 0; j < columns; j++) {
        circuit.conductance.view[i * columns + j] = g(i, j);
        turned.conductance.view[(columns - 1 - j) * rows + (rows - 1 - i)] = g(i, j);
      }
    circuit.wires(200, 10);
    turned.wires(10, 200);
    driveLines(circuit, volts, { lines: "columns", source: 7, sink: 30, sides: "one" });
    driveLines(turned, volts.toReversed(), { source: 7, sink: 30, sides: "one" });
    for (const one of [circuit, turned]) {
      one.factor();
      one.solve(EXACT);
    }
    const found = circuit.rowCurrent.view.map((current) => -current);
    expect(distance(found, turned.columnCurrent.view.toReversed())).toBeLessThan(1e-12);
  });
});
