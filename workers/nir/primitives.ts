import { fail, type NirArray, type NirGraph, type NirNode, SimFault } from "../protocol";

/**
 * NIR's primitives with every parameter at its full shape. Times are in s; potentials are in mV, so that a weight means
 * what it means in the lab. A spike is a unit impulse: it moves what decays with tau by r w / tau.
 */

/** Most bytes of a graph: its dense weights have to pass through the memory of a page. */
export const MOST_BYTES = 256 * 2 ** 20;

const UNITS = "time s, potential mV";

/** Every neuron the same number, or each its own. */
type Values = number | Float32Array;

const vector = (size: number, values: Values): NirArray => ({
  shape: [size],
  data: typeof values === "number" ? new Float32Array(size).fill(values) : values,
});

const shaped = (type: string, size: number): NirNode => ({
  type,
  parameters: { shape: { shape: [1], data: BigInt64Array.of(BigInt(size)) } },
});

const cells = (type: string, size: number, parameters: Readonly<Record<string, Values>>): NirNode => ({
  type,
  parameters: Object.fromEntries(Object.entries(parameters).map(([name, values]) => [name, vector(size, values)])),
});

export const input = (size: number): NirNode => shaped("Input", size);
export const output = (size: number): NirNode => shaped("Output", size);

export const linear = (targets: number, sources: number, weight: Float32Array): NirNode => ({
  type: "Linear",
  parameters: { weight: { shape: [targets, sources], data: weight } },
});

export const scale = (size: number, factor: Values): NirNode => cells("Scale", size, { scale: factor });

/** @param delay s */
export const delay = (size: number, delay: number): NirNode => cells("Delay", size, { delay });

interface Lif {
  readonly tau: Values;
  readonly r: Values;
  readonly v_leak: Values;
  readonly v_threshold: Values;
  readonly v_reset: Values;
}
/** tau v' = v_leak - v + r I; above v_threshold it spikes and goes to v_reset. */
export const lifNode = (size: number, parameters: Lif): NirNode => cells("LIF", size, { ...parameters });

/** tau v' = v_leak - v + r I. */
export const leaky = (size: number, parameters: Pick<Lif, "tau" | "r" | "v_leak">): NirNode =>
  cells("LI", size, { ...parameters });

interface CubaLif extends Omit<Lif, "tau"> {
  readonly tau_mem: Values;
  readonly tau_syn: Values;
  readonly w_in: Values;
}
/** As LIF with tau_mem, behind a current tau_syn I' = -I + w_in S. */
export const cubaLif = (size: number, parameters: CubaLif): NirNode => cells("CubaLIF", size, { ...parameters });

/** Every array of the graph, e.g. to hand their memory on. */
export const arraysOf = ({ nodes }: NirGraph): NirArray["data"][] =>
  Object.values(nodes).flatMap(({ parameters }) => Object.values(parameters).map(({ data }) => data));

/** @throws SimFault with kind "capacity" when dense matrices of so many weights are too large. */
export function checkSize(weights: number): void {
  if (weights * 4 <= MOST_BYTES) return;
  const megabytes = Math.round((weights * 4) / 2 ** 20);
  throw new SimFault(
    fail(
      "capacity",
      "nir",
      `the dense weights would take ${megabytes} MB; at most ${MOST_BYTES / 2 ** 20} MB are written`,
      "Choose a smaller network.",
    ).error,
  );
}

/** A graph whose edges lead along each of the `paths` and whose metadata name its units. */
export const graphOf = (
  nodes: NirGraph["nodes"],
  paths: readonly (readonly string[])[],
  metadata: NirGraph["metadata"] = {},
): NirGraph => ({
  nodes,
  edges: paths.flatMap((path) => path.slice(1).map((to, i) => [path[i] as string, to] as const)),
  metadata: { units: UNITS, ...metadata },
});
