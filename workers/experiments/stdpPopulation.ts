import { CommonTrainPoisson, IndependentPoisson } from "../encoders/poisson";
import { allToAll } from "../math/connections";
import { RandomStream, WiringStream } from "../math/random";
import { Network } from "../network/network";
import { NeuronPopulation, SourcePopulation, type SpikeRing } from "../network/population";
import { Projection } from "../network/projection";
import { PairRecorder, SpikeRecorder, scalarSource, TraceRecorder, VectorSource } from "../network/record";
import { type LifParams, lif } from "../neurons/lif";
import { poissonDrift, type StdpPairParams, StdpPairRule } from "../plasticity/stdpPair";
import { StdpTripletRule, tripletDrift } from "../plasticity/stdpTriplet";
import type { PopulationSpec } from "../protocol";
import { expConductance } from "../synapses/expConductance";
import type { BuildContext, Simulation } from "./_experiment";
import { stdpGraph } from "./stdpNir";
import type { StdpParams } from "./stdpParams";

/** One neuron with many plastic inputs that compete (Song, Miller & Abbott 2000). */

/** Synapses whose every weight change is shown. */
const WATCHED = 64;
/** Windows of one second over which the output rate is averaged. */
const WINDOWS = 10;
const PRECISION = "f64";
const BOUNDS = { low: 0, high: 1 } as const;

/** Conductances are in multiples of the leak, so the leak is one and the capacitance equals the time constant. */
const neuron = ({ population: p }: StdpParams): LifParams => ({
  capacitance: p.tauM,
  tauM: p.tauM,
  eL: p.eL,
  threshold: p.threshold,
  reset: p.reset,
  refractory: 0,
  current: 0,
});

const receptors = ({ population: p }: StdpParams) => ({
  excitatory: { ...expConductance.schema.parse({}), tau: p.tauSyn },
  inhibitory: { tau: p.tauSyn, reversal: p.eInh },
});

export function buildPopulation(
  context: BuildContext,
  initial: StdpParams,
  rows: readonly PopulationSpec[],
): Simulation {
  const { arena, kernel, seed } = context;
  const { inputs: size, inhibitory: inhibitors, initial: start } = initial.population;
  const h = initial.dt;
  const correlated = rows.find((row) => row.name === "correlated")?.size ?? 0;
  const offset = (name: string) => rows.find((row) => row.name === name)?.offset ?? 0;

  const input = new RandomStream(kernel, arena, "input");
  const common = new RandomStream(kernel, arena, "correlation");
  const inhibition = new RandomStream(kernel, arena, "inhibition");
  const independent = new IndependentPoisson(arena, input, correlated, size - correlated);
  const shared = new CommonTrainPoisson(arena, common, 0, correlated);
  const inhibitory = new IndependentPoisson(arena, inhibition, 0, inhibitors);
  const sources = new SourcePopulation("input", size, [shared, independent]);
  const inhibitorySources = new SourcePopulation("inhibitory", inhibitors, [inhibitory]);

  const output = new NeuronPopulation(arena, "output", 1, PRECISION, lif, neuron(initial), h, {
    conductanceBased: true,
  });
  output.receptor("excitatory", expConductance, receptors(initial).excitatory);
  output.receptor("inhibitory", expConductance, receptors(initial).inhibitory);

  const wiring = new WiringStream(kernel, seed, "wiring");
  const onto = (pre: SourcePopulation, receptor: string, plastic: boolean) =>
    new Projection(arena, pre, output, () => output.arrivals(receptor), {
      topology: allToAll(pre.size, 1),
      random: wiring,
      delay: { steps: 1 },
      precision: PRECISION,
      plastic,
    });
  const synapses = onto(sources, "excitatory", true);
  const inhibitorySynapses = onto(inhibitorySources, "inhibitory", false);
  const traces = synapses.traces;
  if (traces === undefined) throw new Error("the plastic projection has no traces");
  const pairRule = new StdpPairRule(arena);
  const tripletRule = new StdpTripletRule(arena);

  const network = new Network(arena, [sources, inhibitorySources, output], [synapses, inhibitorySynapses]);
  const spikes = new SpikeRecorder(arena, [
    { population: sources, offset: 0 },
    { population: inhibitorySources, offset: offset("inhibitory") },
    { population: output, offset: offset("output") },
  ]);
  /** Counts of the running second: weight changes at its start, input spikes, output spikes. */
  const second = arena.alloc("state", "f64", 3);
  /** Output rate (Hz) of the last full seconds, in a ring, and how many there were. */
  const rates = arena.alloc("state", "f64", WINDOWS + 1);
  /** Drift of the last full second: measured, theory (1/s). */
  const drift = arena.alloc("state", "f64", 2);

  arena.commit();
  synapses.table.fill();
  inhibitorySynapses.table.fill();
  for (const stream of [input, common, inhibition]) stream.seed(seed);
  inhibitorySynapses.weights.view.fill(1);
  const drawn = new WiringStream(kernel, seed, "weights");
  for (let i = 0; i < size; i++) synapses.weights.view[i] = start === "uniform" ? drawn.uniform() : 0.5;
  traces.init(
    h,
    Array.from({ length: Math.min(WATCHED, size) }, (_, k) => Math.floor(((k + 0.5) * size) / WATCHED)),
  );
  output.init();
  const rules = { pair: pairRule.bind(traces, synapses.weights), triplet: tripletRule.bind(traces, synapses.weights) };

  let params = initial;
  const pair = (): StdpPairParams => params.rule;

  function update(next: StdpParams, paths: readonly string[]): void {
    params = next;
    const { rule, triplet, population } = params;
    output.update(neuron(params), receptors(params));
    synapses.scale = population.gMax;
    inhibitorySynapses.scale = population.gInh;
    synapses.plasticityOn = rule.enabled;
    synapses.rule = rules[rule.family];
    pairRule.update(rule, BOUNDS);
    tripletRule.update(triplet, BOUNDS);
    const slow = rule.family === "triplet" ? { tauX: triplet.tauX, tauY: triplet.tauY } : {};
    traces?.update({ ...rule, ...slow }, h);
    if (paths.includes("rule.family")) traces?.forgetSlow();
    shared.setRate(population.rate, population.correlation, h);
    if (paths.includes("population.rate")) independent.setRate(population.rate, h);
    else independent.derive(population.rate, h);
    if (paths.includes("population.inhibitoryRate")) inhibitory.setRate(population.inhibitoryRate, h);
    else inhibitory.derive(population.inhibitoryRate, h);
  }
  update(initial, ["population.rate", "population.inhibitoryRate"]);

  /** Drift that the rule predicts for independent trains at the rates of the last second, averaged over the synapses. */
  function theory(ratePre: number, ratePost: number): number {
    if (params.rule.family === "triplet") {
      const constants = { ...params.triplet, tauPlus: params.rule.tauPlus, tauMinus: params.rule.tauMinus };
      return params.rule.pairing === "nearest" ? Number.NaN : tripletDrift(constants, ratePre, ratePost);
    }
    if (params.rule.dependence === "additive") return poissonDrift(pair(), 0, ratePre, ratePost);
    let sum = 0;
    for (const w of synapses.weights.view) sum += poissonDrift(pair(), w, ratePre, ratePost);
    return sum / size;
  }

  const perSecond = Math.round(1000 / h);
  function closeSecond(): void {
    const [before, pre, post] = second.view as unknown as [number, number, number];
    const seconds = perSecond * h * 1e-3;
    const ratePost = post / seconds;
    drift.view[0] = (synapses.changes - before) / size / seconds;
    drift.view[1] = params.rule.enabled ? theory(pre / size / seconds, ratePost) : 0;
    const done = rates.view[WINDOWS] as number;
    rates.view[done % WINDOWS] = ratePost;
    rates.view[WINDOWS] = done + 1;
    second.view.set([synapses.changes, 0, 0]);
  }

  /** Rate over the last full seconds, or over the time so far within the first. */
  function outputRate(): number {
    const done = rates.view[WINDOWS] as number;
    const elapsed = network.now * h * 1e-3;
    if (done === 0) return elapsed === 0 ? 0 : (second.view[2] as number) / elapsed;
    const count = Math.min(done, WINDOWS);
    let sum = 0;
    for (let k = 0; k < count; k++) sum += rates.view[k] as number;
    return sum / count;
  }

  function mean(from: number, to: number): number {
    let sum = 0;
    for (let i = from; i < to; i++) sum += synapses.weights.view[i] as number;
    return to > from ? sum / (to - from) : Number.NaN;
  }

  function outside(): number {
    let count = 0;
    for (const w of synapses.weights.view) if (w < 0.1 || w > 0.9) count++;
    return count / size;
  }

  const potential = output.state.variables.v;
  if (potential === undefined) throw new Error("the neuron model has no potential");
  const membrane = new TraceRecorder(Math.max(1, Math.round(0.5 / h)), 1, (out, at) => {
    out[at] = potential.view[0] as number;
  });
  const drifts = new TraceRecorder(perSecond, 2, (out, at) => out.set(drift.view, at));
  const rate = new TraceRecorder(perSecond, 1, (out, at) => {
    const done = rates.view[WINDOWS] as number;
    out[at] = rates.view[(done + WINDOWS - 1) % WINDOWS] as number;
  });
  const recorders = [spikes, membrane, drifts, rate];

  return {
    get step() {
      return network.now;
    },
    endStep: null,
    advance(n) {
      for (let i = 0; i < n; i++) {
        network.step();
        const step = network.now;
        const counts = second.view;
        counts[1] = (counts[1] as number) + (sources.ring as SpikeRing).count(step);
        counts[2] = (counts[2] as number) + (output.ring as SpikeRing).count(step);
        if (step % perSecond === 0) closeSecond();
        for (const recorder of recorders) recorder.record(step);
      }
    },
    update: (next, paths) => update(next as unknown as StdpParams, paths),
    act: () => undefined,
    channels: {
      spikes,
      weights: new VectorSource(synapses.weights),
      pairs: new PairRecorder(traces),
      membrane,
      drift: drifts,
      rate,
      meanWeight: scalarSource(() => mean(0, size)),
      outside: scalarSource(outside),
      correlatedWeight: scalarSource(() => mean(0, correlated)),
      uncorrelatedWeight: scalarSource(() => mean(correlated, size)),
      outputRate: scalarSource(outputRate),
    },
    nir: () => stdpGraph(params, synapses, inhibitorySynapses),
    plain: () => "",
    restore: () => undefined,
  };
}
