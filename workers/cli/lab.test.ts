import { describe, expect, it } from "vitest";
import { TOYS } from "../host/testing";
import { type LabIo, main } from "./lab";

async function lab(line: string, files: Record<string, string> = {}) {
  const out: string[] = [];
  const err: string[] = [];
  const written: Record<string, string> = {};
  const io: LabIo = {
    stdout: (text) => void out.push(text),
    stderr: (text) => void err.push(text),
    readFile: async (path) => {
      const text = files[path];
      if (text === undefined) throw new Error("no such file");
      return new TextEncoder().encode(text);
    },
    writeFile: async (path, text) => {
      if (path === "full") throw new Error("no space");
      written[path] = String(text);
    },
  };
  const code = await main(line === "" ? [] : line.split(" "), io, TOYS);
  return { code, out: out.join(""), err: err.join(""), written };
}

interface Output {
  readonly params: { readonly gain: number; readonly offset: number };
  readonly steps: number;
  readonly seed: number;
  readonly dt_ms: number;
  readonly digest: string;
  readonly channels: Record<string, { unit: string; shape: number[]; data: (number | null)[]; columns?: string[] }>;
}

const run = async (line: string, files?: Record<string, string>): Promise<Output> => {
  const { code, out, err } = await lab(`run toy ${line}`, files);
  if (code !== 0) throw new Error(err);
  return JSON.parse(out) as Output;
};

describe("lab list", () => {
  it("prints every experiment with parameters, channels, actions, files and presets", async () => {
    const { code, out } = await lab("list");
    expect(code).toBe(0);
    const { experiments } = JSON.parse(out) as { experiments: Record<string, unknown>[] };
    expect(experiments).toMatchObject([
      {
        id: "toy",
        params: { properties: { gain: { minimum: 0, maximum: 10, default: 1, unit: "mV" }, net: { type: "object" } } },
        channels: { events: { kind: "spikes" }, first: { unit: "mV" } },
        actions: { kick: { args: { properties: { amount: { maximum: 1 } } } } },
        files: { gain: { accept: [".txt"] } },
        presets: { loud: { params: { gain: 5, offset: 0 } } },
      },
    ]);
  });
});

describe("lab methods", () => {
  it("prints the text of methods for the given parameters and seed", async () => {
    const { code, out } = await lab("methods toy --preset loud --set offset=2 --seed 9");
    expect(code).toBe(0);
    expect(out).toContain("experiment `toy`, with a time step of 0.5 ms and seed 9");
    expect(out).toMatch(/^\| Gain \|.*\| 5 \| mV \|$/m);
    expect((await lab("methods nothing")).code).toBe(2);
  });
});

describe("lab run", () => {
  it("records streams in full and samples states every n steps", async () => {
    const output = await run("--steps 40 --every 10 --record events --record sum --record values --record first");
    expect(output).toMatchObject({ experiment: "toy", seed: 42, dt_ms: 0.5, steps: 40 });
    expect(output.channels.events).toMatchObject({ shape: [40, 2], columns: ["step", "neuron"] });
    expect(output.channels.events?.data.filter((_, i) => i % 2 === 0)).toEqual(
      Array.from({ length: 40 }, (_, i) => i + 1),
    );
    expect(output.channels.sum).toMatchObject({ unit: "mV", shape: [4, 2], columns: ["step", "sum"] });
    expect(output.channels.values).toMatchObject({ unit: "mV", shape: [4, 4] });
    expect(output.channels.values?.data).toHaveLength(16);
    expect(output.channels.first).toMatchObject({ shape: [4, 1] });
    expect(output.channels.values?.data[12]).toBe(output.channels.first?.data[3]);
    expect(output.digest).toMatch(/^[0-9a-f]{64}$/);
  });

  it("gives the same digest for the same line, another for another seed", async () => {
    const digest = async (line: string) => (await run(line)).digest;
    expect(await digest("--steps 9000 --seed 3")).toBe(await digest("--steps 9000 --seed 3 --record events --every 7"));
    expect(await digest("--ms 4500 --seed 3")).toBe(await digest("--steps 9000 --seed 3"));
    expect(await digest("--steps 9000 --seed 4")).not.toBe(await digest("--steps 9000 --seed 3"));
    expect(await digest('--steps 9000 --seed 3 --act 4500:kick:{"amount":0.5}')).not.toBe(
      await digest("--steps 9000 --seed 3"),
    );
  });

  it("applies preset, files and settings in this order, checked together", async () => {
    const output = await run("--preset loud --load gain=g.txt --set offset=6 --steps 1", { "g.txt": "7" });
    expect(output.params).toMatchObject({ gain: 7, offset: 6 });
    expect((await run("--set offset=6 --set gain=7 --steps 1")).params).toMatchObject({ gain: 7, offset: 6 });
  });

  it("goes to the end of an experiment that has one", async () => {
    const output = await run("--set mode=protocol --set net.end=70 --record events");
    expect(output.steps).toBe(70);
    expect((await run("--set mode=protocol --steps 5000")).steps).toBe(1000);
  });

  it("writes to a file", async () => {
    const { code, out, written } = await lab("run toy --steps 1 --out a.json");
    expect([code, out]).toEqual([0, ""]);
    expect(JSON.parse(written["a.json"] as string)).toMatchObject({ steps: 1 });
  });

  it("shows help", async () => {
    expect(await lab("--help")).toMatchObject({ code: 0, out: expect.stringContaining("lab run") });
  });

  it.each([
    ["", "command"],
    ["walk", "walk"],
    ["run", "id of an experiment"],
    ["run none", "toy"],
    ["run toy", "--steps (0 to 2000000000)"],
    ["run toy extra --steps 1", "extra"],
    ["run toy --steps 1 --set gain=50", "gain must be between 0 and 10 (mV), got 50"],
    ["run toy --steps 1 --set offset=2", "offset must be at most gain (1), got 2"],
    ["run toy --steps 1 --set gian=1", "gian is not a parameter"],
    ["run toy --steps 1 --set gain", "name=value"],
    ["run toy --steps 1 --set __proto__.x=1", "not allowed"],
    ["run toy --steps 1 --preset constructor", "loud"],
    ["run toy --steps 1 --seed 1.5", "--seed must be a whole number of at least 0"],
    ["run toy --steps 1 --seed 99999999999", "between 0 and 4294967295"],
    ["run toy --steps x", "--steps must be a whole number of at least 0"],
    ["run toy --steps 1 --ms 1", "exclude"],
    ["run toy --steps 1 --every 0", "--every"],
    ["run toy --steps 1 --record spikes", "events, sum, values, first"],
    ["run toy --steps 1 --act kick", "step:name:json"],
    ["run toy --steps 1 --act 0:kick:{", "no JSON"],
    ['run toy --steps 1 --act 0:kick:{"amount":3}', "amount must be between -1 and 1, got 3"],
    ["run toy --steps 1 --act 0:kill", "kick"],
    ["run toy --steps 5 --act 6:kick", "between 0 and 5, got 6"],
    ["run toy --steps 1 --load gain=none.txt", "none.txt"],
    ["run toy --steps 1 --load gain=bad.txt", "bad.txt line 1"],
    ["run toy --steps 1 --load other=bad.txt", "gain"],
    ["run toy --steps 1 --set net.size=99999", "does not fit"],
    ["run toy --steps 1 --out full", "no space"],
    ["run toy --speed 1", "--speed"],
  ])("refuses %j with one line that says why", async (line, reason) => {
    const { code, out, err } = await lab(line, { "bad.txt": "x" });
    expect(code).toBe(2);
    expect(out).toBe("");
    expect(err).toMatch(/^lab: [^\n]+\n$/);
    expect(err).toContain(reason);
  });

  it("tells a fault of the lab from bad input", async () => {
    expect(await lab("run toy --steps 10 --set bomb=5")).toMatchObject({
      code: 1,
      err: expect.stringContaining("boom"),
    });
  });
});
