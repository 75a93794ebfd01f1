import { PoissonBackground } from "../encoders/poisson";
import { fixedInDegree, stacked } from "../math/connections";
import { VectorStream, WiringStream } from "../math/random";
import { brunelRate } from "../math/siegert";
import { NeuronPopulation } from "../network/population";
import { Projection } from "../network/projection";
import { scalarSource } from "../network/record";
import { lif, stepsOf } from "../neurons/lif";
import { delta } from "../synapses/delta";
import type { BuildContext } from "./_experiment";
import { BRUNEL_CELL } from "./networkCells";
import { REGIMES } from "./networkChannels";
import type { Assembly } from "./networkCommon";
import { brunelGraph } from "./networkNir";
import { BRUNEL_SIZES, type NetworkParams } from "./networkParams";
import { SiegertMap } from "./networkRegimes";

/**
 * Model A of Brunel (2000): sparse random network of integrate-and-fire neurons with delta synapses, every neuron with the
 * same number of inputs of each kind and a Poisson background of its own.
 */

const PRECISION = "f32";
/** What one pulse of an action adds to the potential, mV: a tenth of the way from rest to threshold. */
const PULSE = 2;

export function buildBrunel({ arena, kernel, seed }: BuildContext, initial: NetworkParams): Assembly {
  const { excitatory: nE, inhibitory: nI, cE, cI } = BRUNEL_SIZES[initial.brunel.size];
  const size = nE + nI;
  const h = initial.dt;
  const population = new NeuronPopulation(arena, "neurons", size, PRECISION, lif, BRUNEL_CELL, h);
  population.receptor("pulses", delta, {});
  const projection = new Projection(arena, population, population, () => population.arrivals("pulses"), {
    topology: stacked(fixedInDegree(nE, size, cE), fixedInDegree(nI, size, cI)),
    random: new WiringStream(kernel, seed, "wiring"),
    delay: { steps: Math.max(1, stepsOf(initial.brunel.delay, h)) },
    precision: PRECISION,
    weight: "bySource",
  });
  const noise = new VectorStream(arena, "background");
  const background = new PoissonBackground(arena, population.drive, size, noise);
  population.drives.push(background);
  const regimes = new SiegertMap(kernel, REGIMES);
  let [predicted, mapped] = [Number.NaN, Number.NaN];

  return {
    population,
    projections: [projection],
    pulses: { input: population.drive, weight: () => PULSE },
    fill() {
      projection.table.fill();
      noise.seed(seed);
    },
    start() {
      const random = new WiringStream(kernel, seed, "potentials");
      const v = population.state.variables.v?.view as Float32Array;
      for (let i = 0; i < size; i++)
        v[i] = BRUNEL_CELL.reset + (BRUNEL_CELL.threshold - BRUNEL_CELL.reset) * random.uniform();
    },
    update(params) {
      const { g, eta, j } = params.brunel;
      projection.weights.view.fill(j, 0, nE);
      projection.weights.view.fill(-g * j, nE);
      // C_E sources at eta times nu_thr = theta / (J C_E tau) each.
      background.set((1000 * eta * BRUNEL_CELL.threshold) / (j * BRUNEL_CELL.tauM), j, h);
      predicted = brunelRate(kernel, { ...BRUNEL_CELL, cE, cI, j, g, eta });
      if (j !== mapped) regimes.start({ ...BRUNEL_CELL, cE, cI, j });
      mapped = j;
    },
    inputs: [],
    channels: { regimes, meanFieldRate: scalarSource(() => predicted) },
    nir: (params) => brunelGraph(params, projection),
  };
}
