import { describe, expect, it } from "vitest";
import { Session } from "../host/session";
import { brunelRate } from "../math/siegert";
import { Arena } from "../memory/arena";
import { createKernel } from "../memory/kernel";
import { presetParams } from "../params/presets";
import { parseParams } from "../params/validate";
import type { ChannelKind, DataOf, ParamTree, Result } from "../protocol";
import { RUNNABLE_CELLS } from "../runnableCells";
import { ringPathLength } from "../topology/smallWorld";
import type { ChannelSource, Simulation } from "./_experiment";
import { network } from "./network";
import { buildNetwork } from "./networkBuild";
import { BRUNEL_SIZES, groupsOf, type NetworkParams, neuronsOf, stepOf } from "./networkParams";

interface Run {
  readonly simulation: Simulation;
  readonly arena: Arena;
  readonly params: NetworkParams;
}

function open(given: unknown, seed = 1): Run {
  const kernel = createKernel();
  const arena = new Arena(kernel);
  const params = network.schema.parse(given) as NetworkParams;
  return { simulation: buildNetwork({ kernel, arena, seed }, params as never), arena, params };
}

function source(simulation: Pick<Simulation, "channels">, name: string): ChannelSource {
  const found = simulation.channels[name];
  if (found === undefined) throw new Error(`no channel ${name}`);
  return found;
}

function take<K extends ChannelKind>(simulation: Pick<Simulation, "channels">, name: string, kind: K): DataOf<K> {
  const data = source(simulation, name).take();
  if (data.kind !== kind) throw new Error(`${name} is no ${kind}`);
  return data as DataOf<K>;
}

const scalar = (simulation: Pick<Simulation, "channels">, name: string) => take(simulation, name, "scalar").value;
const spikes = (simulation: Pick<Simulation, "channels">) => take(simulation, "spikes", "spikes");

/** Goes on for `ms` and returns the neurons that spiked, once for every spike. */
function goOn({ simulation, params }: Run, ms: number): Uint32Array {
  source(simulation, "spikes").clear();
  simulation.advance(Math.round(ms / stepOf(params)));
  return spikes(simulation).neurons;
}

const count = (neurons: Uint32Array, from: number, to: number): number =>
  neurons.reduce((sum, neuron) => sum + (neuron >= from && neuron < to ? 1 : 0), 0);

function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.error.path}: ${result.error.message}`);
  return result.value;
}

const session = (params: unknown): Session =>
  value(Session.open({ experiment: "network", params, seed: 5 }, { experiments: RUNNABLE_CELLS }));

/** One network of every family, as small as each gets or as it stands. */
const FAMILIES = {
  brunel: { model: "brunel" },
  cuba: { model: "cuba" },
  coba: { model: "coba" },
  izhikevich: { model: "izhikevich", izhikevich: { neurons: 403 } },
  smallWorld: { model: "smallWorld", smallWorld: { nodes: 3003, noise: 5 } },
} as const;
const families = Object.entries(FAMILIES);

describe("every preset", () => {
  it.each(Object.keys(network.presets))("%s builds and runs", (id) => {
    const { simulation, params } = open(presetParams(network, id));
    // The million takes 5 ms a step: a few of them show that it runs.
    simulation.advance(Math.round((id === "million" ? 5 : 50) / stepOf(params)));
    expect(Object.keys(simulation.channels).sort()).toEqual(Object.keys(network.channels(params as never)).sort());
    const { steps, neurons } = spikes(simulation);
    if (id === "cobaQuiet") expect(neurons).toHaveLength(0);
    else if (id !== "million") expect(neurons.length).toBeGreaterThan(20);
    expect(simulation.step).toBeGreaterThan(0);
    expect(Math.max(0, ...neurons)).toBeLessThan(neuronsOf(params));
    expect(Math.max(0, ...steps)).toBeLessThanOrEqual(simulation.step);
    expect(take(simulation, "membrane", "trace").values.every(Number.isFinite)).toBe(true);
  });

  it("of a million neurons fits the memory of a phone", () => {
    const { arena, simulation } = open(presetParams(network, "million"));
    // v, u, until and two lists of spikes.
    expect(arena.stateBytes).toBeLessThan(22e6);
    expect(arena.fixedBytes + arena.bytes("scratch")).toBeLessThan(250e6);
    expect(arena.kernel.memory.buffer.byteLength).toBeLessThan(280e6);
    simulation.advance(3);
    expect(scalar(simulation, "alive")).toBe(1_000_000);
  });
});

describe("a run", () => {
  const bits = ({ arena }: Run) => new Uint8Array(arena.snapshot());

  it.each(families)("%s has the same bits for the same seed and others for another", (_name, given) => {
    const run = (seed: number) => {
      const opened = open(given, seed);
      opened.simulation.advance(400);
      return bits(opened);
    };
    expect(run(1)).toEqual(run(1));
    expect(run(1)).not.toEqual(run(2));
  });

  it.each(families)("%s goes on from a snapshot with the same bits, interventions included", (_name, given) => {
    const run = open(given, 3);
    const { simulation, arena } = run;
    simulation.advance(100);
    simulation.act("kick", { neurons: 40, rate: 500, duration: 100 });
    simulation.act("kill", { share: 0.25 });
    simulation.act("silence", { from: 100, to: 200, duration: 50 });
    simulation.act("stimulate", { from: 10, to: 90, rate: 300, duration: 80 });
    simulation.advance(30);
    const snapshot = arena.snapshot();
    simulation.advance(300);
    const straight = bits(run);
    arena.restore(snapshot);
    simulation.restore("");
    simulation.advance(1);
    simulation.advance(299);
    expect(bits(run)).toEqual(straight);
  });

  const EDITS: Record<keyof typeof FAMILIES, readonly (readonly [string, number])[]> = {
    brunel: [
      ["brunel.g", 3],
      ["brunel.eta", 1],
      ["brunel.j", 0.1],
    ],
    cuba: [
      ["vogelsAbbott.wE", 2],
      ["vogelsAbbott.wI", -4],
    ],
    coba: [
      ["vogelsAbbott.gE", 8],
      ["vogelsAbbott.gI", 30],
    ],
    izhikevich: [
      ["izhikevich.excitation", 1.5],
      ["izhikevich.inhibition", 0.5],
      ["izhikevich.noise", 3],
    ],
    smallWorld: [
      ["smallWorld.p", 0.5],
      ["smallWorld.k", 10],
      ["smallWorld.w", 20],
      ["smallWorld.noise", 4],
    ],
  };

  it.each(families)("%s is edited while it runs; going back and on gives the same bits", async (name, given) => {
    const edited = session(given);
    const untouched = session(given);
    edited.advance(150);
    for (const [path, to] of EDITS[name as keyof typeof FAMILIES]) {
      const before = edited.epoch;
      value(edited.set(path, to));
      expect(edited.epoch, `${path} takes effect without a rebuild`).toBe(before);
      edited.remember();
      edited.advance(100);
    }
    const end = edited.step;
    const wanted = value(await edited.digest());
    untouched.advance(end);
    expect(value(await untouched.digest())).not.toBe(wanted);
    for (const back of [0, 120, 300]) {
      edited.seek(back);
      while (!edited.replay(70));
      edited.seek(end);
      while (!edited.replay(70));
      expect(value(await edited.digest())).toBe(wanted);
    }
  });

  it("changes with each of its live parameters", () => {
    for (const [name, edits] of Object.entries(EDITS)) {
      const given = FAMILIES[name as keyof typeof FAMILIES];
      const spikesWith = (edit?: readonly [string, number]) => {
        const opened = session(given);
        if (edit !== undefined) value(opened.set(...edit));
        opened.advance(600);
        return [...spikes(opened).neurons];
      };
      const plain = spikesWith();
      for (const edit of edits) expect(spikesWith(edit), edit[0]).not.toEqual(plain);
    }
  });

  it("takes another step of time where the model has one", () => {
    const rate = (dt: number) => {
      const run = open({ model: "brunel", dt });
      goOn(run, 200);
      return goOn(run, 300).length / 2500 / 0.3;
    };
    for (const dt of [0.05, 0.2]) expect(Math.abs(rate(dt) / rate(0.1) - 1)).toBeLessThan(0.06);
    expect(network.stepMs({ ...open(FAMILIES.izhikevich).params, dt: 0.05 } as never)).toBe(1);
  });
});

describe("an intervention", () => {
  it("kick wakes a network that could go on by itself, and it goes on", () => {
    const run = open({ model: "coba", vogelsAbbott: { kicked: false } });
    expect(goOn(run, 100)).toHaveLength(0);
    run.simulation.act("kick", { neurons: 50, rate: 300, duration: 50 });
    goOn(run, 200);
    expect(goOn(run, 100).length / 4000 / 0.1).toBeGreaterThan(5);
  });

  it("kick drives the first neurons, as many as it says", () => {
    const run = open({ model: "smallWorld", smallWorld: { nodes: 1000, w: 0, noise: 0 } });
    run.simulation.act("kick", { neurons: 30, rate: 500, duration: 100 });
    expect([...new Set(goOn(run, 100))].sort((a, b) => a - b)).toEqual(Array.from({ length: 30 }, (_, i) => i));
  });

  it("kick is what the preset does to COBA at its start", () => {
    const kicked = open({ model: "coba" });
    const quiet = open({ model: "coba", vogelsAbbott: { kicked: false } });
    quiet.simulation.act("kick", { neurons: 50, rate: 300, duration: 50 });
    expect(goOn(kicked, 60)).toEqual(goOn(quiet, 60));
  });

  it.each(families)("stimulate drives the neurons of the region (%s)", (_name, given) => {
    const [stimulated, plain] = [open(given), open(given)];
    for (const run of [stimulated, plain]) goOn(run, 30);
    stimulated.simulation.act("stimulate", { from: 40, to: 140, rate: 1000, duration: 40 });
    const [driven, other] = [goOn(stimulated, 40), goOn(plain, 40)];
    expect(count(driven, 40, 140)).toBeGreaterThan(1.5 * count(other, 40, 140) + 10);
  });

  it("stimulate leaves the others alone when nothing couples them", () => {
    const run = open({ model: "smallWorld", smallWorld: { nodes: 1000, w: 0, noise: 0 } });
    run.simulation.act("stimulate", { from: 40, to: 140, rate: 400, duration: 40 });
    const driven = goOn(run, 40);
    expect(count(driven, 40, 140)).toBeGreaterThan(100);
    expect(driven).toHaveLength(count(driven, 40, 140));
    expect(goOn(run, 100).length).toBeLessThan(30);
  });

  it.each(families)("silence holds exactly the neurons of the region, for as long as it says (%s)", (_name, given) => {
    const run = open(given);
    const neurons = neuronsOf(run.params);
    const [from, to] = [20, Math.floor(neurons / 2)];
    goOn(run, 60);
    run.simulation.act("silence", { from, to, duration: 30 });
    const silenced = goOn(run, 30);
    expect(count(silenced, from, to)).toBe(0);
    expect(count(silenced, 0, from) + count(silenced, to, neurons)).toBeGreaterThan(0);
    // COBA does not survive half of it being silent: pulses show that its neurons can spike again.
    run.simulation.act("stimulate", { from, to, rate: 1000, duration: 50 });
    expect(count(goOn(run, 50), from, to)).toBeGreaterThan(0);
  });

  it.each(families)("kill takes exactly that share of the living, for good (%s)", (_name, given) => {
    const run = open({ ...given, vogelsAbbott: { wI: 0, gI: 0 } });
    const neurons = neuronsOf(run.params);
    /** Whoever can spike does under pulses of 1 kHz. */
    const living = () => {
      run.simulation.act("stimulate", { from: 0, to: neurons, rate: 1000, duration: 200 });
      return new Set(goOn(run, 200));
    };
    expect(living().size).toBe(neurons);
    run.simulation.act("kill", { share: 0.5 });
    const left = neurons - Math.round(neurons / 2);
    expect(scalar(run.simulation, "alive")).toBe(left);
    const survivors = living();
    expect(survivors.size).toBe(left);
    run.simulation.act("silence", { from: 0, to: neurons, duration: 20 });
    run.simulation.act("kill", { share: 0.5 });
    const least = left - Math.round(left / 2);
    expect(scalar(run.simulation, "alive")).toBe(least);
    const last = living();
    expect(last.size).toBe(least);
    expect([...last].filter((neuron) => !survivors.has(neuron))).toEqual([]);
    run.simulation.act("kill", { share: 1 });
    expect(scalar(run.simulation, "alive")).toBe(0);
    expect(living().size).toBe(0);
  });

  it("kill lowers the activity of a network that feeds itself", () => {
    const run = open({ model: "cuba" });
    goOn(run, 200);
    const before = goOn(run, 300).length;
    run.simulation.act("kill", { share: 0.3 });
    goOn(run, 100);
    expect(goOn(run, 300).length).toBeLessThan(0.9 * before);
  });

  it("kill takes neurons of both kinds, from all over", () => {
    const run = open({ model: "smallWorld", smallWorld: { nodes: 5000, noise: 10 } });
    run.simulation.act("kill", { share: 0.4 });
    const living = new Set(goOn(run, 500));
    for (let from = 0; from < 5000; from += 1000) {
      const share = [...living].filter((neuron) => neuron >= from && neuron < from + 1000).length / 1000;
      expect(Math.abs(share - 0.6)).toBeLessThan(0.07);
    }
  });

  it("comes back to life by a seek, in the readout too", () => {
    const opened = session(FAMILIES.izhikevich);
    opened.advance(20);
    opened.remember();
    value(opened.act("kill", { share: 0.5 }));
    expect(scalar(opened, "alive")).toBe(201);
    opened.advance(20);
    opened.seek(19);
    while (!opened.replay(100));
    expect(scalar(opened, "alive")).toBe(403);
  });

  it.each([
    ["stimulate", { from: 300, to: 200 }, "from", "from must be below to, got 300 and 200"],
    ["stimulate", { from: 200, to: 200 }, "from", "from must be below to"],
    ["silence", { from: 0, to: 404 }, "to", "to must be at most the 403 neurons"],
    ["kick", { neurons: 404 }, "neurons", "neurons must be at most the 403 of this network, got 404"],
    ["kill", { share: 1.5 }, "share", "share must be between 0 and 1"],
    ["silence", { from: -1, to: 3 }, "from", "from must be a whole number"],
    ["silence", { from: 0, to: 3, duration: 0 }, "duration", "duration must be between"],
  ])("%s %j is refused at the argument", (name, args, path, message) => {
    const opened = session(FAMILIES.izhikevich);
    opened.advance(10);
    const refused = opened.act(name, args);
    while (!opened.replay(100));
    expect(refused.ok).toBe(false);
    if (refused.ok) return;
    expect(refused.error.kind).toBe("value");
    expect(refused.error.path).toBe(path);
    expect(refused.error.message).toContain(message);
    expect(opened.step).toBe(10);
    expect(opened.commands).toBe(0);
  });
});

describe("the watched neuron", () => {
  const samples = (given: object, ms: number, watched = 0) => {
    const run = open({ ...given, watched });
    run.simulation.advance(Math.round(ms / stepOf(run.params)));
    const spec = network.channels(run.params as never).membrane;
    if (spec?.kind !== "trace") throw new Error("no trace");
    const { steps, values } = take(run.simulation, "membrane", "trace");
    expect(values).toHaveLength(steps.length * spec.signals.length);
    const signal = (k: number) => [...values].filter((_, i) => i % spec.signals.length === k);
    return { run, spec, steps, signal };
  };

  it("shows potentials below threshold, and synaptic inputs of the right sign", () => {
    for (const given of [FAMILIES.cuba, FAMILIES.coba, FAMILIES.brunel]) {
      const { run, spec, signal } = samples(given, 100);
      const threshold = spec.signals[0]?.guides?.[0]?.value as number;
      expect(Math.max(...signal(0))).toBeLessThanOrEqual(threshold);
      expect(new Set(signal(0)).size).toBeGreaterThan(50);
      if (run.params.model === "brunel") continue;
      expect(Math.max(...signal(1))).toBeGreaterThan(0);
      expect(Math.min(...signal(1))).toBeGreaterThanOrEqual(0);
      const inhibition = signal(2).map((g) => (run.params.model === "cuba" ? -g : g));
      expect(Math.min(...inhibition)).toBeGreaterThanOrEqual(0);
      expect(Math.max(...inhibition)).toBeGreaterThan(0);
      const both = take(run.simulation, "conductances", "trace").values;
      expect([...both].filter((_, i) => i % 2 === 0)).toEqual(signal(1));
    }
  });

  it("of Izhikevich is cut at 30 mV, where its spikes are", () => {
    const { run, steps, signal } = samples(FAMILIES.izhikevich, 1000, 350);
    const { steps: spikeSteps, neurons } = spikes(run.simulation);
    const own = [...spikeSteps].filter((_, i) => neurons[i] === 350);
    expect(own.length).toBeGreaterThan(2);
    expect([...steps].filter((_, i) => (signal(0)[i] as number) >= 30)).toEqual(own);
    expect(Math.max(...signal(0))).toBe(30);
    expect(Math.min(...signal(0))).toBeGreaterThan(-100);
  });

  it("is not shown at its peak while it is silenced", () => {
    const { simulation } = open({ model: "izhikevich" });
    simulation.advance(3);
    const first = spikes(simulation).neurons;
    let [spiking] = first;
    for (; spiking === undefined; [spiking] = spikes(simulation).neurons) simulation.advance(1);
    simulation.update(network.schema.parse({ model: "izhikevich", watched: spiking }) as ParamTree, ["watched"]);
    simulation.act("silence", { from: 0, to: 1000, duration: 20 });
    source(simulation, "membrane").clear();
    simulation.advance(20);
    expect(Math.max(...take(simulation, "membrane", "trace").values)).toBeLessThan(0);
  });

  it("changes while the network runs, without a trace in its state", async () => {
    const [one, other] = [session(FAMILIES.cuba), session(FAMILIES.cuba)];
    for (const run of [one, other]) run.advance(100);
    value(one.set("watched", 3999));
    for (const run of [one, other]) {
      run.clearChannels();
      run.advance(100);
    }
    expect(take(one, "membrane", "trace").values).not.toEqual(take(other, "membrane", "trace").values);
    expect(await one.digest()).toEqual(await other.digest());
    expect(one.specs.membrane).toMatchObject({ signals: [{ role: "inhibitory" }, {}, {}] });
    expect(other.specs.membrane).toMatchObject({ signals: [{ role: "excitatory" }, {}, {}] });
  });

  it("must be one of the network's", () => {
    const refused = parseParams(network, { model: "brunel", watched: 2500 });
    expect(refused.ok).toBe(false);
    if (!refused.ok) {
      expect(refused.error.path).toBe("watched");
      expect(refused.error.message).toContain("below the 2500 neurons");
    }
    expect(parseParams(network, { model: "brunel", watched: 2499 }).ok).toBe(true);
    expect(session({ model: "brunel" }).set("watched", 2500).ok).toBe(false);
    expect(session({ model: "smallWorld", watched: 5000 }).set("smallWorld.nodes", 4000).ok).toBe(false);
  });
});

describe("the channels", () => {
  it("give rates, irregularity and active neurons that the spikes themselves give", () => {
    const run = open(FAMILIES.izhikevich);
    run.simulation.advance(1000);
    const { steps, neurons } = spikes(run.simulation);
    const { excitatory, inhibitory } = groupsOf(run.params);
    const last = new Set([...neurons].filter((_, i) => (steps[i] as number) > 950));
    expect(scalar(run.simulation, "rateE")).toBeCloseTo(count(neurons, 0, excitatory) / excitatory, 4);
    expect(scalar(run.simulation, "rateI")).toBeCloseTo(count(neurons, excitatory, 403) / inhibitory, 4);
    expect(scalar(run.simulation, "activeShare")).toBeCloseTo((100 * last.size) / 403, 4);
    const { values } = take(run.simulation, "rate", "trace");
    expect(values).toHaveLength(2000);
    expect(values.filter((_, i) => i % 2 === 0).reduce((sum, rate) => sum + rate / 1000, 0)).toBeCloseTo(
      count(neurons, 0, excitatory) / excitatory,
      3,
    );
    for (const name of ["isi", "cv"]) {
      const spec = network.channels(run.params as never)[name];
      if (spec?.kind !== "vector") throw new Error(`${name} is no vector`);
      expect(take(run.simulation, name, "vector").values).toHaveLength(spec.length);
      expect(spec.groups.map(({ role }) => role)).toEqual(["excitatory", "inhibitory"]);
      expect(spec.groups.reduce((sum, { size }) => sum + size, 0)).toBe(spec.length);
    }
  });

  it("begin anew with every edit of the network, and with no other", () => {
    const { simulation, params } = open(FAMILIES.izhikevich);
    const edit = (next: object, path: string) => simulation.update({ ...params, ...next } as never, [path]);
    simulation.advance(700);
    const before = [scalar(simulation, "peakFrequency"), scalar(simulation, "meanCv")];
    expect(before).not.toContain(NaN);
    edit({ watched: 3 }, "watched");
    expect([scalar(simulation, "peakFrequency"), scalar(simulation, "meanCv")]).toEqual(before);
    edit({ izhikevich: { ...params.izhikevich, noise: 4 } }, "izhikevich.noise");
    expect([scalar(simulation, "peakFrequency"), scalar(simulation, "meanCv")]).toEqual([NaN, NaN]);
    simulation.advance(700);
    simulation.act("kick", { neurons: 1, rate: 1, duration: 1 });
    expect(scalar(simulation, "meanCv")).not.toBeNaN();
    simulation.act("kill", { share: 1 });
    expect([scalar(simulation, "peakFrequency"), scalar(simulation, "meanCv")]).toEqual([NaN, NaN]);
  });

  it("map the regimes in portions, anew for another strength only", () => {
    const { simulation, arena, params } = open({ model: "brunel" });
    const map = source(simulation, "regimes");
    const unknown = () => take(simulation, "regimes", "map").values.filter(Number.isNaN).length;
    expect(unknown()).toBeGreaterThan(1000);
    map.settle?.();
    const { revision } = map;
    const spec = network.channels(params as never).regimes;
    if (spec?.kind !== "map") throw new Error("no map");
    const { values } = take(simulation, "regimes", "map");
    expect(values).toHaveLength(spec.columns * spec.rows);
    expect(values.every(Number.isFinite)).toBe(true);
    // The cell around (5, 2).
    const [column, row] = [Math.floor((5.1 / 8) * spec.columns), Math.floor((1.55 / 3.5) * spec.rows)];
    const cell = { tauM: 20, threshold: 20, reset: 10, refractory: 2 };
    const at = { g: ((column + 0.5) * 8) / spec.columns, eta: 0.5 + ((row + 0.5) * 3.5) / spec.rows };
    const { cE, cI } = BRUNEL_SIZES.small;
    expect(values[row * spec.columns + column]).toBeCloseTo(
      brunelRate(arena.kernel, { ...cell, cE, cI, j: 0.2, ...at }),
      4,
    );
    const edit = (brunel: object, path: string) =>
      simulation.update(network.schema.parse({ brunel }) as ParamTree, [path]);
    const predicted = scalar(simulation, "meanFieldRate");
    edit({ g: 6 }, "brunel.g");
    expect(map.revision).toBe(revision);
    expect(scalar(simulation, "meanFieldRate")).toBeLessThan(predicted);
    edit({ g: 6, j: 0.1 }, "brunel.j");
    expect(map.revision).not.toBe(revision);
    expect(unknown()).toBeGreaterThan(1000);
  });

  it("measure the graph in portions and place it on the curve", () => {
    const { simulation } = open({ model: "smallWorld", smallWorld: { nodes: 20_000, p: 0.02 } });
    expect(scalar(simulation, "pathLength")).toBeNaN();
    const before = source(simulation, "clustering").revision;
    scalar(simulation, "clustering");
    expect(source(simulation, "clustering").revision).not.toBe(before);
    // As frames do: every state once, until nothing is new.
    const names = ["clustering", "pathLength", "smallWorldCurve"];
    const sent = new Map<string, number | undefined>();
    for (let frame = 0; names.some((name) => sent.get(name) !== source(simulation, name).revision); frame++) {
      if (frame > 2000) throw new Error("it never settles");
      for (const name of names) {
        sent.set(name, source(simulation, name).revision);
        source(simulation, name).take();
      }
    }
    expect(Math.abs(scalar(simulation, "clustering") - 0.566)).toBeLessThan(0.01);
    expect(Math.abs(scalar(simulation, "pathLength") - 18.9)).toBeLessThan(1.2);
    const { x, y } = take(simulation, "smallWorldCurve", "curve");
    const rows = Array.from({ length: 5 }, (_, s) => y.subarray(s * x.length, (s + 1) * x.length));
    const [clustering, path, theory, clusteringHere, pathHere] = rows as [
      Float32Array,
      Float32Array,
      Float32Array,
      Float32Array,
      Float32Array,
    ];
    expect(x.at(-1)).toBeCloseTo(0.02, 6);
    expect(clusteringHere.at(-1)).toBeCloseTo(0.9412, 1);
    expect(pathHere.at(-1)).toBeCloseTo(scalar(simulation, "pathLength") / ringPathLength(20_000, 6), 6);
    for (const points of [clusteringHere, pathHere]) expect(points.filter(Number.isFinite)).toHaveLength(1);
    for (const line of [clustering, path, theory]) {
      expect(line.subarray(0, -1).every(Number.isFinite)).toBe(true);
      expect(line[0]).toBeGreaterThan(0.9);
      expect(line.at(-2)).toBeLessThan(0.1);
    }
    // Paths shorten long before neighbours part.
    const middle = Math.floor(x.length / 2);
    expect(path[middle]).toBeLessThan(0.3);
    expect(clustering[middle]).toBeGreaterThan(0.9);
  });

  it("show the graph with every node's neuron, anew when it is rewired", () => {
    const opened = session({ model: "smallWorld", smallWorld: { nodes: 3003 } });
    const graph = take(opened, "graph", "graph");
    const { revision } = source(opened, "graph");
    expect(graph.sample).toHaveLength(2000);
    expect(new Set(graph.neurons).size).toBe(2000);
    const { excitatory } = groupsOf(opened.params as unknown as NetworkParams);
    const inhibitory = [...(graph.neurons ?? [])].filter((neuron) => neuron >= excitatory).length;
    expect(Math.abs(inhibitory / 2000 - 0.2)).toBeLessThan(0.03);
    const share = () => {
      const { rewired } = take(opened, "graph", "graph");
      return rewired.reduce((sum, flag) => sum + flag, 0) / rewired.length;
    };
    expect(Math.abs(share() - 0.02)).toBeLessThan(0.01);
    value(opened.set("smallWorld.p", 0.5));
    expect(source(opened, "graph").revision).not.toBe(revision);
    expect(Math.abs(share() - 0.5)).toBeLessThan(0.04);
    value(opened.set("smallWorld.p", 0));
    expect(share()).toBe(0);
  });
});
