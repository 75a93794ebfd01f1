"""Runs the current-based benchmark of Vogels and Abbott (2005, 10.1523/JNEUROSCI.3508-05.2005; as in Brette et al. 2007,
10.1007/s10827-007-0038-6) in NEST and prints how many seconds the simulation took, without building the network.

    python3 cubaNest.py <seconds of biology>

4,000 leaky integrate-and-fire neurons, a connection probability of 0.02, steps of 0.1 ms, one thread. With a resistance
of 1 GOhm a current in pA is a potential in mV.
"""

import random
import sys
import time

import nest

seconds = float(sys.argv[1])

nest.set_verbosity("M_ERROR")
nest.ResetKernel()
nest.SetKernelStatus({"resolution": 0.1, "local_num_threads": 1})

neurons = nest.Create(
    "iaf_psc_exp",
    4000,
    params={
        "C_m": 20.0,
        "tau_m": 20.0,
        "E_L": -49.0,
        "V_th": -50.0,
        "V_reset": -60.0,
        "t_ref": 5.0,
        "tau_syn_ex": 5.0,
        "tau_syn_in": 10.0,
        "I_e": 0.0,
    },
)
random.seed(1)
neurons.V_m = [-60.0 + 10.0 * random.random() for _ in range(4000)]
wiring = {"rule": "pairwise_bernoulli", "p": 0.02}
nest.Connect(neurons[:3200], neurons, wiring, {"weight": 1.62, "delay": 0.1})
nest.Connect(neurons[3200:], neurons, wiring, {"weight": -9.0, "delay": 0.1})

# The first call also prepares the kernel.
nest.Simulate(1.0)
start = time.perf_counter()
nest.Simulate(1000.0 * seconds)
print(time.perf_counter() - start)
