import { describe, expect, it } from "vitest";
import type { WiringData, WiringSpec } from "../../../workers/protocol";
import { THEMES } from "../../ui/colors";
import { FRONT } from "../gl/camera";
import { cellOf, edgeIn, handsOf, layoutOf } from "./options";
import { GraphPicture, type Shown, STYLE } from "./picture";
import { edgeAt, goneOf, neighboursOf, nodeAt, nodeTowards, numberOf, wiringCsv, youngOf } from "./wires";

const spec: WiringSpec = {
  kind: "wiring",
  label: "",
  doc: "",
  nodes: 4,
  populations: [
    { name: "E", label: "E", role: "excitatory", offset: 0, size: 3 },
    { name: "I", label: "I", role: "inhibitory", offset: 3, size: 1 },
  ],
  value: { label: "Current", unit: "pA" },
  activity: { label: "Calcium", unit: "1" },
  unit: "µm",
  fade: 100,
};
const data: WiringData = {
  kind: "wiring",
  places: Float32Array.of(0, 0, 0, 100, 0, 0, 100, 100, 0, 0, 100, 0),
  activity: Float32Array.of(0.1, 0.2, Number.NaN, 0),
  edges: Uint32Array.of(0, 1, 1, 2, 3, 0),
  born: Uint32Array.of(0, 950, 400),
  values: Float32Array.of(585, 585, -585),
  dead: Uint32Array.of(2, 3, 980, 0, 2, 500),
};

describe("a wiring", () => {
  it("knows neighbours, and what was born and died lately", () => {
    expect(neighboursOf(data, 0)).toEqual({ out: [0], in: [2] });
    // What was there from the start was never born.
    expect(youngOf(data, 1000, 100)).toEqual([1]);
    expect(youngOf(data, 1051, 100)).toEqual([]);
    expect(youngOf(data, 40, 100)).toEqual([]);
    expect(goneOf(data, 1000, 100)).toEqual([0]);
    expect(goneOf(data, 550, 100)).toEqual([1]);
  });

  it("is found under a pointer: nodes within reach, the one in front first, else the nearest line", () => {
    const projected = Float32Array.of(0, 0, 0, 100, 0, 0, 100, 100, 0, 2, 0, -1);
    expect(nodeAt(projected, { x: 1, y: 1 }, 10)).toBe(3);
    expect(nodeAt(projected, { x: 50, y: 50 }, 10)).toBeNull();
    expect(edgeAt(projected, data.edges, { x: 50, y: 2 }, 4)).toBe(0);
    expect(edgeAt(projected, data.edges, { x: 98, y: 60 }, 4)).toBe(1);
    expect(edgeAt(projected, data.edges, { x: 50, y: 60 }, 4)).toBeNull();
  });

  it("is walked through by arrows", () => {
    const projected = Float32Array.of(0, 0, 0, 100, 5, 0, 100, 100, 0, 0, 100, 0);
    expect(nodeTowards(projected, 0, [1, 0])).toBe(1);
    expect(nodeTowards(projected, 0, [0, 1])).toBe(3);
    expect(nodeTowards(projected, 0, [-1, 0])).toBe(0);
  });

  it("is saved with units and times", () => {
    expect(wiringCsv(spec, data, 0.5)).toBe(
      "source,target,value (pA),born_ms\r\n0,1,585,0\r\n1,2,585,475\r\n3,0,-585,200\r\n",
    );
    expect(numberOf(spec.populations, 3)).toBe(0);
  });

  it("lies in the cells of a coarser matrix", () => {
    const matrix = {
      kind: "matrix",
      label: "",
      doc: "",
      rows: 2,
      columns: 2,
      value: spec.value,
      row: spec.value,
      column: spec.value,
    } as const;
    expect(
      [0, 1, 2].map((e) => cellOf(spec, matrix, data.edges[2 * e] as number, data.edges[2 * e + 1] as number)),
    ).toEqual([0, 1, 2]);
    expect([edgeIn(spec, matrix, data, 2), edgeIn(spec, matrix, data, 3)]).toEqual([2, null]);
    expect([layoutOf({ layout: "force" }), layoutOf({ layout: "star" }), handsOf({})]).toEqual([
      "force",
      "spatial",
      [],
    ]);
  });
});

describe("its picture", () => {
  const shown = (more: Partial<Shown> = {}): Shown => ({
    spec,
    data,
    revision: 1,
    now: 1000,
    layout: "spatial",
    view: FRONT,
    width: 200,
    height: 200,
    frame: { x: 0, y: 0, width: 200, height: 200 },
    theme: THEMES.dark,
    chosen: null,
    direction: "both",
    node: null,
    edge: null,
    still: false,
    brightest: 0.2,
    ...more,
  });
  const marks = (picture: GraphPicture) =>
    Array.from({ length: picture.markedCount }, (_, k) => [...picture.marked.subarray(4 * k, 4 * k + 3)]);

  it("marks births and deaths, which fade, and in stillness do not", () => {
    const picture = new GraphPicture();
    picture.update(shown());
    expect(marks(picture)).toEqual([
      [2, 3, STYLE.death],
      [1, 2, STYLE.birth],
    ]);
    const strength = picture.marked[7] as number;
    picture.update(shown({ now: 1020 }));
    expect(picture.marked[7]).toBeLessThan(strength);
    picture.update(shown({ now: 1020, still: true }));
    expect(picture.marked[7]).toBe(picture.marked[3]);
  });

  it("shows only the connections of a chosen neuron, in the direction asked for", () => {
    const picture = new GraphPicture();
    picture.update(shown({ chosen: 0 }));
    expect(marks(picture)).toEqual([
      [3, 0, STYLE.in],
      [0, 1, STYLE.out],
    ]);
    expect([...picture.opacity].map((x) => x === 1)).toEqual([true, true, false, true]);
    picture.update(shown({ chosen: 0, direction: "out" }));
    expect(marks(picture)).toEqual([[0, 1, STYLE.out]]);
    expect([...picture.opacity].map((x) => x === 1)).toEqual([true, true, false, false]);
  });

  it("tells signs, light and death of neurons, and what has to be drawn anew", () => {
    const picture = new GraphPicture();
    picture.update(shown());
    expect([0, 1, 2].map((e) => picture.signOf(e))).toEqual([1, 1, -1]);
    expect([3, 7, 11, 15].map((i) => Math.round(10 * (picture.nodes[i] as number)))).toEqual([5, 10, -10, 0]);
    const [wiring, scene] = [picture.wiringVersion, picture.sceneVersion];
    picture.update(shown({ now: 1010 }));
    expect([picture.wiringVersion, picture.sceneVersion]).toEqual([wiring, scene]);
    picture.update(shown({ revision: 2 }));
    expect([picture.wiringVersion, picture.sceneVersion]).toEqual([wiring + 1, scene]);
    picture.update(shown({ revision: 2, view: { ...FRONT, yaw: 1 } }));
    expect([picture.wiringVersion, picture.sceneVersion]).toEqual([wiring + 1, scene + 1]);
  });

  it("of a difference has no births, and signs that tell the runs apart", () => {
    const picture = new GraphPicture();
    const difference = { ...spec, difference: { onlyA: "A", onlyB: "B" } };
    picture.update(shown({ spec: difference, data: { ...data, values: Float32Array.of(1, -2, 1) } }));
    expect([0, 1, 2].map((e) => picture.signOf(e))).toEqual([1, -1, 1]);
    expect(picture.young).toEqual([]);
  });
});
