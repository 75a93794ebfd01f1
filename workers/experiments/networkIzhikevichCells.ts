/** What is fixed in the networks of Izhikevich's neurons. */

/** Noise of an inhibitory neuron relative to an excitatory one. */
export const INHIBITORY_NOISE = 0.4;

/** Neurons of the published network; others scale their weights to it. */
export const PUBLISHED = 1000;

/** Largest weight of the published network by kind of source; each is drawn between 0 and it. */
export const LARGEST = { excitatory: 0.5, inhibitory: -1 } as const;

/** Cells of the small world: regular and fast spiking, and the rest of both, mV. */
export const CELL = { a: 0.02, b: 0.2, c: -65, d: 8 } as const;
export const INHIBITORY = { a: 0.1, b: 0.2, c: -65, d: 2 } as const;
export const REST = -70;
/** Potential at which the published network starts, mV. */
export const START = -65;
