import { EXPERIMENTS } from "../catalog";
import { allToAll, pairwise, type Topology } from "../math/connections";
import { WiringStream } from "../math/random";
import { Arena } from "../memory/arena";
import { createKernel } from "../memory/kernel";
import { Network } from "../network/network";
import { NeuronPopulation, type SpikeRing } from "../network/population";
import { Projection } from "../network/projection";
import { lif } from "../neurons/lif";
import { StdpPairRule, stdpPair } from "../plasticity/stdpPair";
import { delta } from "../synapses/delta";

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
  readonly bytesPerSynapse: number;
}

interface Running {
  readonly neurons: number;
  readonly synapses: number;
  readonly stepMs: number;
  readonly bytes: number;
  /** Advances and returns the spikes and synaptic events it saw. */
  advance(steps: number): { spikes: number; events: number };
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
  const network = new Network(arena, [cells], [projection]);
  arena.commit();
  projection.table.fill();
  projection.weights.view.fill(0.5);
  projection.scale = WEIGHT;
  cells.init();
  const phase = new WiringStream(kernel, 1, "phase");
  const { v } = cells.state.variables;
  for (let i = 0; i < size && v !== undefined; i++)
    v.view[i] = neuron.reset + phase.uniform() * (neuron.threshold - neuron.reset);
  if (projection.traces !== undefined) {
    const params = stdpPair.schema.parse({});
    projection.traces.init(stepMs, []);
    projection.traces.update(params, stepMs);
    rule.update(params, { low: 0, high: 1 });
    projection.rule = rule.bind(projection.traces, projection.weights);
  }
  const degree = projection.table.edges / size;
  return {
    neurons: size,
    synapses: projection.table.edges,
    stepMs,
    bytes: arena.fixedBytes + arena.stateBytes,
    advance(steps) {
      let spikes = 0;
      for (let k = 0; k < steps; k++) {
        network.step();
        spikes += (cells.ring as SpikeRing).count(network.now);
      }
      return { spikes, events: spikes * degree };
    },
  };
}

function competition(): Running {
  const kernel = createKernel();
  const arena = new Arena(kernel);
  const { stdp } = EXPERIMENTS;
  const params = stdp.schema.parse({});
  const simulation = stdp.build({ kernel, arena, seed: 1 }, params as never);
  const stepMs = stdp.stepMs(params as never);
  return {
    neurons: 1,
    synapses: 1200,
    stepMs,
    bytes: arena.fixedBytes + arena.stateBytes,
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
};

const SLICE_MS = 200;

/** Best of several slices after a warm-up: on a shared machine the fastest slice is the least disturbed. */
export function measure(name: string, clock: () => number, slices = 8): Measurement {
  const make = CASES[name];
  if (make === undefined) throw new Error(`no such case: ${name}`);
  const running = make();
  let steps = 1000;
  let best = { realTime: 0, eventsPerSecond: 0, rateHz: 0 };
  for (let slice = -2; slice < slices; slice++) {
    const start = clock();
    const { spikes, events } = running.advance(steps);
    const wall = clock() - start;
    const time = steps * running.stepMs;
    const realTime = time / wall;
    if (slice >= 0 && realTime > best.realTime) {
      best = { realTime, eventsPerSecond: (events / wall) * 1000, rateHz: (spikes / running.neurons / time) * 1000 };
    }
    steps = Math.max(100, Math.round((steps * SLICE_MS) / Math.max(wall, 1)));
  }
  const { neurons, synapses, stepMs, bytes } = running;
  return { name, neurons, synapses, stepMs, ...best, bytesPerSynapse: bytes / synapses };
}

export const measureAll = (clock: () => number): Measurement[] =>
  Object.keys(CASES).map((name) => measure(name, clock));
