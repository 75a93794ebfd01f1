import type { ConnectionSlots } from "../math/slots";
import type { Kernel } from "../memory/kernel";
import type { NeuronPopulation } from "../network/population";
import { scalarSource, TraceRecorder } from "../network/record";
import { SpikeReader } from "../network/statistics";
import type { CurveData, TraceData, VectorData } from "../protocol";
import type { Elements, HomeostaticGrowth } from "../structural/homeostatic";
import type { ChannelSource } from "./_experiment";
import { matrixShape } from "./growthChannels";
import type { GrowthInterventions } from "./growthInterventions";
import { type GrowthParams, STEP_MS } from "./growthParams";
import { RATE_BIN, SAMPLE } from "./growthSpecs";
import { matrixOf, ofLiving, type Revised, WiringSource } from "./growthWiring";

/** Publishers of a growing network. */

/** Points of each growth curve. */
const POINTS = 161;

interface Shown {
  readonly kernel: Kernel;
  readonly population: NeuronPopulation<never>;
  readonly slots: ConnectionSlots;
  readonly growth: HomeostaticGrowth;
  readonly interventions: GrowthInterventions;
  readonly places: { readonly view: Float32Array };
  readonly fade: number;
  params(): GrowthParams;
  now(): number;
  /** Rises with every update of the wiring and every act. */
  readonly version: Revised;
}

/** Mean rates of the living neurons in whole bins; a bin that was not seen from its start is left out. */
class LivingRates implements ChannelSource {
  readonly #spikes: SpikeReader;
  readonly #trace: TraceRecorder;
  readonly #counts = [0, 0];
  readonly latest = [Number.NaN, Number.NaN];
  #whole = false;

  constructor(private readonly shown: Shown) {
    this.#spikes = new SpikeReader(shown.kernel, shown.population);
    this.#trace = new TraceRecorder(RATE_BIN, 2, (out, at) => out.set(this.latest, at));
  }

  record(step: number): void {
    const excitatory = this.shown.params().cells.excitatory;
    if (!this.#spikes.follow(step)) {
      this.#whole = step % RATE_BIN === 1;
      this.#counts.fill(0);
    }
    const count = this.#spikes.count(step);
    if (count > 0) {
      const { words } = this.#spikes;
      const first = this.#spikes.first(step);
      for (let at = first; at < first + count; at++) {
        const kind = (words[at] as number) < excitatory ? 0 : 1;
        this.#counts[kind] = (this.#counts[kind] as number) + 1;
      }
    }
    if (step % RATE_BIN === 0) this.#finish(step, excitatory);
  }

  #finish(step: number, excitatory: number): void {
    if (this.#whole) {
      const living = [0, 0];
      for (let i = 0; i < this.shown.population.size; i++) {
        const kind = i < excitatory ? 0 : 1;
        if (!this.shown.interventions.isDead(i)) living[kind] = (living[kind] as number) + 1;
      }
      for (const kind of [0, 1])
        this.latest[kind] = ((this.#counts[kind] as number) * 1000) / (living[kind] as number) / (RATE_BIN * STEP_MS);
      this.#trace.record(step);
    }
    this.#counts.fill(0);
    this.#whole = true;
  }

  take(): TraceData {
    return this.#trace.take();
  }

  clear(): void {
    this.#trace.clear();
  }
}

export function growthSources(shown: Shown) {
  const { kernel, population, slots, growth, interventions, version, params, now } = shown;
  const { isDead } = interventions;
  const { excitatory } = params().cells;
  const n = population.size;
  const { group, cellsE, side } = matrixShape(params());
  const cellOf = Uint32Array.from({ length: n }, (_, i) =>
    i < excitatory ? Math.floor(i / group) : cellsE + Math.floor((i - excitatory) / group),
  );

  const means = [0, 0];
  function meanCalcium(): readonly number[] {
    const sums = [0, 0];
    const counts = [0, 0];
    const { view } = growth.calcium;
    for (let i = 0; i < n; i++) {
      if (isDead(i)) continue;
      const kind = i < excitatory ? 0 : 1;
      sums[kind] = (sums[kind] as number) + (view[i] as number);
      counts[kind] = (counts[kind] as number) + 1;
    }
    for (const kind of [0, 1]) means[kind] = (sums[kind] as number) / (counts[kind] as number);
    return means;
  }
  const calcium = new TraceRecorder(SAMPLE, 4, (out, at) => {
    const { epsilonE, epsilonI } = params().growth;
    out.set(meanCalcium(), at);
    out.set([epsilonE, epsilonI], at + 2);
  });

  function tally(kinds: readonly Elements[], out: Float32Array, at: number): void {
    for (const [k, { grown, connected }] of kinds.entries()) {
      let [paired, vacant] = [0, 0];
      for (let i = 0; i < n; i++) {
        paired += connected[i] as number;
        vacant += Math.max(0, Math.floor(grown.view[i] as number) - (connected[i] as number));
      }
      out.set([paired, vacant], at + 2 * k);
    }
  }
  const kinds = [growth.axonal, growth.excitatory, growth.inhibitory];
  const elements = new TraceRecorder(SAMPLE, 2 * kinds.length, (out, at) => tally(kinds, out, at));
  const turnover = new TraceRecorder(1, 3, (out, at) => out.set([slots.count, growth.born, growth.died], at));
  const rates = new LivingRates(shown);

  /** Growth in elements per second at a level of calcium. */
  function growthAt(ca: number, end: "axon" | "dendrite", kind: 0 | 1): number {
    const { rate, curve, etaAxon, etaDendrite, epsilonE, epsilonI } = params().growth;
    const eta = end === "axon" ? etaAxon : etaDendrite;
    return rate * kernel.growthCurve(ca, eta, kind === 0 ? epsilonE : epsilonI, curve === "linear");
  }

  function growthCurve(): CurveData {
    const length = POINTS + n;
    const x = new Float32Array(length);
    const y = new Float32Array(6 * length).fill(Number.NaN);
    const { epsilonE, epsilonI } = params().growth;
    const end = 1.5 * Math.max(epsilonE, epsilonI);
    for (let k = 0; k < POINTS; k++) {
      const ca = (end * k) / (POINTS - 1);
      x[k] = ca;
      for (const kind of [0, 1] as const) {
        y[2 * kind * length + k] = growthAt(ca, "axon", kind);
        y[(2 * kind + 1) * length + k] = growthAt(ca, "dendrite", kind);
      }
    }
    for (let i = 0; i < n; i++) {
      const ca = growth.calcium.view[i] as number;
      const kind = i < excitatory ? 0 : 1;
      x[POINTS + i] = ca;
      if (!isDead(i)) y[(4 + kind) * length + POINTS + i] = growthAt(ca, "dendrite", kind);
    }
    return { kind: "curve", x, y };
  }

  const vector =
    (values: () => Float32Array): (() => VectorData) =>
    () => ({ kind: "vector", values: values() });
  /** Of what changes with the wiring alone. */
  const wired = (take: ChannelSource["take"]): ChannelSource => ({
    take,
    clear: () => undefined,
    get revision() {
      return version.revision;
    },
  });
  const always = (take: ChannelSource["take"]): ChannelSource => ({ take, clear: () => undefined });

  return {
    record(step: number): void {
      calcium.record(step);
      elements.record(step);
      rates.record(step);
      if ((step * STEP_MS) % params().interval === 0) turnover.record(step);
    },
    channels: {
      wiring: new WiringSource(
        {
          slots,
          places: () => shown.places.view.slice(),
          activity: () => ofLiving(growth.calcium, isDead),
          node: (_end, index) => index,
          now,
          fade: shown.fade,
        },
        version,
      ),
      calcium,
      calciumNow: always(vector(() => ofLiving(growth.calcium, isDead))),
      rate: rates,
      elements,
      turnover,
      growthCurve: always(growthCurve),
      inDegree: wired(
        vector(() => {
          const view = growth.excitatory.connected.map((k, i) => k + (growth.inhibitory.connected[i] as number));
          return ofLiving({ view }, isDead);
        }),
      ),
      outDegree: wired(vector(() => ofLiving({ view: growth.axonal.connected }, isDead))),
      matrix: wired(() => matrixOf(slots, cellOf, side, now() - params().interval / STEP_MS)),
      synapses: scalarSource(() => slots.count),
      meanCalcium: scalarSource(() => meanCalcium()[0] as number),
      rateE: scalarSource(() => rates.latest[0] as number),
      rateI: scalarSource(() => rates.latest[1] as number),
      born: scalarSource(() => growth.born),
      died: scalarSource(() => growth.died),
      alive: scalarSource(() => population.aliveCount()),
      frozen: scalarSource(() => (interventions.frozen ? 1 : 0)),
      full: scalarSource(() => (slots.count === slots.capacity ? 1 : 0)),
    } satisfies Record<string, ChannelSource>,
  };
}
