import { describe, expect, it } from "vitest";
import { Arena } from "../memory/arena";
import { createKernel } from "../memory/kernel";
import { TRIPLET_SETS } from "../plasticity/stdpTriplet";
import { inNest, type NestLog, nestStandIn, numberAfter, pythonWith, textOf } from "../python/testing";
import { stdp } from "./stdp";
import { buildStdp } from "./stdpBuild";
import { stdpNest } from "./stdpNest";
import type { StdpParams } from "./stdpParams";

const of = (given: unknown): StdpParams => stdp.schema.parse(given) as StdpParams;
const written = (params: StdpParams, seed = 1): string => textOf(stdpNest(params, seed));

/** Trains without coincidences where order would matter: NEST and the lab differ there. */
const trains = {
  kind: "drawn",
  pre: [3, 10, 30, 55, 80, 81, 90, 120, 122, 150],
  post: [5, 12, 29, 60, 75, 91, 92, 118, 149, 171],
  initialWeight: 0.4,
};
const { label: _label, pairing, tauPlus, tauMinus, ...visual } = TRIPLET_SETS.visualFull;
const TRIPLET = { rule: { family: "triplet", pairing, tauPlus, tauMinus }, triplet: visual };
const strong = { aPlus: 0.08, aMinus: 0.09, mu: 0.3 };
const free = (rule: object) => of({ setup: "protocol", rule: { ...strong, ...rule }, protocol: trains });
const bounded = (rule: object) =>
  of({ setup: "protocol", rule: { ...strong, ...rule }, protocol: { ...trains, bounded: true } });

const CASES = [
  free({}),
  bounded({}),
  free({ dependence: "van-rossum" }),
  bounded({ dependence: "van-rossum", pairing: "nearest" }),
  bounded({ dependence: "guetig" }),
  bounded({ dependence: "guetig", pairing: "nearest" }),
  free({ dependence: "power-law" }),
  of({ setup: "protocol", ...TRIPLET, protocol: trains }),
  of({ setup: "protocol", ...TRIPLET, protocol: { ...trains, bounded: true } }),
  free({ enabled: false }),
];

describe("a script for NEST", () => {
  it("refuses what NEST has no synapse for, and says why", () => {
    const reason = (given: object) => {
      const script = stdpNest(of(given), 1);
      return "reason" in script ? script.reason : null;
    };
    expect(reason({ rule: { aPlus: 0 } })).toBe("zeroPlus");
    expect(reason({ rule: { dependence: "power-law", pairing: "nearest" } })).toBe("nearestPower");
    expect(reason({ rule: { family: "triplet", pairing: "nearest" } })).toBe("nearestTriplet");
    expect(reason({ dt: 0.0123 })).toBe("gridNest");
    expect(reason({})).toBeNull();
  });

  it("says how NEST counts its delays", () => {
    expect(written(of({}))).toMatch(/NEST counts the delay as dendritic, the lab as axonal/);
    expect(written(CASES[0] as StdpParams)).toMatch(/the trains are shifted so that every interval is that of the lab/);
  });
});

const inTheLab = (params: StdpParams): number => {
  const kernel = createKernel();
  const simulation = buildStdp({ kernel, arena: new Arena(kernel), seed: 1 }, params);
  simulation.advance(simulation.endStep ?? 0);
  const change = simulation.channels.weightChange?.take();
  return change?.kind === "scalar" ? change.value : Number.NaN;
};

/** What NEST's synapse models do at every presynaptic spike, after its sources (models/stdp_*synapse*.h). */
function nestChange(log: NestLog): number {
  const trainOf = (index: number): number[] => {
    const [, , given] = log.created.filter(([model]) => model === "spike_generator")[index] as NestLog["created"][0];
    const late = log.connected[index]?.[4].delay as number;
    return (given.spike_times as number[]).map((t) => t + late);
  };
  const [, [, , traces]] = log.created as [unknown, NestLog["created"][0]];
  const { tau_minus = 20, tau_minus_triplet = 110 } = traces as Record<string, number>;
  const [model, s] = log.synapses.plastic as [string, Record<string, number>];
  const [, , plastic] = log.connected as readonly NestLog["connected"][number][];
  const { weight: start = 0, delay = 0 } = (plastic?.[4] ?? {}) as Record<string, number>;
  const [pre, post] = [trainOf(0), trainOf(1).map((t) => t + delay)];
  const nearest = model === "stdp_nn_symm_synapse";
  const trace = (times: readonly number[], now: number, tau: number) => {
    const before = times.filter((t) => t < now - 1e-9).map((t) => Math.exp((t - now) / tau));
    return nearest ? (before.at(-1) ?? 0) : before.reduce((a, b) => a + b, 0);
  };
  const p = (name: string): number => s[name] ?? Number.NaN;
  const grow = (w: number, now: number): number => {
    const k = trace(pre, now, p("tau_plus"));
    if (model === "stdp_pl_synapse_hom") return w + p("lambda") * w ** p("mu") * k;
    const slow = () => trace(post, now, tau_minus_triplet);
    if (model === "stdp_triplet_synapse")
      return Math.min(p("Wmax"), w + k * (p("Aplus") + p("Aplus_triplet") * slow()));
    return Math.min(p("Wmax"), w + p("Wmax") * p("lambda") * (1 - w / p("Wmax")) ** p("mu_plus") * k);
  };
  const shrink = (w: number, now: number): number => {
    const k = trace(post, now, tau_minus);
    if (model === "stdp_pl_synapse_hom") return Math.max(0, w - p("lambda") * p("alpha") * w * k);
    const slow = () => trace(pre, now, p("tau_plus_triplet"));
    if (model === "stdp_triplet_synapse") return Math.max(0, w - k * (p("Aminus") + p("Aminus_triplet") * slow()));
    return Math.max(0, w - p("Wmax") * p("alpha") * p("lambda") * (w / p("Wmax")) ** p("mu_minus") * k);
  };
  if (model === "static_synapse") return 0;
  let [w, last] = [start, 0];
  for (const now of pre) {
    for (const t of post) if (t > last + 1e-9 && t <= now + 1e-9) w = grow(w, t);
    w = shrink(w, now);
    last = now;
  }
  return w - start;
}

const python = pythonWith("numpy", "numpy");

describe("the script in a stand-in for NEST", () => {
  it.skipIf(python === undefined)("sets synapses up that follow the rule of the lab", () => {
    const logs = nestStandIn(
      python as string,
      CASES.map((params) => written(params)),
    );
    for (const [i, params] of CASES.entries()) {
      const log = logs[i] as NestLog;
      expect(log.connected[2]?.[4].receptor_type).toBe(1);
      expect(nestChange(log), `${i}: ${JSON.stringify(params.rule)}`).toBeCloseTo(inTheLab(params), 7);
    }
  });

  it.skipIf(python === undefined)("sets the population up in units of the leak", () => {
    const [log] = nestStandIn(python as string, [
      written(of({ population: { inputs: 300, correlatedShare: 0.2, correlation: 0.1, rate: 10 } })),
    ]);
    const models = log?.created.map(([model, n]) => [model, n]);
    expect(models).toContainEqual(["parrot_neuron", 300]);
    expect(log?.created.find(([model]) => model === "mip_generator")?.[2]).toEqual({ rate: 100, p_copy: 0.1 });
    expect(log?.created[0]?.[2]).toMatchObject({ C_m: 20, g_L: 1, t_ref: 0, E_L: -70, tau_minus: 20 });
    expect(log?.synapses.plastic?.[1]).toEqual({
      tau_plus: 20,
      lambda: 0.005,
      alpha: expect.closeTo(1.05, 12),
      mu_plus: 0,
      mu_minus: 0,
      Wmax: 0.015,
    });
    expect(log?.connected.at(-2)).toEqual([
      300,
      1,
      "all_to_all",
      "stdp_synapse",
      { weight: ["uniform", 0, 0.015], delay: 0.1 },
    ]);
    const power = of({ rule: { dependence: "power-law", aPlus: 0.01, aMinus: 0.02, mu: 0.4, w0: 0.02 } });
    const [other] = nestStandIn(python as string, [written(power)]);
    const { lambda = 0, alpha = 0 } = other?.synapses.plastic?.[1] ?? {};
    // In nS: w' = g_max w.
    expect(lambda).toBeCloseTo(0.01 * (0.02 * 0.015) ** 0.6, 12);
    expect(lambda * alpha).toBeCloseTo(0.02, 12);
  });
});

const nest = pythonWith("nest", "NEST");

describe("STDP in NEST", () => {
  it.skipIf(nest === undefined)(
    "changes one synapse as the lab does",
    () => {
      const lines = inNest(
        nest as string,
        CASES.map((params) => written(params)),
      );
      for (const [i, params] of CASES.entries())
        expect(numberAfter("change", lines[i] as string)).toBeCloseTo(inTheLab(params), 6);
    },
    300_000,
  );
});
