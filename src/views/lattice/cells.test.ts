import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addressOf, siteAt } from "../sites/address";
import { CellTexels, DrawList, LOOK, orderCells, ROW, type Sides } from "./cells";
import { fittedSlice, inSlice, wholeOf } from "./shape";
import { data, spec } from "./testing";

const block = spec();
const update = (cells: CellTexels, over: Parameters<typeof data>[1] = {}, now = 0): void =>
  cells.update(block, data(block, over), true, [1e-2, 1], now);
const texel = (cells: CellTexels, site: number): number[] => [...cells.bytes.subarray(4 * site, 4 * site + 4)];

describe("cells as texels", () => {
  it("have the shade of their value on a logarithmic scale, and the opacity of their activity", () => {
    const cells = new CellTexels();
    const [values, activity] = [new Float32Array(60).fill(1), new Float32Array(60).fill(1)];
    values.set([1e-2, 1e-1, 5, 0]);
    activity[1] = 0.5;
    activity[2] = 0;
    update(cells, { values, activity });
    expect([0, 1, 2, 3].map((site) => texel(cells, site)[0])).toEqual([0, 128, 255, 0]);
    expect([0, 1, 2].map((site) => texel(cells, site)[1])).toEqual([255, 228, 0]);
    expect([...cells.looks.subarray(0, 3)]).toEqual([LOOK.solid, LOOK.faint, LOOK.dot]);
    expect(cells.active).toBe(59);
  });

  it("say what they are besides, also where they take no part", () => {
    const cells = new CellTexels();
    const flags = new Uint8Array(60);
    flags.set([1, 2, 2]);
    const activity = new Float32Array(60).fill(1);
    activity[0] = 0;
    update(cells, { flags, activity, values: new Float32Array(60).fill(Number.NaN) });
    expect(cells.counts).toEqual([1, 2]);
    expect(texel(cells, 0)[1]).toBeGreaterThan(0);
    // The highest bit tells that there is no value.
    expect([0, 1, 3].map((site) => texel(cells, site)[2])).toEqual([129, 132, 128]);
  });

  it("glow less with every step after a birth, and differ from a death", () => {
    const cells = new CellTexels();
    const born = Uint32Array.of(7, 100);
    const dead = Uint32Array.of(8, 100);
    const at = (now: number): number[] => {
      update(cells, { born, dead }, now);
      return [cells.eventOf(7), cells.eventOf(8)];
    };
    expect(at(100)).toEqual([255, 127]);
    const [birth = 0, death = 0] = at(105);
    expect(birth).toBeGreaterThanOrEqual(128);
    expect(birth).toBeLessThan(255);
    expect(death).toBeLessThan(127);
    expect(at(110)).toEqual([0, 0]);
  });

  it("become dirty row by row, and only where something changed", () => {
    const large = spec({ layers: 8, columns: 16, rows: 16 });
    const cells = new CellTexels();
    const values = new Float32Array(2048).fill(1);
    const send = (): void => cells.update(large, data(large, { values }), true, [1e-2, 1], 0);
    send();
    expect([...cells.dirty]).toEqual([1, 1, 1, 1]);
    cells.dirty.fill(0);
    send();
    const before = cells.version;
    expect([...cells.dirty]).toEqual([0, 0, 0, 0]);
    values[2 * ROW + 3] = 0.1;
    send();
    expect([...cells.dirty]).toEqual([0, 0, 1, 0]);
    expect(cells.version).toBeGreaterThan(before);
  });
});

describe("the order of drawing", () => {
  const shape = { layers: 3, columns: 4, rows: 5 };
  const side = fc.constantFrom(-1, 1);
  const lists = () => ({ solid: new DrawList(), faint: new DrawList(), dot: new DrawList() });
  const listed = ({ sites, length }: DrawList): number[] => [...sites.subarray(0, length)];

  it("holds every cell of the slice once, in the list of its look", () => {
    const looks = Uint8Array.from({ length: 60 }, (_, site) => 1 + (site % 3));
    const slice = fittedSlice({ from: { layer: 1, x: 1, y: 0 }, to: { layer: 2, x: 9, y: 3 } }, shape);
    const made = lists();
    orderCells(shape, slice, [1, 1, 1], looks, true, made);
    const expected = Array.from({ length: 60 }, (_, site) => site).filter((site) =>
      inSlice(slice, addressOf(shape, site)),
    );
    const all = [made.dot, made.faint, made.solid].flatMap((list, look) => {
      expect(listed(list).every((site) => looks[site] === look + 1)).toBe(true);
      return listed(list);
    });
    expect(all.sort((a, b) => a - b)).toEqual(expected);
    orderCells(shape, slice, [1, 1, 1], looks, false, made);
    expect(made.dot.length).toBe(0);
  });

  it("never draws a solid cell before one that hides it, nor a faint one after", () => {
    fc.assert(
      fc.property(side, side, side, fc.nat(59), fc.nat(59), (x, layer, y, a, b) => {
        const sides: Sides = [x, layer, y];
        const [first, second] = [addressOf(shape, a), addressOf(shape, b)];
        const steps = [(first.x - second.x) * x, (first.layer - second.layer) * layer, (first.y - second.y) * y];
        // The first can hide the second only when it is nearer along every axis.
        fc.pre(a !== b && steps.every((step) => step >= 0));
        for (const look of [LOOK.solid, LOOK.faint]) {
          const made = lists();
          orderCells(shape, wholeOf(shape), sides, new Uint8Array(60).fill(look), true, made);
          const order = listed(look === LOOK.solid ? made.solid : made.faint);
          expect(order.indexOf(siteAt(shape, first)) < order.indexOf(siteAt(shape, second))).toBe(look === LOOK.solid);
        }
      }),
    );
  });
});
