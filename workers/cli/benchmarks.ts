import type { DataContext } from "../experiments/_experiment";
import { Assets } from "../host/assets";
import { allToAll, pairwise, type Topology } from "../math/connections";
import { WiringStream } from "../math/random";
import { Arena } from "../memory/arena";
import { createKernel } from "../memory/kernel";
import { NeuronPopulation } from "../network/population";
import { Projection } from "../network/projection";
import { lif } from "../neurons/lif";
import { StdpPairRule, stdpPair } from "../plasticity/stdpPair";
import { RUNNABLE } from "../runnable";
import { delta } from "../synapses/delta";
import { GROWTH } from "./benchmarkGrowth";
import { NETWORKS } from "./benchmarkNetworks";
import { type Running, runningNetwork } from "./benchmarkRunning";

/** The measured cases; the same code runs in Node and in a page. */

export interface Measurement {
  readonly name: string;
  readonly neurons: number;
  readonly synapses: number;
  readonly stepMs: number;
  /** Mean rate of the neurons, Hz; of a set-up with sources, the rate of the output. */
  readonly rateHz: number;
  /** Biological time per wall time. */
  readonly realTime: number;
  /** Synaptic events per second of wall time. */
  readonly eventsPerSecond: number;
  /** All but wiring and weights, per neuron; absent where they are not told apart. */
  readonly bytesPerNeuron?: number;
  readonly bytesPerSynapse: number;
  /** From nothing to the first step, s. */
  readonly buildSeconds: number;
}

/** Constant current (pA) at which the default neuron fires at 20 Hz. */
const CURRENT = 378.2;
/** Recurrent weights (mV) are small, so that the rate stays where the current puts it. */
const WEIGHT = 1e-5;

function recurrent(topology: Topology, plastic: boolean): Running {
  const stepMs = 1;
  const size = 512;
  const kernel = createKernel();
  const arena = new Arena(kernel);
  const neuron = lif.schema.parse({ current: CURRENT });
  const cells = new NeuronPopulation(arena, "cells", size, "f32", lif, neuron, stepMs);
  cells.receptor("input", delta, {});
  const projection = new Projection(arena, cells, cells, () => cells.arrivals("input"), {
    topology,
    random: new WiringStream(kernel, 1, "wiring"),
    delay: { steps: 1 },
    precision: "f32",
    plastic,
  });
  const rule = new StdpPairRule(arena);
  return runningNetwork(arena, cells, [projection], stepMs, () => {
    projection.weights.view.fill(0.5);
    projection.scale = WEIGHT;
    const phase = new WiringStream(kernel, 1, "phase");
    const { v } = cells.state.variables;
    for (let i = 0; i < size && v !== undefined; i++)
      v.view[i] = neuron.reset + phase.uniform() * (neuron.threshold - neuron.reset);
    if (projection.traces === undefined) return;
    const params = stdpPair.schema.parse({});
    projection.traces.init(stepMs, []);
    projection.traces.update(params, stepMs);
    rule.update(params, { low: 0, high: 1 });
    projection.rule = rule.bind(projection.traces, projection.weights);
  });
}

function competition(): Running {
  const kernel = createKernel();
  const arena = new Arena(kernel);
  const { stdp } = RUNNABLE;
  const params = stdp.schema.parse({});
  const assets = new Assets();
  const context: DataContext = { kernel, arena, seed: 1, asset: (value, read) => assets.read(value, read) };
  const simulation = stdp.build(context, params as never);
  const stepMs = stdp.stepMs(params as never);
  return {
    neurons: 1,
    synapses: 1200,
    stepMs,
    bytesPerSynapse: (arena.fixedBytes + arena.stateBytes) / 1200,
    advance(steps) {
      simulation.advance(steps);
      const spikes = simulation.channels.spikes?.take();
      const rows = spikes?.kind === "spikes" ? spikes.neurons : new Uint32Array();
      const output = rows.filter((row) => row === 1200).length;
      return { spikes: output, events: rows.length - output };
    },
  };
}

/** The first 256 cells reach all 512: 131,072 synapses in rows without gaps. */
const dense: Topology = { ...allToAll(256, 512), sources: 512 };

export const CASES: Readonly<Record<string, () => Running>> = {
  "512 LIF, 131,072 synapses in dense rows, static": () => recurrent(dense, false),
  "512 LIF, 131,072 synapses in dense rows, pair STDP": () => recurrent(dense, true),
  "512 LIF, random half of all pairs, static": () => recurrent(pairwise(512, 512, 0.5), false),
  "512 LIF, random half of all pairs, pair STDP": () => recurrent(pairwise(512, 512, 0.5), true),
  "STDP experiment, 1,200 synapses, h = 0.1 ms": competition,
  ...NETWORKS,
  ...GROWTH,
};

const SLICE_MS = 200;

/** Best of several slices after a warm-up: on a shared machine the fastest slice is the least disturbed. */
export function measure(name: string, clock: () => number, slices = 8): Measurement {
  const make = CASES[name];
  if (make === undefined) throw new Error(`no such case: ${name}`);
  const begin = clock();
  const running = make();
  const buildSeconds = (clock() - begin) * 1e-3;
  const { neurons, stepMs } = running;
  let steps = 50;
  let best = { realTime: 0, eventsPerSecond: 0, rateHz: 0 };
  for (let slice = -4; slice < slices; slice++) {
    const start = clock();
    const { spikes, events } = running.advance(steps);
    const wall = clock() - start;
    const time = steps * stepMs;
    const realTime = time / wall;
    if (slice >= 0 && realTime > best.realTime) {
      best = { realTime, eventsPerSecond: (events / wall) * 1000, rateHz: (spikes / neurons / time) * 1000 };
    }
    steps = Math.max(20, Math.round((steps * SLICE_MS) / Math.max(wall, 1)));
  }
  const { advance: _advance, ...sizes } = running;
  return { name, ...sizes, ...best, buildSeconds };
}

export const measureAll = (clock: () => number): Measurement[] =>
  Object.keys(CASES).map((name) => measure(name, clock));
