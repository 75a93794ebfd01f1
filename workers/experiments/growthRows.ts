import { BurstSources } from "../encoders/bursts";
import { RandomStream } from "../math/random";
import { ConnectionSlots } from "../math/slots";
import { LiveProjection } from "../network/liveProjection";
import { Network } from "../network/network";
import { NeuronPopulation, SourcePopulation, type SpikeRing } from "../network/population";
import { SpikeRecorder, scalarSource, TraceRecorder } from "../network/record";
import { RateRecorder } from "../network/statistics";
import { lif } from "../neurons/lif";
import { fail, type MatrixData, SimFault } from "../protocol";
import { idealShare, RowRewiring, roundLength, sourcesOf } from "../structural/rowRewiring";
import { alphaCurrent } from "../synapses/alphaCurrent";
import type { BuildContext, ChannelSource, Simulation } from "./_experiment";
import { GatedBackground } from "./growthBackground";
import { GROWTH_CELL, GROWTH_SYNAPSE, ROW_BACKGROUND } from "./growthCells";
import { type GrowthParams, STEP_MS } from "./growthParams";
import { LABEL_FLAG, ROW_FADE } from "./growthRowChannels";
import { inPatch, patchSize, rowsShape, sourceField } from "./growthRowField";
import { RATE_BIN } from "./growthSpecs";
import { WiringSource } from "./growthWiring";

/** Neurons with rows of synapse circuits that look for informative sources. */

/** Steps from a spike of a source to its arrival. */
const DELAY = 1;
/** How high above the field the neurons are drawn, in distances of its sources. */
const HEIGHT = 6;

export function buildRows({ arena, kernel, seed }: BuildContext, initial: GrowthParams): Simulation {
  let params = initial;
  const shape = rowsShape(initial, DELAY);
  const { rows, neurons, labels } = shape;
  const size = sourcesOf(shape);
  const field = sourceField(initial);
  const trains = new RandomStream(kernel, arena, "sources");
  const bursts = new BurstSources(arena, size, trains);
  const inputs = new SourcePopulation("inputs", size, [bursts]);
  const population = new NeuronPopulation(arena, "neurons", neurons, "f32", lif, GROWTH_CELL, STEP_MS);
  const { arrivals } = population.receptor("synapses", alphaCurrent, GROWTH_SYNAPSE);
  const slots = new ConnectionSlots(arena, { sources: size, targets: neurons, capacity: rows * neurons });
  const projection = new LiveProjection(arena, inputs, population, arrivals, slots, DELAY);
  const network = new Network(arena, [inputs, population], [projection]);
  const background = new GatedBackground(arena, arrivals, neurons);
  population.drives.push(background);
  const rule = new RowRewiring(arena, shape, slots);
  /** [3] shifts of the patch, updates of the rule at the last one, 1 while the topology is frozen. */
  const own = arena.alloc("state", "f64", 3);
  const spikes = new SpikeRecorder(arena, [
    { population: inputs, offset: 0 },
    { population, offset: size },
  ]);
  arena.commit();

  let informative = inPatch(field, initial.inputs.informative, 0);
  /** Marks the informative sources. */
  function mark(): void {
    informative = inPatch(field, params.inputs.informative, own.view[0] as number);
    for (let source = 0; source < size; source++) bursts.chosen.view[source] = informative(source) ? 1 : 0;
  }
  function update(next: GrowthParams): void {
    params = next;
    rule.update(params.rule, STEP_MS);
    background.set(params.cell.background, ROW_BACKGROUND);
    bursts.update({ ...params.inputs, share: params.inputs.share / 100 }, STEP_MS);
    projection.scale = params.cell.scale;
    mark();
  }
  trains.seed(seed);
  population.init();
  background.init(seed);
  update(initial);
  rule.init(seed);

  const frozen = (): boolean => own.view[2] === 1;
  const version = { revision: 0 };
  const words = new Uint32Array(kernel.memory.buffer);
  const listOf = (ring: SpikeRing, step: number): Uint32Array => {
    const first = ring.list(step) >>> 2;
    return words.subarray(first, first + ring.count(step));
  };

  /** Part of the circuits on informative sources, %. */
  function share(): number {
    let hits = 0;
    for (const slot of rule.slotAt.view) if (informative(slots.pre.view[slot] as number)) hits++;
    return (100 * hits) / (rows * neurons);
  }
  function theory(): number {
    const [height, width] = patchSize(field, params.inputs.informative);
    const p = (height * width) / size;
    const rounds = 1 + Math.floor((rule.updates - (own.view[1] as number)) / roundLength(kernel, params.rule));
    return 100 * idealShare(p, rounds);
  }
  const shares = new TraceRecorder(1, 2, (out, at) => out.set([share(), theory()], at));
  const rates = new RateRecorder(kernel, population, {
    groups: [{ from: 0, to: neurons }],
    every: RATE_BIN / STEP_MS,
    h: STEP_MS,
    history: 1,
  });

  function advance(): void {
    network.step();
    const step = network.now;
    const arrived = listOf(inputs.ring as SpikeRing, step - DELAY);
    rule.step(step, arrived, listOf(population.ring as SpikeRing, step), frozen());
    spikes.record(step);
    rates.record(step);
    if ((step * STEP_MS) % params.rule.interval === 0) {
      version.revision++;
      shares.record(step);
    }
  }

  const wired = (take: ChannelSource["take"]): ChannelSource => ({
    take,
    clear: () => undefined,
    get revision() {
      return version.revision;
    },
  });
  /** A value of every circuit, those with new labels and those on informative sources marked. */
  function circuits(value: (slot: number, at: number) => number): MatrixData {
    const since = network.now - params.rule.interval / STEP_MS;
    const { view } = rule.slotAt;
    return {
      kind: "matrix",
      values: Float32Array.from(view, value),
      flags: Uint8Array.from(view, (slot) => {
        if ((slots.born.view[slot] as number) > Math.max(1, since)) return LABEL_FLAG.born;
        return informative(slots.pre.view[slot] as number) ? LABEL_FLAG.informative : 0;
      }),
    };
  }
  function fieldData(): MatrixData {
    const values = new Float32Array(size);
    const flags = new Uint8Array(size);
    const at = (source: number): number => {
      const [row, column] = field.placeOf(source);
      return row * field.columns + column;
    };
    for (let source = 0; source < size; source++) flags[at(source)] = informative(source) ? 1 : 0;
    for (const slot of rule.slotAt.view) {
      const cell = at(slots.pre.view[slot] as number);
      values[cell] = (values[cell] as number) + (slots.weight.view[slot] as number);
    }
    return { kind: "matrix", values, flags };
  }
  /** The field in a plane, the neurons in a row above its middle or, when there are many, in a grid. */
  function places(): Float32Array {
    const out = new Float32Array(3 * (size + neurons));
    for (let source = 0; source < size; source++) {
      const [row, column] = field.placeOf(source);
      out.set([column, field.rows - 1 - row, 0], 3 * source);
    }
    const across = Math.ceil(Math.sqrt(neurons));
    const down = Math.ceil(neurons / across);
    for (let k = 0; k < neurons; k++) {
      const x = ((k % across) + 0.5) / across;
      const y = (Math.floor(k / across) + 0.5) / down;
      out.set([x * (field.columns - 1), y * (field.rows - 1), HEIGHT], 3 * (size + k));
    }
    return out;
  }
  function tooClose(): number {
    const { init, prune, lambdaH, noise } = params.rule;
    return init * (1 - lambdaH) - noise < prune ? 1 : 0;
  }

  return {
    get step() {
      return network.now;
    },
    endStep: null,
    advance(count) {
      for (let i = 0; i < count; i++) advance();
    },
    update(next) {
      update(next as unknown as GrowthParams);
      version.revision++;
    },
    act(name, args) {
      if (name === "freeze") own.view[2] = args.on === true ? 1 : 0;
      else if (name === "shiftInputs") {
        own.view.set([(own.view[0] as number) + 1, rule.updates]);
        mark();
      } else throw new SimFault(fail("value", "", `rows cannot ${name}`, "Choose homeostatic growth.").error);
      version.revision++;
    },
    channels: {
      spikes,
      wiring: new WiringSource(
        {
          slots,
          places,
          activity: () => Float32Array.from({ length: size + neurons }, (_, i) => (i < size && informative(i) ? 1 : 0)),
          node: (end, index) => (end === "pre" ? index : size + index),
          now: () => network.now,
          fade: ROW_FADE,
        },
        version,
      ),
      labels: wired(() => circuits((slot) => (slots.pre.view[slot] as number) % labels)),
      weights: wired(() => circuits((slot) => slots.weight.view[slot] as number)),
      correlation: wired(() => ({ kind: "matrix", values: Float32Array.from(rule.readings.view) })),
      field: wired(fieldData),
      informative: shares,
      rate: rates,
      weightNow: wired(() => ({
        kind: "vector",
        values: Float32Array.from(rule.slotAt.view, (slot) => slots.weight.view[slot] as number),
      })),
      share: scalarSource(share),
      redrawn: scalarSource(() => rule.lastDraws),
      draws: scalarSource(() => rule.draws),
      rateNow: scalarSource(() => (rates.total > 0 ? rates.mean(0, RATE_BIN) : Number.NaN)),
      frozen: scalarSource(() => (frozen() ? 1 : 0)),
      tooClose: scalarSource(tooClose),
    },
    plain: () => "",
    restore() {
      slots.restore();
      mark();
      version.revision++;
    },
  };
}
