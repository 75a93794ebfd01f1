/** The contract of scripts for other simulators: a text with what it does differently, or why there is none. */

/** What a script or a graph does not share with the lab, or why there is none; the page shows them in its language. */
export const NOTES = {
  wiringAnew:
    "Wiring, starting values and random numbers are drawn anew: rates and irregularity agree, single spikes do not.",
  inputsAnew:
    "Starting weights and Poisson inputs are drawn anew: weights and rates agree as distributions, single spikes do not.",
  fromStart:
    "It begins at time zero with the parameters as they are now; what was done during the run is not repeated.",
  protocolStep:
    "Only spikes change anything here, so it steps from spike to spike: its time step is the longest that holds all of them.",
  multapses: "A neuron may get two synapses from the same source; in the lab its sources are all different.",
  adaptive: "NEST integrates conductances with adaptive steps, the lab by exponential Euler.",
  dendritic:
    "NEST counts the delay as dendritic, the lab as axonal: the interval of every pair is two time steps longer here.",
  compensated: "NEST counts the delay as dendritic; the trains are shifted so that every interval is that of the lab.",
  lateWeights: "NEST potentiates when the next presynaptic spike comes, so the weights it reports lag behind.",
  probe: "NEST potentiates when the next presynaptic spike comes: a last one, long after the protocol, makes it count.",
  tieOrder: "When both neurons fire in one step, NEST potentiates before it depresses; the lab does the opposite.",
  parrots: "Poisson trains pass through parrot neurons, because NEST wants a neuron before a plastic synapse.",
  parrotStep: "An input may fire twice in a step, which the lab's sources cannot.",
  noUpperBound: "NEST's power-law synapse has no upper bound; in the lab the weight stops at 1.",
  alwaysBounded: "NEST keeps the weight between 0 and 1; in the lab it is free.",
  correlatedAnew: "The common train of correlated inputs reaches them one step later.",
  noPlasticity: "Plasticity: NIR has none. The weights are those of this moment.",
  noRefractory: "Refractoriness: NIR's neurons have none and fire again at once.",
  noNoise: "Poisson inputs: the graph has inputs that you must feed with spikes at the rates in its metadata.",
  noState: "The present state: potentials, currents and traces begin wherever the reader starts them.",
  noInterventions: "Interventions: neurons that were killed, held or kicked behave as any other.",
  dense: "Sparse wiring: NIR has only dense matrices, in which most weights are 0.",
  stepDelay: "The delay of one time step: a reader that steps in time has one in every loop.",
  lostInputs: "Inputs that arrive during refractoriness are lost in the lab; without refractoriness none are.",
  linearised:
    "Conductances: NIR's synapses are currents. Each is worth its conductance times the driving force at reset.",
  noStimulus: "The stimulus: the input of the graph is a current in pA.",
  integration: "The integrator and its time step: NIR gives equations, the reader chooses how to solve them.",
  secondLeftOut: "The second cell: it is no leaky integrate-and-fire neuron.",

  noScript: "There is no script of this experiment.",
  zeroPlus: "NEST scales depression by potentiation and cannot switch potentiation alone off. Raise A₊ above 0.",
  nearestPower:
    "NEST has no power-law synapse that pairs nearest neighbours. Choose all-to-all pairing or another dependence.",
  nearestTriplet: "NEST's triplet synapse pairs all to all only. Choose all-to-all pairing.",
  gridNest: "NEST measures time in units of 0.001 ms. Choose a time step that is a multiple of it.",
  noConductance: "NIR has no conductance synapses.",
  noIzhikevich: "NIR has no Izhikevich neurons.",
  noModel: "NIR has no such neuron: of this bench only the leaky integrate-and-fire cell carries over.",
  onlyRule: "This set-up is a plasticity rule and nothing else, and NIR has no plasticity.",
  tooLarge: "NIR has only dense matrices: this network would take more than 256 MB. Choose a smaller one.",
} as const;

export type NoteId = keyof typeof NOTES;

export type Script = { readonly text: string; readonly differences: readonly NoteId[] } | { readonly reason: NoteId };

/** Whether NIR can hold it: what does not carry over, or why nothing does. */
export type NirScope = { readonly differences: readonly NoteId[] } | { readonly reason: NoteId };

/** What other simulators can run of an experiment. Parameters passed its schema and check. */
export interface Scripts<P> {
  brian2?(params: P, seed: number): Script;
  nest?(params: P, seed: number): Script;
  nir?(params: P): NirScope;
}
