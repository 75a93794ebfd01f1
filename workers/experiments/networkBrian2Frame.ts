import { NETWORK_SECONDS, NETWORK_SETTLED, statistics } from "../python/text";

/** How every script of a network for Brian 2 begins and ends: `neurons` lies between. */

export const brian2Head = (dt: number, seed: number): string => `
import numpy as np
from brian2 import (Hz, NeuronGroup, PoissonGroup, SpikeMonitor, Synapses, defaultclock, mV, ms, nS, pF, run, second, seed)

seed(${seed})
wiring = np.random.default_rng(${seed})
defaultclock.dt = ${dt} * ms
`;

export const brian2Tail = `
spikes = SpikeMonitor(neurons)
run(${NETWORK_SECONDS} * second)

trains = [np.asarray(train / second) for train in spikes.spike_trains().values()]${statistics(NETWORK_SETTLED, NETWORK_SECONDS)}`;
