import { describe, expect, it } from "vitest";
import { pairwise } from "../math/connections";
import { WiringStream } from "../math/random";
import { DEAD, type Precision } from "../neurons/_neuron";
import { izhikevich } from "../neurons/izhikevich";
import { lif } from "../neurons/lif";
import { delta } from "../synapses/delta";
import { expConductance } from "../synapses/expConductance";
import { expCurrent } from "../synapses/expCurrent";
import { NeuronPopulation } from "./population";
import { Projection } from "./projection";
import { cells, fresh, lifDefaults, Network, potential, run, SourcePopulation, train } from "./testing";

type Kind = "one current" | "two currents" | "two conductances";
const KINDS: readonly Kind[] = ["one current", "two currents", "two conductances"];

/** Neurons that sources drive through receptors, nothing coming back, so that rounding does not grow. */
function driven(kind: Kind, precision: Precision, size = 37) {
  const { arena, kernel } = fresh();
  const inputs = 40;
  const random = new WiringStream(kernel, 9, "trains");
  const steps = Array.from({ length: 2000 }, (_, k) => k + 1);
  const trains = Array.from({ length: inputs }, (_, i) =>
    train(
      i,
      steps.filter(() => random.uniform() < 0.02),
    ),
  );
  const source = new SourcePopulation("source", inputs, trains);
  const conductanceBased = kind === "two conductances";
  const population = new NeuronPopulation(arena, "cells", size, precision, lif, lifDefaults({ current: 320 }), 0.1, {
    conductanceBased,
  });
  const names = kind === "one current" ? ["first"] : ["first", "second"];
  const projections = names.map((name, i) => {
    if (conductanceBased) population.receptor(name, expConductance, { tau: 3 + 4 * i, reversal: i === 0 ? 0 : -80 });
    else population.receptor(name, expCurrent, { tau: 3 + 4 * i });
    return new Projection(arena, source, population, () => population.arrivals(name), {
      topology: pairwise(inputs, size, 0.4),
      random: new WiringStream(kernel, 3 + i, "wiring"),
      delay: { between: [1, 5] },
      precision,
    });
  });
  const network = new Network(arena, [source, population], projections);
  arena.commit();
  for (const [i, projection] of projections.entries()) {
    projection.table.fill();
    projection.weights.view.fill(conductanceBased ? 0.8 - 0.7 * i : 30 - 38 * i);
  }
  population.init();
  return { arena, kernel, population, network, source, projections };
}

describe.each(KINDS)("neurons with %s", (kind) => {
  it("step in one pass of single precision as they do piece by piece in double", () => {
    const sample = (precision: Precision) => {
      const { network, population, kernel } = driven(kind, precision);
      const spikes = run(network, population, kernel, 1500);
      return { spikes, v: Float64Array.from(population.state.variables.v?.view as Float64Array) };
    };
    const [single, double] = [sample("f32"), sample("f64")];
    expect(double.spikes.length).toBeGreaterThan(100);
    expect(new Set(double.spikes.map(([, neuron]) => neuron)).size).toBeGreaterThan(30);
    expect(single.spikes).toEqual(double.spikes);
    for (const [i, v] of double.v.entries()) expect(Math.abs((single.v[i] as number) - v)).toBeLessThan(1e-3);
  });

  it.each(["f32", "f64"] as const)("hold what is held and let currents decay meanwhile (%s)", (precision) => {
    const { network, population, kernel, projections } = driven(kind, precision);
    // Rest of the pass: neurons 0 to 15 lie in whole vectors of sixteen, the last in a broken one.
    run(network, population, kernel, 100);
    const v = () => Float64Array.from(population.state.variables.v?.view as Float64Array);
    population.hold(5, 9, 300);
    population.hold(36, 37, 300);
    const before = v();
    const spikes = run(network, population, kernel, 200);
    const after = v();
    const held = [5, 6, 7, 8, 36];
    for (const i of held) expect(after[i]).toBe(before[i]);
    expect(spikes.filter(([, neuron]) => held.includes(neuron))).toEqual([]);
    expect(spikes.length).toBeGreaterThan(5);
    const input = population.arrivals("first").view;
    for (const i of held) expect(input[i]).toBeGreaterThan(0);
    for (const projection of projections) projection.scale = 0;
    population.hold(0, 37, 100_000);
    run(network, population, kernel, 20_000);
    // In single precision nothing is left, where it could be denormal numbers.
    if (precision === "f32") expect([...input]).toEqual(new Array(37).fill(0));
    expect(v()[5]).toBe(before[5]);
  });

  it("take in a drive that somebody asks for, at first or later", () => {
    const { network, population } = driven(kind, "f32", 21);
    network.step();
    const plain = driven(kind, "f32", 21);
    plain.network.step();
    const input = population.drive.view;
    for (let i = 0; i < 21; i++) input[i] = 0.5 + i / 64;
    network.step();
    plain.network.step();
    for (let i = 0; i < 21; i++) {
      expect(potential(population, i) - potential(plain.population, i)).toBeCloseTo(0.5 + i / 64, 4);
    }
    expect([...input]).toEqual(new Array(21).fill(0));
    network.step();
    for (let i = 0; i < 21; i++) expect(input[i]).toBe(0);
  });

  it("go on from a snapshot with the same bits", () => {
    const { arena, network, population, kernel } = driven(kind, "f32");
    run(network, population, kernel, 400);
    population.hold(3, 30, 450);
    population.kill(31);
    const snapshot = arena.snapshot();
    run(network, population, kernel, 300);
    const straight = arena.snapshot();
    arena.restore(snapshot);
    run(network, population, kernel, 300);
    expect(new Uint8Array(arena.snapshot())).toEqual(new Uint8Array(straight));
  });
});

describe("conductances", () => {
  const PARAMS = lifDefaults({ capacitance: 200, tauM: 20, eL: -60, threshold: 0 });
  const RECEPTOR = { tau: 5, reversal: 0 };
  /** Of the synapse, nS, and when its spike arrives and the potential is read, ms. */
  const [WEIGHT, ARRIVAL, END] = [20, 2, 12];

  /** Potential at the end, from one spike to one synapse. */
  function potentialAt(h: number, precision: Precision): number {
    const { arena, kernel } = fresh();
    const arrival = Math.round(ARRIVAL / h);
    const source = new SourcePopulation("source", 1, [train(0, [arrival - 1])]);
    const population = new NeuronPopulation(arena, "cells", 1, precision, lif, PARAMS, h, { conductanceBased: true });
    population.receptor("input", expConductance, RECEPTOR);
    const projection = new Projection(arena, source, population, () => population.arrivals("input"), {
      topology: pairwise(1, 1, 1),
      random: new WiringStream(kernel, 1, "wiring"),
      delay: { steps: 1 },
      precision,
    });
    const network = new Network(arena, [source, population], [projection]);
    arena.commit();
    projection.table.fill();
    projection.weights.view.fill(WEIGHT);
    population.init();
    for (let step = 0; step < Math.round(END / h); step++) network.step();
    return potential(population);
  }

  /** The same by the midpoint rule in steps of a microsecond, the conductance in closed form. */
  function reference(): number {
    const { capacitance, tauM, eL } = PARAMS;
    const h = 1e-3;
    let v = eL;
    for (let k = 0; k < Math.round((END - ARRIVAL) / h); k++) {
      const slope = (t: number, at: number) =>
        ((capacitance / tauM) * (eL - at) + WEIGHT * Math.exp(-t / RECEPTOR.tau) * (RECEPTOR.reversal - at)) /
        capacitance;
      const half = v + (h / 2) * slope(k * h, v);
      v += h * slope((k + 0.5) * h, half);
    }
    return v;
  }

  it("move the potential as their differential equation says, to first order in the step", () => {
    const exact = reference();
    expect(exact).toBeGreaterThan(PARAMS.eL + 5);
    const errors = [0.4, 0.2, 0.1, 0.05].map((h) => potentialAt(h, "f64") - exact);
    for (const [i, error] of errors.slice(1).entries())
      expect(Math.log2(Math.abs((errors[i] as number) / error))).toBeCloseTo(1, 1);
    expect(Math.abs(errors.at(-1) as number)).toBeLessThan(0.1);
    expect(Math.abs(potentialAt(0.1, "f32") - potentialAt(0.1, "f64"))).toBeLessThan(1e-4);
  });
});

describe.each(["f32", "f64"] as const)("holds and deaths (%s)", (precision) => {
  const spiking = (size = 18) => {
    const { arena, kernel } = fresh();
    const population = cells(arena, { h: 1, precision, size, params: { current: 600 } });
    const network = new Network(arena, [population], []);
    arena.commit();
    population.init();
    return { arena, kernel, network, population };
  };

  it("last up to and including their step and never shorten a longer one", () => {
    const { network, population, kernel } = spiking();
    population.hold(0, 9, 40);
    population.hold(0, 4, 20);
    population.hold(4, 18, 20);
    const first = new Map<number, number>();
    for (const [step, neuron] of run(network, population, kernel, 70)) {
      if (!first.has(neuron)) first.set(neuron, step);
    }
    // From rest the first spike of a free neuron comes at step 10.
    const expected = Array.from({ length: 18 }, (_, i) => (i < 9 ? 50 : 30));
    expect(Array.from({ length: 18 }, (_, i) => first.get(i))).toEqual(expected);
  });

  it("keep the potential and lose the drive", () => {
    const { network, population, kernel } = spiking();
    run(network, population, kernel, 5);
    const before = potential(population, 2);
    population.hold(2, 3, 8);
    for (let k = 0; k < 3; k++) {
      population.drive.view[2] = 100;
      expect(run(network, population, kernel, 1)).toEqual([]);
      expect(potential(population, 2)).toBe(before);
      expect(population.drive.view[2]).toBe(0);
    }
    population.drive.view[2] = 100;
    expect(run(network, population, kernel, 1)).toEqual([[9, 2]]);
  });

  it("cannot be left by a threshold that is lowered below the potential", () => {
    const { network, population, kernel } = spiking();
    run(network, population, kernel, 9);
    expect(potential(population, 0)).toBeGreaterThan(-58);
    population.kill(1);
    population.hold(2, 3, 30);
    population.update(lifDefaults({ threshold: -60 }));
    const spikes = run(network, population, kernel, 1).map(([, neuron]) => neuron);
    expect(spikes).toEqual([0, ...Array.from({ length: 15 }, (_, i) => i + 3)]);
    const later = run(network, population, kernel, 20).map(([, neuron]) => neuron);
    expect(later.filter((neuron) => neuron === 1 || neuron === 2)).toEqual([]);
  });

  it("counts the living; the dead stay dead through a hold, until a restore", () => {
    const { arena, network, population, kernel } = spiking();
    const alive = arena.snapshot();
    expect(population.aliveCount()).toBe(18);
    population.kill(3);
    population.kill(17);
    population.kill(3);
    expect(population.aliveCount()).toBe(16);
    population.hold(0, 18, 5);
    expect(population.state.variables.until?.view[3]).toBe(DEAD);
    const spikes = run(network, population, kernel, 100).map(([, neuron]) => neuron);
    expect(new Set(spikes).size).toBe(16);
    expect(spikes.some((neuron) => neuron === 3 || neuron === 17)).toBe(false);
    arena.restore(alive);
    expect(population.aliveCount()).toBe(18);
    expect(new Set(run(network, population, kernel, 100).map(([, neuron]) => neuron)).size).toBe(18);
  });
});

describe("inputs of a population", () => {
  it("are driven before the step that takes them in, or after the decay", () => {
    const { arena } = fresh();
    const population = cells(arena, { h: 1, receptor: { model: expCurrent, params: { tau: 5 } } });
    const seen: string[] = [];
    const log = (name: string, input: typeof population.drive) => ({
      input,
      apply(step: number) {
        seen.push(`${name} ${step} ${potential(population) > -70}`);
      },
    });
    population.drives.push(log("late", population.arrivals("input")), log("early", population.drive));
    const network = new Network(arena, [population], []);
    arena.commit();
    population.init();
    population.arrivals("input").view[0] = 100;
    network.step();
    expect(seen).toEqual(["early 1 false", "late 1 true"]);
  });

  it("refuse currents where there is no passive membrane, and names that do not exist", () => {
    const { arena } = fresh();
    const params = izhikevich.schema.parse({});
    const population = new NeuronPopulation(arena, "cells", 4, "f64", izhikevich, params, 1);
    expect(() => population.receptor("input", expCurrent, { tau: 5 })).toThrow("membrane");
    expect(() => population.receptor("input", delta, {})).not.toThrow();
    expect(() => population.arrivals("other")).toThrow("no receptor other");
  });
});
