import { describe, expect, it } from "vitest";
import { projectionOf } from "../gl/camera";
import { addressOf, siteAt } from "../sites/address";
import { latticeCsv } from "./csv";
import { siteTowards } from "./cursor";
import { boxOf, layoutFlat, siteIn } from "./flat";
import { argsOf, firstLook, isBroken, settingsOf, toolsOf, VIEWPOINT_NAMES, viewFor } from "./options";
import { cornersOf, EDGES, fittedSlice, placementOf, sitesIn, sliceOf, wholeOf } from "./shape";
import { data, spec } from "./testing";
import { WIRE, WIRE_SIZE, Wires } from "./wires";

const shape = { layers: 3, columns: 4, rows: 5 };
const frame = { x: 20, y: 30, width: 300, height: 200 };
const size = { width: 400, height: 260 };

describe("the block in space", () => {
  it("lies in the unit sphere, however far its layers are apart", () => {
    for (const explode of [0, 0.5, 1]) {
      const { pitch, gap, half } = placementOf(shape, explode);
      expect(Math.hypot(1.5 * pitch + half[0], gap + half[1], 2 * pitch + half[2])).toBeLessThan(1);
    }
    const [compact, wide] = [placementOf(shape, 0), placementOf(shape, 1)];
    expect(wide.gap / wide.pitch).toBeGreaterThan(2 * (compact.gap / compact.pitch));
  });

  it.each(VIEWPOINT_NAMES)("fills the frame from %s", (name) => {
    const placement = placementOf(shape, 0);
    const matrix = projectionOf(viewFor(name, placement, frame), frame, size.width, size.height);
    const corners = cornersOf(placement, wholeOf(shape), matrix, size);
    for (let corner = 0; corner < 8; corner++) {
      expect(corners[3 * corner]).toBeGreaterThan(frame.x);
      expect(corners[3 * corner]).toBeLessThan(frame.x + frame.width);
      expect(corners[3 * corner + 1]).toBeGreaterThan(frame.y);
      expect(corners[3 * corner + 1]).toBeLessThan(frame.y + frame.height);
    }
  });

  it("has boxes of twelve edges, and slices that fit", () => {
    expect(EDGES).toHaveLength(12);
    expect(fittedSlice({ from: { layer: 5, x: 1, y: 0 }, to: { layer: 9, x: 2, y: 9 } }, shape)).toEqual({
      from: { layer: 2, x: 1, y: 0 },
      to: { layer: 2, x: 2, y: 4 },
    });
    expect(sitesIn(sliceOf({ layer: 2, x: 0, y: 4 }, { layer: 1, x: 1, y: 2 }))).toBe(12);
  });
});

describe("the cell cursor", () => {
  const slice = fittedSlice({ from: { layer: 0, x: 1, y: 0 }, to: { layer: 1, x: 3, y: 4 } }, shape);
  const from = siteAt(shape, { layer: 1, x: 1, y: 2 });
  const go = (key: string, shift = false) => {
    const site = siteTowards(key, shift, from, shape, slice);
    return site === null ? null : addressOf(shape, site);
  };

  it("goes along the axis of its letter, with Shift back, and stays in the slice", () => {
    expect(go("x")).toEqual({ layer: 1, x: 2, y: 2 });
    expect(go("X", true)).toEqual({ layer: 1, x: 1, y: 2 });
    expect(go("y")).toEqual({ layer: 1, x: 1, y: 3 });
    expect(go("L", true)).toEqual({ layer: 0, x: 1, y: 2 });
    expect(go("PageUp")).toEqual({ layer: 1, x: 1, y: 2 });
    expect(go("PageDown")).toEqual({ layer: 0, x: 1, y: 2 });
    expect([go("Home"), go("End")]).toEqual([slice.from, slice.to]);
    expect(go("q")).toBeNull();
    expect(siteTowards("x", false, null, shape, slice)).toBe(siteAt(shape, slice.from));
    expect(siteTowards("End", false, null, shape, slice)).toBe(siteAt(shape, slice.to));
  });
});

describe("pictures of layers", () => {
  it("hold every cell where it is found again", () => {
    const layout = layoutFlat(frame, wholeOf(shape));
    for (let site = 0; site < 60; site++) {
      const box = boxOf(layout, addressOf(shape, site));
      expect(siteIn(layout, shape, { x: (box?.x ?? 0) + layout.cell / 2, y: (box?.y ?? 0) + layout.cell / 2 })).toBe(
        site,
      );
    }
    expect(siteIn(layout, shape, { x: 0, y: 0 })).toBeNull();
  });
});

describe("wires", () => {
  it("are edges of planes or lines, and pillars; what floats and what is off is told", () => {
    const wires = new Wires();
    const block = spec();
    const voltages = Float32Array.of(0.1, Number.NaN, -0.2);
    const selected = new Uint8Array(20).fill(1);
    selected[3] = 0;
    wires.update(block, data(block, { voltages, selected }), wholeOf(block), true);
    expect([wires.count, wires.sheetCount]).toEqual([3 * 4 + 20, 3]);
    const style = (wire: number) => wires.numbers[WIRE_SIZE * wire + 7];
    const share = (wire: number) => wires.numbers[WIRE_SIZE * wire + 3];
    expect([style(0), style(4), style(8), style(12), style(15)]).toEqual([
      WIRE.driven,
      WIRE.floating,
      WIRE.driven,
      WIRE.pillar,
      WIRE.off,
    ]);
    expect([share(0), share(8)]).toEqual([0.5, -1]);
    const { version } = wires;
    wires.update(block, data(block, { voltages, selected }), wholeOf(block), true);
    expect(wires.version).toBe(version);
    const lines = spec({ lines: true });
    wires.update(lines, data(lines), wholeOf(lines), true);
    expect([wires.count, wires.sheetCount]).toEqual([15 + 20, 0]);
  });
});

describe("options", () => {
  it("offer the tools that the page answers", () => {
    expect(toolsOf(settingsOf({}))).toEqual(["select", "box"]);
    const settings = settingsOf({
      program: { action: "program", args: {} },
      break: { action: "break", args: {} },
      mend: { action: "mend", args: {}, flags: ["stuck"] },
    });
    expect(toolsOf(settings)).toEqual(["select", "box", "program", "break"]);
    const flags = new Uint8Array(60);
    flags.set([1, 2]);
    expect([0, 1, 2].map((site) => isBroken(spec(), data(spec(), { flags }), site, settings))).toEqual([
      true,
      false,
      false,
    ]);
    const at = { layer: 1, x: 2, y: 3 };
    expect(argsOf({ action: "paint", args: { level: 2 } }, at, { layer: 2, x: 3, y: 4 })).toEqual({
      level: 2,
      ...at,
      toLayer: 2,
      toX: 3,
      toY: 4,
    });
    expect([firstLook({}), firstLook({ viewpoint: "top" })]).toEqual(["corner", "top"]);
  });
});

it("writes a line per cell", () => {
  const flags = new Uint8Array(60);
  flags[59] = 2;
  const lines = latticeCsv(spec(), data(spec(), { flags, voltages: Float32Array.of(0.1, 0.2, Number.NaN) }))
    .trimEnd()
    .split("\r\n");
  expect(lines).toHaveLength(61);
  expect(lines[0]).toBe("layer,x,y,Conductance (S),activity,Current (A),pillar current (A),Voltage (V),selected,flag");
  expect(lines[60]).toBe("2,3,4,1,1,1,1,,1,open");
});
