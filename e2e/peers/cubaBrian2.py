"""Writes and compiles the current-based benchmark of Vogels and Abbott (2005, 10.1523/JNEUROSCI.3508-05.2005; as in
Brette et al. 2007, 10.1007/s10827-007-0038-6) as a C++ program, for a comparison of run times.

    python3 cubaBrian2.py <directory> <seconds of biology>

4,000 leaky integrate-and-fire neurons, a connection probability of 0.02, steps of 0.1 ms, single precision, one thread.
The program `main` in the directory then runs the network; `results/last_run_info.txt` holds how many seconds the loop of
the simulation took, without building the network and without compiling.
"""

import sys

import numpy
from brian2 import Network, NeuronGroup, Synapses, defaultclock, mV, ms, prefs, second, seed, set_device
from brian2.devices.device import get_device

directory, seconds = sys.argv[1], float(sys.argv[2])

set_device("cpp_standalone", build_on_run=False)
prefs.core.default_float_dtype = numpy.float32
# As Brian2 sets them itself, written down here so that they stay what they are.
prefs.codegen.cpp.extra_compile_args_gcc = "-w -O3 -ffast-math -fno-finite-math-only -march=native -std=c++11".split()
prefs.devices.cpp_standalone.openmp_threads = 0
seed(1)
defaultclock.dt = 0.1 * ms

neurons = NeuronGroup(
    4000,
    """
    dv/dt = (ge + gi - (v + 49*mV)) / (20*ms) : volt (unless refractory)
    dge/dt = -ge / (5*ms) : volt
    dgi/dt = -gi / (10*ms) : volt
    """,
    threshold="v > -50*mV",
    reset="v = -60*mV",
    refractory=5 * ms,
    method="exact",
)
neurons.v = "-60*mV + rand() * 10*mV"
excitation = Synapses(neurons, neurons, on_pre="ge += 1.62*mV")
excitation.connect("i < 3200", p=0.02)
inhibition = Synapses(neurons, neurons, on_pre="gi += -9*mV")
inhibition.connect("i >= 3200", p=0.02)

network = Network(neurons, excitation, inhibition)
network.run(seconds * second)
get_device().build(directory=directory, compile=True, run=False)
