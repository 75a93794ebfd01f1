import * as h5 from "h5wasm";
import { expect, it } from "vitest";
import { type LabIo, main } from "./lab";

/** The commands that write for other simulators. */

async function lab(line: string) {
  let [out, err] = ["", ""];
  const written: Record<string, string | Uint8Array> = {};
  const io: LabIo = {
    stdout: (text) => {
      out += text;
    },
    stderr: (text) => {
      err += text;
    },
    readFile: async () => new Uint8Array(),
    writeFile: async (path, content) => {
      written[path] = content;
    },
  };
  return { code: await main(line.split(" "), io), out, err, written };
}

it("writes scripts for Brian 2 and NEST with the parameters that were given", async () => {
  const brian2 = await lab("brian2 stdp --preset singlePair --set protocol.interval=5");
  expect([brian2.code, brian2.err]).toEqual([0, ""]);
  expect(brian2.out).toContain("step = 5.0  # ms");
  const nest = await lab("nest network --preset cuba --seed 9 --out cuba.py");
  expect([nest.code, nest.out]).toEqual([0, ""]);
  expect(nest.written["cuba.py"]).toContain('"rng_seed": 9');
});

it("says in one line why there is none", async () => {
  for (const [line, reason] of [
    ["nest stdp --set rule.family=triplet --set rule.pairing=nearest", "NEST's triplet synapse pairs all to all only"],
    ["brian2 neuron", "There is no script of this experiment"],
    ["nir network --preset coba --out a.nir", "NIR has no conductance synapses"],
    ["nir stdp", "nir needs --out <file>"],
  ] as const) {
    const { code, err } = await lab(line);
    expect([line, code, err.trimEnd().split("\n").length]).toEqual([line, 2, 1]);
    expect(err).toContain(reason);
  }
});

it("writes the weights after so many steps as NIR and names what is left out", async () => {
  const weightsAfter = async (options: string) => {
    const { code, err, written } = await lab(`nir stdp --out a.nir ${options}`.trim());
    expect(code).toBe(0);
    expect(err).toContain("not in a.nir:\n- Plasticity: NIR has none.");
    const { FS } = await h5.ready;
    FS.writeFile("written.nir", written["a.nir"] as Uint8Array);
    const file = new h5.File("written.nir", "r");
    const value = (path: string) => (file.get(path) as h5.Dataset).value;
    const read = [value("node/nodes/weights/weight"), value("node/metadata/time_ms"), value("node/metadata/writer")];
    file.close();
    return read;
  };
  const [start, zero, writer] = await weightsAfter("");
  const [later, time] = await weightsAfter("--ms 500");
  expect([zero, time]).toEqual([0, 500]);
  expect(writer).toMatch(/^Synaptarium \d/);
  expect(later).not.toEqual(start);
});
