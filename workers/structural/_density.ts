/** How many connections each layer of a sparse network gets. */

export interface LayerSize {
  readonly sources: number;
  readonly targets: number;
}

export const DISTRIBUTIONS = [
  { value: "uniform", label: "Uniform", doc: "Every layer has the same density." },
  {
    value: "erdosRenyi",
    label: "Erdős–Rényi",
    doc: "Density falls with the size of a layer, so that every neuron has about as many connections (Mocanu et al. 2018; Evci et al. 2020).",
  },
] as const;

export type Distribution = (typeof DISTRIBUTIONS)[number]["value"];

const pairs = ({ sources, targets }: LayerSize): number => sources * targets;

/** Density of a layer per unit of epsilon. Of layers without kernels, ERK is the same. */
const unitDensity = (layer: LayerSize): number => (layer.sources + layer.targets) / pairs(layer);

/** min(1, epsilon (n_in + n_out) / (n_in n_out)) for each layer (Mocanu et al. 2018, 10.1038/s41467-018-04316-3). */
export const epsilonDensities = (layers: readonly LayerSize[], epsilon: number): number[] =>
  layers.map((layer) => Math.min(1, epsilon * unitDensity(layer)));

/**
 * Epsilon with which the layers together have `connections`: where a layer would exceed full density it is made dense and the
 * others solved for again (Evci et al. 2020, arXiv:1911.11134). Infinity when all are dense.
 */
export function solveEpsilon(layers: readonly LayerSize[], connections: number): number {
  let sparse = [...layers];
  for (;;) {
    const dense = layers.filter((layer) => !sparse.includes(layer)).reduce((sum, layer) => sum + pairs(layer), 0);
    const ends = sparse.reduce((sum, layer) => sum + layer.sources + layer.targets, 0);
    if (ends === 0) return Number.POSITIVE_INFINITY;
    const epsilon = (connections - dense) / ends;
    const kept = sparse.filter((layer) => epsilon * unitDensity(layer) < 1);
    if (kept.length === sparse.length) return epsilon;
    sparse = kept;
  }
}

/** Whole numbers with the sum of `shares`, rounded, each next to its share and none above its limit. */
function rounded(shares: readonly number[], limits: readonly number[]): number[] {
  const counts = shares.map(Math.floor);
  const total = Math.round(shares.reduce((sum, share) => sum + share, 0));
  const order = shares
    .map((share, i) => ({ i, rest: share - Math.floor(share) }))
    .sort((a, b) => b.rest - a.rest || a.i - b.i);
  let missing = total - counts.reduce((sum, count) => sum + count, 0);
  for (const { i } of [...order, ...order]) {
    if (missing <= 0) break;
    if ((counts[i] as number) >= (limits[i] as number)) continue;
    counts[i] = (counts[i] as number) + 1;
    missing--;
  }
  return counts;
}

/** Connections of each layer that add up to `connections`, or to all pairs where there are fewer. */
export function quotas(layers: readonly LayerSize[], connections: number, distribution: Distribution): number[] {
  const limits = layers.map(pairs);
  const all = limits.reduce((sum, limit) => sum + limit, 0);
  const wanted = Math.min(all, Math.max(0, Math.round(connections)));
  if (distribution === "uniform")
    return rounded(
      limits.map((limit) => (limit * wanted) / all),
      limits,
    );
  const epsilon = solveEpsilon(layers, wanted);
  return rounded(
    epsilonDensities(layers, epsilon).map((density, i) => density * (limits[i] as number)),
    limits,
  );
}

/** Connections of each layer for SET's epsilon. */
export const epsilonQuotas = (layers: readonly LayerSize[], epsilon: number): number[] =>
  epsilonDensities(layers, epsilon).map((density, i) => Math.round(density * pairs(layers[i] as LayerSize)));

/** Slots that leave room for rules under which the number of a layer's connections varies. */
export const capacityFor = (quota: number, potential: number): number => Math.min(potential, 4 * quota);
