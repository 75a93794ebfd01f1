import { script } from "../python/text";
import type { Script } from "./_scripts";
import type { StdpParams } from "./stdpParams";
import { gridTrains, trainsCode } from "./stdpTrains";

/**
 * Both set-ups of the STDP experiment for Brian 2 (Stimberg, Brette & Goodman 2019, 10.7554/eLife.47314). Weights change in
 * pathways of their own before the traces are marked, so that coincident spikes do not pair.
 */

/** How long the population runs, and over how much of its end the rate is taken, s. */
const SECONDS = 100;
const LAST = 10;

const RULES = {
  additive: "additive",
  "van-rossum": "multiplicative depression (van Rossum, Bi & Turrigiano 2000)",
  guetig: "soft bounds with an exponent (Gütig et al. 2003)",
  "power-law": "power law (Morrison, Aertsen & Diesmann 2007)",
} as const;

/** What a script says of its rule; both simulators share it. */
export function ruleConventions({ rule }: StdpParams): readonly string[] {
  const family =
    rule.family === "pair" ? `Pair STDP, ${RULES[rule.dependence]}` : "Triplet STDP (Pfister & Gerstner 2006)";
  const pairing = rule.pairing === "nearest" ? "nearest neighbours, symmetric" : "all to all";
  return [
    `${family}; pairing: ${pairing}${rule.enabled ? "" : "; switched off"}.`,
    "Traces are read before they grow; spikes that coincide at the synapse do not pair.",
  ];
}

/** Statements of a rule: at the arrival of a presynaptic spike and at a postsynaptic one, then marks of the traces. */
interface RuleCode {
  /** Traces with their time constants, ms, as equations. */
  readonly equations: string;
  readonly depress: string;
  readonly potentiate: string;
  readonly markPre: string;
  readonly markPost: string;
}

const trace = (name: string, tau: number): string => `d${name}/dt = -${name} / (${tau}*ms) : 1 (event-driven)`;

/** Factors of the present weight, as Python. */
function factors({ rule: { dependence, mu, w0 } }: StdpParams): { readonly plus: string; readonly minus: string } {
  switch (dependence) {
    case "additive":
      return { plus: "1", minus: "1" };
    case "van-rossum":
      return { plus: "1", minus: "w" };
    case "guetig":
      return { plus: `clip(1 - w, 0, inf)**${mu}`, minus: `w**${mu}` };
    case "power-law":
      return { plus: `${w0}**(1 - ${mu}) * w**${mu}`, minus: "w" };
  }
}

function ruleCode(params: StdpParams, bounded: boolean): RuleCode {
  const { rule, triplet } = params;
  const [least, most] = bounded ? ["0", "1"] : ["-inf", "inf"];
  const marks = (...names: readonly string[]): string =>
    names.map((name) => (rule.pairing === "nearest" ? `${name} = 1` : `${name} += 1`)).join("; ");
  // Off: the weight stays, the traces go on.
  const change = (statement: string): string => (rule.enabled ? statement : "w = w");
  if (rule.family === "triplet") {
    const { a2Plus, a3Plus, a2Minus, a3Minus, tauX, tauY } = triplet;
    return {
      equations: [trace("r1", rule.tauPlus), trace("r2", tauX), trace("o1", rule.tauMinus), trace("o2", tauY)].join(
        "\n    ",
      ),
      depress: change(`w = clip(w - o1 * (${a2Minus} + ${a3Minus} * r2), ${least}, inf)`),
      potentiate: change(`w = clip(w + r1 * (${a2Plus} + ${a3Plus} * o2), -inf, ${most})`),
      markPre: marks("r1", "r2"),
      markPost: marks("o1", "o2"),
    };
  }
  const { plus, minus } = factors(params);
  return {
    equations: [trace("x", rule.tauPlus), trace("y", rule.tauMinus)].join("\n    "),
    depress: change(`w = clip(w - ${rule.aMinus} * ${minus} * y, ${least}, inf)`),
    potentiate: change(`w = clip(w + ${rule.aPlus} * ${plus} * x, -inf, ${most})`),
    markPre: marks("x"),
    markPost: marks("y"),
  };
}

/** The plastic synapses: what arrives acts, then the weight changes, then the traces are marked. */
const synapses = (code: RuleCode, pre: string, post: string, arrive: string, delay: string): string => `
synapses = Synapses(
    ${pre},
    ${post},
    """
    w : 1
    ${code.equations}
    """,
    on_pre={"depress": "${arrive}${code.depress}", "mark_pre": "${code.markPre}"},
    on_post={"potentiate": "${code.potentiate}", "mark_post": "${code.markPost}"},
    ${delay}
)
synapses.depress.order, synapses.potentiate.order = 0, 1
synapses.mark_pre.order, synapses.mark_post.order = 2, 2
synapses.connect()
`;

function protocol(params: StdpParams): Script {
  const trains = gridTrains(params);
  const code = ruleCode(params, params.protocol.bounded);
  const body = `
import numpy as np
from brian2 import SpikeGeneratorGroup, Synapses, defaultclock, inf, ms, run
${trainsCode(trains)}
defaultclock.dt = step * ms
pre = SpikeGeneratorGroup(1, np.zeros(len(pre_steps), dtype=int), np.array(pre_steps) * step * ms)
post = SpikeGeneratorGroup(1, np.zeros(len(post_steps), dtype=int), np.array(post_steps) * step * ms)
${synapses(code, "pre", "post", "", 'method="exact",')}synapses.w = ${params.protocol.initialWeight}
run(${trains.end + 1} * step * ms)

print(f"weight {synapses.w[0]:.12g}, change {synapses.w[0] - ${params.protocol.initialWeight}:.12g}")
`;
  return script({
    simulator: "brian2",
    title: "STDP of one synapse under a pairing protocol.",
    conventions: [...ruleConventions(params), "There is no delay: an interval is that between the two spikes."],
    differences: ["protocolStep"],
    body,
  });
}

/** Poisson inputs \`inputs\`; the first \`correlated\` ones take over spikes of a common train. */
const sources = ({ inputs, rate, correlation }: StdpParams["population"], correlated: number): string =>
  correlated === 0
    ? `inputs = PoissonGroup(${inputs}, rates=${rate} * Hz)
`
    : `# Correlated inputs come first; each takes over a spike of the common train with this probability.
common = PoissonGroup(1, rates=${rate} / ${correlation} * Hz)
inputs = NeuronGroup(
    ${inputs},
    "due : second",
    threshold="(i < ${correlated} and t > 0*ms and abs(due - t) < dt / 2) or (i >= ${correlated} and rand() < ${rate}*Hz * dt)",
    reset="",
)
copies = Synapses(common, inputs, on_pre="due_post = (t + dt) * int(rand() < ${correlation})")
copies.connect(j="k for k in range(${correlated})")
`;

function population(params: StdpParams, seed: number): Script {
  const p = params.population;
  const correlated = Math.round(p.inputs * p.correlatedShare);
  const code = ruleCode(params, true);
  const inhibition = `inhibitory = PoissonGroup(${p.inhibitory}, rates=${p.inhibitoryRate} * Hz)
inhibition = Synapses(inhibitory, neuron, on_pre="gi += ${p.gInh}", delay=defaultclock.dt)
inhibition.connect()
`;
  const body = `
import numpy as np
from brian2 import Hz, NeuronGroup, PoissonGroup, SpikeMonitor, Synapses, defaultclock, inf, ms, mV, run, second, seed

seed(${seed})
defaultclock.dt = ${params.dt} * ms
seconds = ${SECONDS}

${sources(p, correlated)}# Conductances are in multiples of the leak.
neuron = NeuronGroup(
    1,
    """
    dv/dt = (${p.eL}*mV - v + ge * (0*mV - v) + gi * (${p.eInh}*mV - v)) / (${p.tauM}*ms) : volt
    dge/dt = -ge / (${p.tauSyn}*ms) : 1
    dgi/dt = -gi / (${p.tauSyn}*ms) : 1
    """,
    threshold="v >= ${p.threshold}*mV",
    reset="v = ${p.reset}*mV",
    method="exponential_euler",
)
neuron.v = ${p.eL} * mV
${p.inhibitory > 0 ? inhibition : ""}${synapses(
  code,
  "inputs",
  "neuron",
  `ge_post += ${p.gMax} * w; `,
  'delay={"depress": defaultclock.dt, "mark_pre": defaultclock.dt},\n    method="exact",',
)}synapses.w = ${p.initial === "uniform" ? '"rand()"' : 0.5}
spikes = SpikeMonitor(neuron)
run(seconds * second)

w = np.asarray(synapses.w)
last = min(${LAST}, seconds)
rate = np.sum(np.asarray(spikes.t / second) > seconds - last) / last
outside = np.mean((w < 0.1) | (w > 0.9))
print(f"rate {rate:.3f} Hz, mean weight {w.mean():.4f}, outside 0.1 to 0.9 {outside:.4f}")
`;
  return script({
    simulator: "brian2",
    title: "STDP of many inputs that compete for one neuron (Song, Miller & Abbott 2000).",
    conventions: [
      ...ruleConventions(params),
      "The delay of one step is axonal: a spike acts and is paired when it arrives.",
    ],
    differences: ["inputsAnew", "fromStart", ...(correlated > 0 ? (["correlatedAnew"] as const) : [])],
    body,
  });
}

export const stdpBrian2 = (params: StdpParams, seed: number): Script =>
  params.setup === "protocol" ? protocol(params) : population(params, seed);
