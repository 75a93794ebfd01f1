import { describe, expect, it } from "vitest";
import { main } from "../cli/lab";
import { VRRAM } from "../fixtures/vrram";
import { readFile } from "../host/files";
import { apart, sessionsOf, take, terminal, value } from "./testing";
import { vrram } from "./vrram";

const { open } = sessionsOf(vrram);
const PILLARS = (VRRAM.cases[0]?.I_pillar_A ?? []).flat();
const SMALL = { block: { layers: 4, columns: 5, rows: 6 } };

describe("files", () => {
  const bytes = (text: string) => new TextEncoder().encode(text);
  const refusal = (name: string, text: string, file = `${name}.csv`): string => {
    const read = readFile(vrram, name, file, bytes(text));
    if (read.ok) throw new Error("was taken");
    expect(read.error.kind).toBe("file");
    return read.error.message;
  };
  const nested = [
    [
      [1e-6, 2e-6, 3e-6],
      [4e-6, 5e-6, 6e-6],
    ],
    [
      [7e-6, 8e-6, 9e-6],
      [1e-5, 2e-5, 3e-5],
    ],
  ];
  /** A NumPy array of float64, in C or Fortran order. */
  const npy = (shape: readonly number[], values: readonly number[], fortran = false): Uint8Array => {
    const header = `{'descr': '<f8', 'fortran_order': ${fortran ? "True" : "False"}, 'shape': (${shape.join(", ")},), }\n`;
    const out = new Uint8Array(10 + header.length + 8 * values.length);
    out.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, header.length & 255, header.length >> 8]);
    out.set(bytes(header), 10);
    const view = new DataView(out.buffer);
    for (const [k, one] of values.entries()) view.setFloat64(10 + header.length + 8 * k, one, true);
    return out;
  };

  it("of three axes set the size of the block", () => {
    const fortran = [0, 1, 2].flatMap((y) => [0, 1].flatMap((x) => [0, 1].map((l) => nested[l]?.[x]?.[y] as number)));
    for (const file of [
      readFile(vrram, "conductance", "g.json", bytes(JSON.stringify({ G_S: nested }))),
      readFile(vrram, "conductance", "g.npy", npy([2, 2, 3], nested.flat(2))),
      readFile(vrram, "conductance", "g.npy", npy([2, 2, 3], fortran, true)),
    ]) {
      const session = open(SMALL);
      value(session.setAll(value(file)));
      expect(session.params).toMatchObject({ block: { layers: 2, columns: 2, rows: 3 }, pattern: { kind: "file" } });
      expect(apart([...take(session, "lattice", "lattice").values], nested.flat(2))).toBeLessThan(1e-7);
    }
  });

  it("of rows and columns must fit the block", () => {
    const text = nested
      .flat()
      .map((row) => row.join(","))
      .join("\n");
    const edits = value(readFile(vrram, "conductance", "g.csv", bytes(text)));
    const fitting = open({ block: { layers: 2, columns: 2, rows: 3 } });
    value(fitting.setAll(edits));
    expect(apart([...take(fitting, "lattice", "lattice").values], nested.flat(2))).toBeLessThan(1e-7);
    const session = open(SMALL);
    expect(session.setAll(edits)).toMatchObject({
      ok: false,
      error: { path: "pattern.conductance", message: expect.stringMatching(/4 x 5 x 6 = 120 cells, got 12/) },
    });
    expect(session.params).toMatchObject({ pattern: { kind: "random" } });
  });

  it("of voltages drive planes, or pillars of a transposed product", () => {
    const session = open(SMALL);
    value(session.setAll(value(readFile(vrram, "voltages", "v.csv", bytes("0.1\n0\n-0.1\n0.3\n")))));
    expect([...take(session, "lattice", "lattice").voltages]).toEqual([0.1, 0, -0.1, 0.3].map(Math.fround));
    expect(session.set("read.direction", "transpose")).toMatchObject({ ok: false, error: { path: "read.file" } });
  });

  it.each([
    ["a negative conductance", "conductance", "1e-6,2e-6\n1e-6,-3e-6\n", /row 2, column 2/],
    ["no finite one", "conductance", "1e-6,nan\n", /row 1, column 2/],
    ["a word", "conductance", "1e-6,2e-6\n1e-6,much\n", /row 2, column 2/],
    ["a ragged row", "conductance", "1e-6,2e-6\n1e-6\n", /row 2.*column 2/],
    ["nothing", "conductance", "", /no numbers/],
    ["a table of voltages", "voltages", "1,2\n3,4\n", /row 2, column 2|2 rows and 2 columns/],
    ["a voltage too high", "voltages", "0.1\n11\n", /row 2, column 1/],
  ])("are refused with the place: %s", (_, name, text, message) => {
    expect(refusal(name, text)).toMatch(message);
  });

  it("of three axes are refused where layers differ or are too many", () => {
    expect(refusal("conductance", JSON.stringify([[[1e-6]], [[1e-6], [1e-6]]]), "g.json")).toMatch(/layer 2: 2 rows/);
    const tall = Array.from({ length: 33 }, () => [[1e-6]]);
    expect(refusal("conductance", JSON.stringify(tall), "g.json")).toMatch(/33 layers/);
  });

  it("come in over the command line", async () => {
    const printed: string[] = [];
    const files = {
      "g.json": JSON.stringify(VRRAM.G_S),
      "v.csv": (VRRAM.cases[0]?.v_plane_V ?? []).join("\n"),
    };
    const line =
      "run vrram --load conductance=g.json --load voltages=v.csv --set circuit.form=mesh --record pillarCurrents";
    expect(await main(line.split(" "), terminal(printed, files))).toBe(0);
    expect(apart(JSON.parse(printed.join("")).channels.pillarCurrents.data, PILLARS)).toBeLessThan(1e-9);
  });
});
