import type { Block } from "../memory/arena";
import { Network } from "../network/network";
import type { NeuronPopulation } from "../network/population";
import type { Projection } from "../network/projection";
import { SpikeRecorder, scalarSource, TraceRecorder } from "../network/record";
import type { NirGraph } from "../protocol";
import type { BuildContext, ChannelSource, Simulation } from "./_experiment";
import { FIRST_KICK, Interventions } from "./networkActions";
import { watchEvery } from "./networkChannels";
import { type NetworkParams, stepOf } from "./networkParams";
import { statisticsOf } from "./networkStatistics";

/** What the networks of all families have in common: one population of all neurons, interventions and statistics. */

/** One family of networks: its parts are declared before the commit of the arena and filled after it. */
export interface Assembly {
  readonly population: NeuronPopulation<never>;
  readonly projections: readonly Projection[];
  /** Where the pulses of actions arrive, and what one of them is worth there. */
  readonly pulses: { readonly input: Block; weight(params: NetworkParams): number };
  /** After the commit: wiring, constants, seeds. */
  fill(): void;
  /** Starting values that differ from the model's own. */
  start?(): void;
  update(params: NetworkParams, paths: readonly string[]): void;
  /** Synaptic inputs worth recording, one block per kind. */
  readonly inputs: readonly Block[];
  /** Potential of a neuron as it is shown, mV; the state variable `v` where it is left out. */
  potential?(neuron: number, step: number): number;
  readonly channels: Readonly<Record<string, ChannelSource>>;
  /** The network in NIR's primitives, where they suffice. */
  nir?(params: NetworkParams): NirGraph;
}

/** Runs a network together with its recordings, statistics and interventions. */
export function simulate(
  context: BuildContext,
  initial: NetworkParams,
  assemble: (context: BuildContext, params: NetworkParams) => Assembly,
): Simulation {
  const { arena, seed } = context;
  const h = stepOf(initial);
  const assembly = assemble(context, initial);
  const { population, inputs, pulses } = assembly;
  const network = new Network(arena, [population], assembly.projections);
  const interventions = new Interventions(arena, population, pulses.input, h);
  const spikes = new SpikeRecorder(arena, [{ population, offset: 0 }]);
  const statistics = statisticsOf(context.kernel, population, initial);

  arena.commit();
  assembly.fill();
  population.init();
  assembly.start?.();
  interventions.init(seed);

  let params = initial;
  const v = population.state.variables.v as Block;
  const potential = assembly.potential ?? ((neuron: number) => v.view[neuron] as number);
  const every = watchEvery(initial);
  const membrane = new TraceRecorder(every, 1 + inputs.length, (out, at) => {
    out[at] = potential(params.watched, network.now);
    for (let k = 0; k < inputs.length; k++) out[at + 1 + k] = inputs[k]?.view[params.watched] as number;
  });
  const conductances = new TraceRecorder(every, inputs.length, (out, at) => {
    for (let k = 0; k < inputs.length; k++) out[at + k] = inputs[k]?.view[params.watched] as number;
  });
  const recorders = [spikes, membrane, ...(inputs.length > 0 ? [conductances] : []), ...statistics.recorders];

  /** Known until somebody may have died or come back. */
  let alive: number | undefined;

  assembly.update(initial, []);
  if (initial.model === "coba" && initial.vogelsAbbott.kicked) {
    interventions.act("kick", FIRST_KICK, 0, pulses.weight(initial));
  }

  return {
    get step() {
      return network.now;
    },
    endStep: null,
    advance(n) {
      for (let i = 0; i < n; i++) {
        network.step();
        for (const recorder of recorders) recorder.record(network.now);
      }
    },
    update(next, paths) {
      params = next as unknown as NetworkParams;
      assembly.update(params, paths);
      if (paths.some((path) => path !== "watched")) statistics.forget();
    },
    act(name, args) {
      interventions.act(name, args, network.now, pulses.weight(params));
      alive = undefined;
      // The dead leave nothing behind in what looks back.
      if (name === "kill") statistics.forget();
    },
    channels: {
      spikes,
      membrane,
      ...(inputs.length > 0 ? { conductances } : {}),
      ...statistics.channels,
      alive: scalarSource(() => {
        alive ??= population.aliveCount();
        return alive;
      }),
      ...assembly.channels,
    },
    ...(assembly.nir && { nir: () => (assembly.nir as NonNullable<Assembly["nir"]>)(params) }),
    plain: () => "",
    restore() {
      alive = undefined;
    },
  };
}
