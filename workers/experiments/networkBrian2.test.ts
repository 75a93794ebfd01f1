import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Arena } from "../memory/arena";
import { createKernel } from "../memory/kernel";
import { presetParams } from "../params/presets";
import { network } from "./network";
import { networkBrian2 } from "./networkBrian2";
import { buildNetwork } from "./networkBuild";
import { groupsOf, type NetworkParams } from "./networkParams";

const of = (given: unknown): NetworkParams => network.schema.parse(given) as NetworkParams;

describe("a script for Brian 2", () => {
  it("holds the parameters that it was written for", () => {
    const cuba = networkBrian2(of({ model: "cuba", dt: 0.2, vogelsAbbott: { wI: -7.5, connectivity: 0.03 } }), 11);
    for (const part of ["gi += -7.5*mV", "p=0.03", "seed(11)", "dt = 0.2 * ms", "(-49*mV - v"])
      expect(cuba).toContain(part);
    const brunel = networkBrian2(of({ model: "brunel", brunel: { g: 3, j: 0.1, delay: 2, size: "medium" } }), 1);
    for (const part of ["size = 5000", "size * 400", "delay=20 *", "0.1*mV * (1 - 4 *"]) expect(brunel).toContain(part);
  });

  it("kicks only where the network is kicked", () => {
    expect(networkBrian2(of({ model: "coba" }), 1)).toContain("PoissonGroup(50");
    expect(networkBrian2(of({ model: "coba", vogelsAbbott: { kicked: false } }), 1)).not.toContain("kick =");
  });

  it("does not exist for Izhikevich's cells", () => {
    expect(networkBrian2(of({ model: "izhikevich" }), 1)).toBeNull();
    expect(networkBrian2(of({ model: "smallWorld" }), 1)).toBeNull();
  });
});

/** A Python that has Brian 2; a pyenv often hides the packages of the system. */
const python = ["python3", "/usr/bin/python3"].find(
  (name) => spawnSync(name, ["-c", "import brian2"], { stdio: "ignore" }).status === 0,
);
if (python === undefined) process.stdout.write("Brian 2 is not installed: its scripts are written but not run\n");

/** Interpreted, because compiling takes longer than running once. */
const RUN = "import sys, brian2\nbrian2.prefs.codegen.target = 'numpy'\nexec(open(sys.argv[1]).read())";

function inBrian2(script: string): { readonly rate: number; readonly cv: number } {
  const folder = mkdtempSync(join(tmpdir(), "synaptarium-"));
  try {
    writeFileSync(join(folder, "network.py"), script);
    const { status, stdout, stderr } = spawnSync(python ?? "", ["-c", RUN, join(folder, "network.py")], {
      encoding: "utf8",
    });
    if (status !== 0) throw new Error(stderr);
    const [, rate, cv] = /rate (\S+) Hz, CV (\S+)/.exec(stdout) ?? [];
    return { rate: Number(rate), cv: Number(cv) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The same measures after the same 0.2 of 2 s. */
function inTheLab(params: NetworkParams, seed: number): { readonly rate: number; readonly cv: number } {
  const kernel = createKernel();
  const simulation = buildNetwork({ kernel, arena: new Arena(kernel), seed }, params);
  simulation.advance(Math.round(2000 / params.dt));
  const spikes = simulation.channels.spikes?.take();
  if (spikes?.kind !== "spikes") throw new Error("no spikes");
  const { excitatory, inhibitory } = groupsOf(params);
  const trains = Array.from({ length: excitatory + inhibitory }, (): number[] => []);
  for (const [i, step] of spikes.steps.entries()) {
    if (step * params.dt > 200) trains[spikes.neurons[i] as number]?.push(step * params.dt);
  }
  const cvs = trains
    .filter((train) => train.length > 3)
    .map((train) => {
      const intervals = train.slice(1).map((t, i) => t - (train[i] as number));
      const mean = intervals.reduce((a, b) => a + b) / intervals.length;
      return Math.sqrt(intervals.reduce((sum, t) => sum + (t - mean) ** 2, 0) / (intervals.length - 1)) / mean;
    });
  const count = trains.reduce((sum, train) => sum + train.length, 0);
  return { rate: count / trains.length / 1.8, cv: cvs.reduce((a, b) => a + b) / cvs.length };
}

describe("the network in Brian 2", () => {
  // From one wiring to the next the rate of CUBA differs by 6 %, that of COBA by 10 %.
  it.skipIf(python === undefined).each([
    ["cuba", 0.12, 0.08],
    ["coba", 0.2, 0.08],
    ["brunelAI", 0.03, 0.08],
  ] as const)(
    "fires like %s in the lab, as fast and as irregularly",
    (preset, rate, cv) => {
      const params = of(presetParams(network, preset));
      const runs = [1, 2, 3, 4].map((seed) => inTheLab(params, seed));
      const mean = (of: "rate" | "cv") => runs.reduce((sum, run) => sum + run[of], 0) / runs.length;
      const peer = inBrian2(networkBrian2(params, 5) as string);
      expect(Math.abs(peer.rate / mean("rate") - 1)).toBeLessThan(rate);
      expect(Math.abs(peer.cv / mean("cv") - 1)).toBeLessThan(cv);
    },
    300_000,
  );
});
