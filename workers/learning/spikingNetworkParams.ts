import { z } from "zod";
import type { ModelInfo } from "../params/model";
import { flag, integer, real } from "../params/schema";
import { surrogateParams } from "./_surrogate";

const base = { live: true, group: "neuron" } as const;

export const spikingSchema = z.strictObject({
  steps: integer({
    ...base,
    live: false,
    label: "Steps of a trial",
    symbol: "T",
    unit: "1",
    min: 4,
    max: 64,
    default: 24,
    doc: "For how many steps a picture is shown before the network answers.",
  }),
  tau: real({
    ...base,
    label: "Membrane time constant",
    symbol: "\\tau",
    unit: "1",
    min: 1.05,
    max: 32,
    step: 0.05,
    default: 4,
    doc: "In steps. With a steady input the membrane ends where the input is, whatever the time constant; it only gets there later.",
  }),
  threshold: real({
    ...base,
    label: "Threshold",
    symbol: "\\theta",
    unit: "1",
    min: 0.1,
    max: 4,
    step: 0.1,
    default: 1,
    doc: "The neuron spikes when its membrane is above it: the least steady input that makes it spike.",
  }),
  readoutTau: real({
    ...base,
    label: "Time constant of the readout",
    symbol: "\\tau_o",
    unit: "1",
    min: 1.05,
    max: 32,
    step: 0.05,
    default: 8,
    doc: "In steps. The readout integrates spikes and never spikes; its last value is the answer.",
  }),
  ...surrogateParams,
  attached: flag({
    ...base,
    group: "surrogate",
    label: "Gradient through the reset",
    symbol: "\\partial u/\\partial z",
    unit: "1",
    default: false,
    doc: "On: a spike's gradient also counts that it resets the membrane. Both estimators are in use and learn alike here.",
  }),
  gain: real({
    ...base,
    live: false,
    label: "Gain of the input",
    symbol: "g_{in}",
    unit: "1",
    min: 0.5,
    max: 12,
    step: 0.5,
    default: 3,
    doc: "Spread of the first layer's weights at the start, times the square root of the connections a neuron has.",
  }),
});

export type SpikingParams = z.output<typeof spikingSchema>;

export const spikingNetwork: ModelInfo<typeof spikingSchema> = {
  id: "spikingNetwork",
  label: "Spiking network",
  doc: "Layers of leaky integrate-and-fire neurons that learn through time by surrogate gradients.",
  schema: spikingSchema,
  equations: [
    {
      tex: "v_t = u_{t-1} + (I_t - u_{t-1})/\\tau,\\quad z_t = \\Theta(v_t - \\theta),\\quad u_t = (1 - z_t)\\,v_t",
      plain: "v_t = u_{t-1} + (I_t - u_{t-1}) / tau; z_t = 1 if v_t > theta; u_t = (1 - z_t) v_t",
    },
    { tex: "o_t = o_{t-1} + (b + W z_t - o_{t-1})/\\tau_o", plain: "o_t = o_{t-1} + (b + W z_t - o_{t-1}) / tau_o" },
    {
      tex: "\\lambda_t = (1 - z_t)(1 - 1/\\tau)\\lambda_{t+1} + g_t\\,\\sigma'(v_t - \\theta),\\quad \\partial E/\\partial I_t = \\lambda_t/\\tau",
      plain:
        "lambda_t = (1 - z_t)(1 - 1/tau) lambda_{t+1} + g_t sigma'(v_t - theta); dE/dI_t = lambda_t / tau; through the reset g_t loses (1 - 1/tau) lambda_{t+1} v_t",
    },
  ],
  integrator: "Euler step of one frame, backpropagation through all steps of a trial; single precision.",
  sources: [
    { citation: "Zenke & Ganguli 2018, SuperSpike", doi: "10.1162/neco_a_01086" },
    {
      citation: "Neftci, Mostafa & Zenke 2019, Surrogate gradient learning in spiking neural networks",
      doi: "10.1109/MSP.2019.2931595",
    },
    {
      citation: "Zenke & Vogels 2021, The remarkable robustness of surrogate gradient learning",
      doi: "10.1162/neco_a_01367",
    },
    {
      citation:
        "Bellec et al. 2018, Long short-term memory and learning-to-learn in networks of spiking neurons, arXiv:1803.09574",
    },
  ],
  validity: [
    {
      note: "Time is counted in steps and potentials in thresholds; there is no refractory time, no delay and no recurrence.",
    },
    {
      note: "A surrogate gradient is no gradient of the loss: it is exact only for neurons whose spikes are smooth.",
      badge: "surrogate",
    },
    { note: "The picture enters as a steady current, not as spikes." },
  ],
};
