import { describe, expect, it } from "vitest";
import { Arena } from "../memory/arena";
import { createKernel } from "../memory/kernel";
import { TRIPLET_SETS } from "../plasticity/stdpTriplet";
import { inBrian2, numberAfter, pythonWith, textOf } from "../python/testing";
import { stdp } from "./stdp";
import { stdpBrian2 } from "./stdpBrian2";
import { buildStdp } from "./stdpBuild";
import type { StdpParams } from "./stdpParams";

const of = (given: unknown): StdpParams => stdp.schema.parse(given) as StdpParams;
const protocol = (rule: object, more: object = {}): StdpParams =>
  of({ setup: "protocol", rule, protocol: { kind: "drawn" }, ...more });
const written = (params: StdpParams, seed = 1): string => textOf(stdpBrian2(params, seed));

/** Trains with coincidences. */
const PRE = [3, 10, 30, 55, 80, 81, 90, 120, 122, 150];
const POST = [3, 12, 29, 60, 75, 90, 91, 118, 150, 171];

const strong = { aPlus: 0.08, aMinus: 0.09, mu: 0.3 };
const RULES = [
  ...(["additive", "van-rossum", "guetig", "power-law"] as const).map((dependence) => ({ ...strong, dependence })),
  ...(["van-rossum", "guetig"] as const).map((dependence) => ({ ...strong, dependence, pairing: "nearest" })),
];
const TRIPLETS = [TRIPLET_SETS.visualFull, TRIPLET_SETS.hippocampusNearest].map(
  ({ label: _label, pairing, tauPlus, tauMinus, ...triplet }) => ({
    rule: { family: "triplet", pairing, tauPlus, tauMinus },
    triplet,
  }),
);

describe("a script for Brian 2", () => {
  it("names rule, pairing, order and delay in its heading", () => {
    const heading = /^"""[^"]*"""/.exec(written(protocol({ pairing: "nearest", dependence: "guetig" })))?.[0] ?? "";
    for (const part of ["soft bounds", "nearest neighbours", "read before they grow", "no delay"])
      expect(heading).toContain(part);
    expect(written(of({}))).toContain("delay of one step is axonal");
  });

  it("steps from spike to spike", () => {
    const script = written(of({ setup: "protocol", protocol: { kind: "pairs", interval: 10, repeats: 3 } }));
    expect(script).toContain("step = 10.0  # ms");
    expect(script).toContain("2, 102, 202,");
    expect(written(protocol({}))).toContain("step = 1.0  # ms");
  });

  it("leaves out what is not there and freezes what is off", () => {
    expect(written(of({ population: { inhibitory: 0 } }))).not.toContain("inhibition =");
    expect(written(of({ population: { correlatedShare: 0.2 } }))).toContain("range(200)");
    expect(written(of({ rule: { enabled: false } }))).not.toContain("clip");
  });
});

const python = pythonWith("brian2", "Brian 2");

function inTheLab(params: StdpParams, steps: number, seed = 1) {
  const kernel = createKernel();
  const simulation = buildStdp({ kernel, arena: new Arena(kernel), seed }, params);
  simulation.advance(Math.min(steps, simulation.endStep ?? steps));
  return (name: string): number => {
    const data = simulation.channels[name]?.take();
    return data?.kind === "scalar" ? data.value : Number.NaN;
  };
}

describe("STDP in Brian 2", () => {
  it.skipIf(python === undefined)(
    "changes one synapse exactly as the lab does",
    () => {
      const trains = { kind: "drawn", pre: PRE, post: POST, initialWeight: 0.4 };
      const cases = [
        ...RULES.map((rule) => of({ setup: "protocol", rule, protocol: { ...trains, bounded: true } })),
        ...TRIPLETS.map((set) => of({ setup: "protocol", ...set, protocol: trains })),
        // Bounds that cut, and none.
        of({ setup: "protocol", rule: { aPlus: 0.1, aMinus: 0 }, protocol: { ...trains, bounded: true } }),
        of({ setup: "protocol", rule: { enabled: false }, protocol: trains }),
        of({ setup: "protocol", protocol: { kind: "post-pre-post", interval: 5, repeats: 4, frequency: 7 } }),
      ];
      const lines = inBrian2(
        python as string,
        cases.map((params) => written(params)),
      );
      for (const [i, params] of cases.entries()) {
        const change = inTheLab(params, Number.POSITIVE_INFINITY)("weightChange");
        expect(numberAfter("change", lines[i] as string), JSON.stringify(params.rule)).toBeCloseTo(change, 10);
      }
    },
    300_000,
  );

  it.skipIf(python === undefined)(
    "lets inputs compete as in the lab",
    () => {
      const small = { inputs: 300, gMax: 0.05, inhibitory: 40, gInh: 0.2, rate: 20 };
      const fast = { aPlus: 0.02, aMinus: 0.021 };
      const cases = [
        of({ dt: 0.5, rule: fast, population: small }),
        of({
          dt: 0.5,
          rule: { dependence: "van-rossum", aPlus: 0.02, aMinus: 0.05 },
          population: { ...small, correlatedShare: 0.25, correlation: 0.2 },
        }),
      ];
      const seconds = 3;
      const lines = inBrian2(
        python as string,
        cases.map((params) => written(params, 3).replace("seconds = 100", `seconds = ${seconds}`)),
      );
      for (const [i, params] of cases.entries()) {
        const runs = [1, 2, 3, 4, 5, 6].map((seed) => inTheLab(params, (1000 * seconds) / params.dt, seed));
        for (const [word, channel, least] of [
          ["rate", "outputRate", 1],
          ["weight", "meanWeight", 0.005],
          ["0.9", "outside", 0.02],
        ] as const) {
          const values = runs.map((run) => run(channel));
          const mean = values.reduce((a, b) => a + b) / values.length;
          const spread = Math.sqrt(values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (values.length - 1));
          const line = (lines[i] as string).replaceAll(",", "");
          expect(Math.abs(numberAfter(word, line) - mean), `${word} of ${line}, ${mean}`).toBeLessThan(
            4 * Math.max(spread, least),
          );
        }
      }
    },
    300_000,
  );
});
