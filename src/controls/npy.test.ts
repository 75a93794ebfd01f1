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
});
