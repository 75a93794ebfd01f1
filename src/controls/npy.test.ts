import { describe, expect, it } from "vitest";
import type { ChannelSpec } from "../../workers/protocol";
import { channelNpy } from "./channelNpy";
import { npyArray, npyTable } from "./npy";

/** A reader of its own, after the description of the format. */
function read(file: Uint8Array) {
  expect([...file.subarray(0, 6)]).toEqual([0x93, ...new TextEncoder().encode("NUMPY")]);
  const view = new DataView(file.buffer, file.byteOffset);
  const old = file[6] === 1;
  const front = old ? 10 : 12;
  const length = old ? view.getUint16(8, true) : view.getUint32(8, true);
  expect((front + length) % 64).toBe(0);
  const text = new TextDecoder().decode(file.subarray(front, front + length));
  expect(text.endsWith("\n")).toBe(true);
  const found = /^\{'descr': (.*), 'fortran_order': False, 'shape': \((.*)\), \} *\n$/.exec(text);
  if (found === null) throw new Error(`not the header of a NumPy file: ${text}`);
  const shape = (found[2] as string).split(",").filter((part) => part.trim() !== "");
  return {
    version: file[6],
    descr: found[1],
    shape: shape.map(Number),
    data: new DataView(file.slice(front + length).buffer),
  };
}

describe("a NumPy file", () => {
  it("holds an array in row-major order", () => {
    const { version, descr, shape, data } = read(npyArray([2, 3], [1, 2, 3, 4, 5.5, Number.NaN]));
    expect([version, descr, shape, data.byteLength]).toEqual([1, "'<f4'", [2, 3], 24]);
    expect([0, 1, 2, 3, 4, 5].map((i) => data.getFloat32(4 * i, true))).toEqual([1, 2, 3, 4, 5.5, Number.NaN]);
    expect(read(npyArray([], [7])).shape).toEqual([]);
  });

  it("holds a table as packed records, with names of any language", () => {
    const file = npyTable(2, [
      { name: "time_ms", type: "f8", at: (row) => row + 0.1 },
      { name: "it's in µA", type: "u4", at: (row) => 4e9 + row },
      { name: "flag", type: "u1", at: (row) => row },
    ]);
    const { version, descr, shape, data } = read(file);
    expect([version, shape, data.byteLength]).toEqual([3, [2], 26]);
    expect(descr).toBe("[('time_ms', '<f8'), ('it\\'s in µA', '<u4'), ('flag', '|u1')]");
    expect([data.getFloat64(13, true), data.getUint32(21, true), data.getUint8(25)]).toEqual([1.1, 4e9 + 1, 1]);
  });
});

describe("a channel as a NumPy file", () => {
  const base = { label: "", doc: "" };

  it("gives spikes their exact times", () => {
    const spec: ChannelSpec = { ...base, kind: "spikes", populations: [] };
    const data = {
      kind: "spikes",
      steps: Uint32Array.of(10, 30),
      neurons: Uint32Array.of(4, 2),
      late: Float32Array.of(0.25, 0),
    } as const;
    const { descr, data: bytes } = read(channelNpy(spec, data, 0.5) as Uint8Array);
    expect(descr).toBe("[('time_ms', '<f8'), ('neuron', '<u4')]");
    expect([bytes.getFloat64(0, true), bytes.getUint32(8, true), bytes.getFloat64(12, true)]).toEqual([4.75, 4, 15]);
  });

  it("gives every signal of a trace a column with its unit", () => {
    const signal = { label: "", symbol: "", axis: "" };
    const spec: ChannelSpec = {
      ...base,
      kind: "trace",
      every: 1,
      signals: [
        { ...signal, name: "v", unit: "mV" },
        { ...signal, name: "w", unit: "pA" },
      ],
    };
    const data = { kind: "trace", steps: Uint32Array.of(2), values: Float32Array.of(-65, 80) } as const;
    const { descr, data: bytes } = read(channelNpy(spec, data, 0.1) as Uint8Array);
    expect(descr).toBe("[('time_ms', '<f8'), ('v (mV)', '<f4'), ('w (pA)', '<f4')]");
    expect([bytes.getFloat64(0, true), bytes.getFloat32(8, true), bytes.getFloat32(12, true)]).toEqual([0.2, -65, 80]);
    expect(channelNpy({ ...base, kind: "scalar", symbol: "", unit: "1" }, data, 0.1)).toBeNull();
  });

  it("keeps double precision, the shape of a matrix and the cells of ways", () => {
    const axis = { label: "", unit: "A" };
    const vector: ChannelSpec = { ...base, kind: "vector", length: 1, value: axis, index: axis, groups: [] };
    const currents = { kind: "vector", values: Float32Array.of(0.1), exact: Float64Array.of(0.1) } as const;
    const exact = read(channelNpy(vector, currents, 1) as Uint8Array);
    expect([exact.descr, exact.shape, exact.data.getFloat64(0, true)]).toEqual(["'<f8'", [1], 0.1]);

    const matrix: ChannelSpec = { ...base, kind: "matrix", rows: 2, columns: 1, value: axis, row: axis, column: axis };
    const cells = { kind: "matrix", values: Float32Array.of(1, 2), flags: Uint8Array.of(0, 1) } as const;
    expect(read(channelNpy(matrix, cells, 1) as Uint8Array).shape).toEqual([2, 1]);

    const lattice: ChannelSpec = {
      ...base,
      kind: "lattice",
      layers: 2,
      columns: 3,
      rows: 2,
      lines: false,
      fade: 1,
      value: { label: "", unit: "S" },
      current: axis,
      voltage: { label: "", unit: "V" },
    };
    const numbers = (scale: number) => Float32Array.from({ length: 12 }, (_, site) => scale * site);
    const block = {
      kind: "lattice",
      values: numbers(1),
      activity: numbers(2),
      currents: numbers(3),
      segments: numbers(4),
      voltages: Float32Array.of(1, 2),
      selected: new Uint8Array(6),
      flags: new Uint8Array(12).fill(7, 11),
    } as const;
    const sites = read(channelNpy(lattice, block, 1) as Uint8Array);
    const address = "('layer', '<u4'), ('x', '<u4'), ('y', '<u4')";
    const parts = "('value (S)', '<f4'), ('activity', '<f4'), ('current (A)', '<f4'), ('pillar current (A)', '<f4')";
    expect([sites.descr, sites.shape]).toEqual([`[${address}, ${parts}, ('flag', '|u1')]`, [12]]);
    const record = 11 * 29;
    expect([0, 4, 8].map((at) => sites.data.getUint32(record + at, true))).toEqual([1, 2, 1]);
    expect([12, 16, 20, 24].map((at) => sites.data.getFloat32(record + at, true))).toEqual([11, 22, 33, 44]);
    expect(sites.data.getUint8(record + 28)).toBe(7);
    expect(channelNpy(matrix, block, 1)).toBeNull();

    const paths: ChannelSpec = { ...base, kind: "paths", value: axis, cells: 2 };
    const ways = {
      kind: "paths",
      cells: Uint32Array.of(1, 2, 3, 4, 5, 6, 7, 8),
      values: Float32Array.of(1, 2),
    } as const;
    const { descr, data } = read(channelNpy(paths, ways, 1) as Uint8Array);
    const names = [..."row_1 column_1 row_2 column_2".split(" ").map((name) => `('${name}', '<u4')`)];
    expect(descr).toBe(`[${[...names, "('value (A)', '<f4')"].join(", ")}]`);
    expect([4, 5, 6, 7].map((_, i) => data.getUint32(20 + 4 * i, true))).toEqual([5, 6, 7, 8]);

    const wiring: ChannelSpec = {
      ...base,
      kind: "wiring",
      nodes: 9,
      populations: [],
      value: axis,
      activity: axis,
      unit: "",
      fade: 9,
    };
    const connections = {
      kind: "wiring",
      places: new Float32Array(27),
      activity: new Float32Array(9),
      edges: Uint32Array.of(3, 4, 5, 6),
      born: Uint32Array.of(10, 20),
      values: Float32Array.of(1, 2),
      dead: new Uint32Array(0),
    } as const;
    const born = read(channelNpy(wiring, connections, 0.5) as Uint8Array);
    expect(born.descr).toBe("[('source', '<u4'), ('target', '<u4'), ('value (A)', '<f4'), ('born_ms', '<f8')]");
    expect([born.data.getUint32(20, true), born.data.getUint32(24, true)]).toEqual([5, 6]);
    expect([born.data.getFloat32(28, true), born.data.getFloat64(32, true)]).toEqual([2, 10]);

    const quantity = { label: "", symbol: "", range: [0, 1] } as const;
    const inside: ChannelSpec = {
      ...base,
      kind: "inside",
      picture: "filament",
      quantities: [
        { ...quantity, name: "gap", unit: "m" },
        { ...quantity, name: "temperature", unit: "K" },
      ],
    };
    const now = read(channelNpy(inside, { kind: "inside", values: Float32Array.of(1, 300) }, 1) as Uint8Array);
    expect([now.descr, now.shape]).toEqual(["[('gap (m)', '<f4'), ('temperature (K)', '<f4')]", [1]]);
    expect([now.data.getFloat32(0, true), now.data.getFloat32(4, true)]).toEqual([1, 300]);
  });
});
