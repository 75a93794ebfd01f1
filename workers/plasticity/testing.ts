import { allToAll } from "../math/connections";
import { WiringStream } from "../math/random";
import type { Arena, Block } from "../memory/arena";
import { Projection } from "../network/projection";
import { cells, fresh, Network, SourcePopulation, train } from "../network/testing";
import type { Precision } from "../neurons/_neuron";
import { delta } from "../synapses/delta";
import type { BoundRule, SpikeTraces, TraceConstants } from "./_plasticity";

/** One plastic synapse between two neurons that fire on command, through the network engine itself. */

export interface PairingOptions {
  readonly h: number;
  readonly precision?: Precision;
  readonly initial?: number;
  readonly constants: TraceConstants;
  /** Declares the rule before the arena is committed and binds it after. */
  readonly rule: (arena: Arena) => (traces: SpikeTraces, weights: Block) => BoundRule;
}

/** A postsynaptic spike on command is a pulse that certainly crosses the threshold. */
const PULSE = 1000;

/**
 * Weight after presynaptic arrivals and postsynaptic spikes at the given steps.
 * The projection delays by one step, so the presynaptic neuron fires one step before the arrival named.
 */
export function pairing(arrivals: readonly number[], post: readonly number[], options: PairingOptions): number {
  const { h, precision = "f64", initial = 0.5, constants, rule } = options;
  const { arena, kernel } = fresh();
  const bind = rule(arena);
  const pre = new SourcePopulation("pre", 1, [
    train(
      0,
      arrivals.map((step) => step - 1),
    ),
  ]);
  const drivers = new SourcePopulation("driver", 1, [
    train(
      0,
      post.map((step) => step - 1),
    ),
  ]);
  const neuron = cells(arena, { h, precision, params: { refractory: 0 }, receptor: { model: delta, params: {} } });
  const random = new WiringStream(kernel, 1, "wiring");
  const onto = (source: SourcePopulation, plastic: boolean) =>
    new Projection(arena, source, neuron, () => neuron.arrivals("input"), {
      topology: allToAll(1, 1),
      random,
      delay: { steps: 1 },
      precision,
      plastic,
    });
  const plastic = onto(pre, true);
  const drive = onto(drivers, false);
  plastic.scale = 0;
  const network = new Network(arena, [pre, drivers, neuron], [plastic, drive]);
  arena.commit();
  plastic.table.fill();
  drive.table.fill();
  drive.weights.view.fill(PULSE);
  plastic.weights.view.fill(initial);
  neuron.init();
  const traces = plastic.traces as SpikeTraces;
  traces.init(h, []);
  traces.update(constants, h);
  plastic.rule = bind(traces, plastic.weights);
  const last = Math.max(0, ...arrivals, ...post);
  for (let k = 0; k < last; k++) network.step();
  return plastic.weights.view[0] as number;
}
