import { describe, expect, it } from "vitest";
import { presetParams } from "../params/presets";
import { inNest, nestStandIn, numberAfter, pythonWith, textOf } from "../python/testing";
import { network } from "./network";
import { networkNest } from "./networkNest";
import type { NetworkParams } from "./networkParams";

const of = (given: unknown): NetworkParams => network.schema.parse(given) as NetworkParams;
const written = (given: unknown, seed = 1): string => textOf(networkNest(of(given), seed));

/** Networks small enough for a test, one of each kind. */
const SMALL = {
  cuba: { model: "cuba", dt: 0.2 },
  coba: { model: "coba" },
  brunel: { model: "brunel", brunel: { g: 3, j: 0.1, delay: 2 } },
  izhikevich: { model: "izhikevich", izhikevich: { neurons: 500, inhibition: 2 } },
  smallWorld: { model: "smallWorld", smallWorld: { nodes: 500, k: 4, p: 0.1, w: 12 } },
} as const;

describe("a script for NEST", () => {
  it("holds the parameters that it was written for", () => {
    const cuba = written({ model: "cuba", dt: 0.2, vogelsAbbott: { wI: -7.5, connectivity: 0.03 } }, 11);
    for (const part of ['"weight": -7.5, "delay": 0.2', '"p": 0.03', '"rng_seed": 11', '"E_L": -49.0'])
      expect(cuba).toContain(part);
    expect(written({ model: "coba", vogelsAbbott: { gI: 60 } })).toContain('"weight": -60.0');
    expect(written({ model: "coba", vogelsAbbott: { kicked: false } })).not.toContain("poisson_generator");
  });

  it("names the simulator and what differs", () => {
    expect(written(SMALL.coba)).toMatch(/^"""COBA[^"]*for NEST 3\.8 \(PyNEST\)[^"]*- NEST integrates conductances/);
  });
});

const python = pythonWith("numpy", "numpy");

describe("the script in a stand-in for NEST", () => {
  it.skipIf(python === undefined)("asks only for models and parameters that NEST has", () => {
    const logs = nestStandIn(
      python as string,
      Object.values(SMALL).map((given) => written(given, 4)),
    );
    const [cuba, coba, brunel, izhikevich, smallWorld] = logs;
    for (const log of logs) expect(log.simulated).toBe(2000);
    expect(cuba?.created[0]?.slice(0, 2)).toEqual(["iaf_psc_exp", 4000]);
    expect(cuba?.connected[1]).toEqual([800, 4000, "pairwise_bernoulli", "static_synapse", { weight: -9, delay: 0.2 }]);
    expect(coba?.created[1]).toEqual(["poisson_generator", 1, { rate: 300, stop: 50 }]);
    expect(coba?.connected[2]?.slice(0, 2)).toEqual([1, 50]);
    const wirings = brunel?.connected.map(([pre, post, rule, , { weight, delay }]) => [pre, post, rule, weight, delay]);
    expect(wirings?.slice(0, 2)).toEqual([
      [2000, 2500, "fixed_indegree", 0.1, 2],
      [500, 2500, "fixed_indegree", expect.closeTo(-0.3, 12), 2],
    ]);
    // C_E sources at eta times nu_thr = theta / (J C_E tau), per neuron.
    expect(brunel?.created[1]).toEqual(["poisson_generator", 1, { rate: (1000 * 2 * 20) / (0.1 * 20) }]);
    expect(izhikevich?.connected[1]?.[4]).toEqual({ weight: ["uniform", -4, 0], delay: 1 });
    expect(izhikevich?.created.slice(1, 3).map(([, , params]) => params.std)).toEqual([5, 2]);
    // Both directions of 500 * 4 / 2 edges.
    expect(smallWorld?.connected[0]).toEqual([
      2000,
      2000,
      "one_to_one",
      "static_synapse",
      { weight: [2000, -12, 12], delay: [2000, 1, 1] },
    ]);
  });

  it.skipIf(python === undefined)("is refused when it asks for anything else", () => {
    for (const [right, wrong, complaint] of [
      ["tau_syn_ex", "tau_ex", "no parameter tau_ex"],
      ["iaf_psc_exp", "iaf_psc_expo", "no model iaf_psc_expo"],
      ["20.0", "20", "must be a real number"],
      ["pairwise_bernoulli", "bernoulli", "no rule bernoulli"],
    ] as const) {
      const broken = written(SMALL.cuba).replace(right, wrong);
      expect(() => nestStandIn(python as string, [broken])).toThrow(complaint);
    }
  });
});

const nest = pythonWith("nest", "NEST");

describe("the network in NEST", () => {
  it.skipIf(nest === undefined)(
    "fires about as fast as in the lab",
    () => {
      const [line = ""] = inNest(nest as string, [textOf(networkNest(of(presetParams(network, "cubaNest")), 5))]);
      // VA-1: 4.3 to 4.4 Hz.
      expect(numberAfter("rate", line.replace(",", ""))).toBeGreaterThan(3.9);
      expect(numberAfter("rate", line.replace(",", ""))).toBeLessThan(4.8);
    },
    300_000,
  );
});
