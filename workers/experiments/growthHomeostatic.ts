import { WiringStream } from "../math/random";
import { ConnectionSlots } from "../math/slots";
import type { Block } from "../memory/arena";
import { LiveProjection } from "../network/liveProjection";
import { Network } from "../network/network";
import { NeuronPopulation, type SpikeRing } from "../network/population";
import { SpikeRecorder } from "../network/record";
import { lif } from "../neurons/lif";
import { HomeostaticGrowth } from "../structural/homeostatic";
import type { HomeostaticParams } from "../structural/homeostaticParams";
import { alphaCurrent } from "../synapses/alphaCurrent";
import type { BuildContext, Simulation } from "./_experiment";
import { GatedBackground } from "./growthBackground";
import { GROWTH_CELL, GROWTH_SYNAPSE } from "./growthCells";
import { growthChannels } from "./growthChannels";
import { GrowthInterventions } from "./growthInterventions";
import { type GrowthParams, STEP_MS } from "./growthParams";
import { spread } from "./growthPlaces";
import { growthSources } from "./growthPublish";

/** A network of spiking neurons that grows its connections. */

/** Connections there is room for, of each neuron on average. */
const ROOM = 64;

export const ruleParams = ({ growth, calcium, interval, space }: GrowthParams): HomeostaticParams => ({
  ...growth,
  ...calcium,
  interval,
  kernel: space.kernel,
  width: space.width,
});

export function buildHomeostatic({ arena, kernel, seed }: BuildContext, initial: GrowthParams): Simulation {
  let params = initial;
  const { excitatory, inhibitory } = initial.cells;
  const n = excitatory + inhibitory;
  const population = new NeuronPopulation(arena, "neurons", n, "f32", lif, GROWTH_CELL, STEP_MS);
  const { arrivals } = population.receptor("synapses", alphaCurrent, GROWTH_SYNAPSE);
  const slots = new ConnectionSlots(arena, {
    sources: n,
    targets: n,
    capacity: Math.min(ROOM * n, n * (n - 1)),
    square: true,
  });
  const projection = new LiveProjection(arena, population, population, arrivals, slots, initial.delay / STEP_MS);
  const network = new Network(arena, [population], [projection]);
  const background = new GatedBackground(arena, arrivals, n);
  population.drives.push(background);
  const places = arena.alloc("fixed", "f32", 3 * n);
  const growth = new HomeostaticGrowth(arena, {
    excitatory,
    inhibitory,
    slots,
    until: population.state.variables.until as Block<"i32">,
    places,
  });
  const interventions = new GrowthInterventions(arena, {
    population: population as NeuronPopulation<never>,
    slots,
    growth,
    places,
    afference: background.gate,
  });
  const spikes = new SpikeRecorder(arena, [{ population, offset: 0 }]);
  arena.commit();

  const random = new WiringStream(kernel, seed, "places");
  const { dimensions } = initial.space;
  places.view.set([...spread(excitatory, dimensions, random), ...spread(inhibitory, dimensions, random)]);
  population.init();
  background.init(seed);
  growth.init(seed);
  interventions.init(seed);

  function update(next: GrowthParams): void {
    params = next;
    background.set(params.background.rate, params.background.weight);
    growth.update(ruleParams(params), STEP_MS, [params.psc.excitatory, params.psc.inhibitory]);
  }
  update(initial);

  const version = { revision: 0 };
  const { wiring } = growthChannels(initial);
  const sources = growthSources({
    kernel,
    population: population as NeuronPopulation<never>,
    slots,
    growth,
    interventions,
    places,
    fade: wiring?.kind === "wiring" ? wiring.fade : 0,
    params: () => params,
    now: () => network.now,
    version,
  });

  function advance(): void {
    network.step();
    const step = network.now;
    const ring = population.ring as SpikeRing;
    growth.step(step, ring.list(step), ring.count(step), interventions.frozen);
    if ((step * STEP_MS) % params.interval === 0) version.revision++;
    spikes.record(step);
    sources.record(step);
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
      interventions.act(name, args, network.now);
      version.revision++;
    },
    channels: { spikes, ...sources.channels },
    plain: () => "",
    restore() {
      slots.restore();
      growth.restore();
      version.revision++;
    },
  };
}
