import { nestHead, real, script } from "../python/text";
import type { NoteId, Script } from "./_scripts";
import { ruleConventions } from "./stdpBrian2";
import type { StdpParams } from "./stdpParams";
import { type GridTrains, gridTrains, trainsCode } from "./stdpTrains";

/** Both set-ups of the STDP experiment for NEST (Gewaltig & Diesmann 2007, 10.4249/scholarpedia.1430). */

/** How long the population runs, and over how much of its end the rate is taken, s. */
const SECONDS = 100;
const LAST = 10;
/** NEST's bounds where the lab has none: so wide that no protocol reaches them. */
const WIDE = 1000;
/** Steps longer than its default delay would be unusual for NEST, ms. */
const RESOLUTION = 1;
/** A last presynaptic spike comes so many of the longest postsynaptic time constant after the protocol. */
const PROBE = 20;

/** Weights as NEST holds them: those of the lab times `scale` plus `offset`, from 0 to `largest`. */
interface Scale {
  readonly scale: number;
  readonly offset: number;
  readonly largest: number;
}

interface Synapse {
  readonly model: string;
  readonly params: Readonly<Record<string, number>>;
  readonly weights: Scale;
  readonly differences: readonly NoteId[];
}

const isReason = (synapse: Synapse | { readonly reason: NoteId }): synapse is { readonly reason: NoteId } =>
  "reason" in synapse;

/** Exponents of a weight dependence: of potentiation and of depression. */
const EXPONENTS = {
  additive: () => [0, 0],
  "van-rossum": () => [0, 1],
  guetig: (mu: number) => [mu, mu],
} as const;

/** The synapse that follows the rule on weights up to `unit` (nS, or 1), bounded or as free as NEST allows. */
function synapseOf({ rule, triplet }: StdpParams, unit: number, bounded: boolean): Synapse | { reason: NoteId } {
  const bound: Scale = { scale: unit, offset: 0, largest: unit };
  const free: Scale = { scale: unit, offset: (WIDE * unit) / 2, largest: WIDE * unit };
  if (!rule.enabled) return { model: "static_synapse", params: {}, weights: bound, differences: [] };
  if (rule.family === "triplet") {
    if (rule.pairing === "nearest") return { reason: "nearestTriplet" };
    const weights = bounded ? bound : free;
    return {
      model: "stdp_triplet_synapse",
      params: {
        tau_plus: rule.tauPlus,
        tau_plus_triplet: triplet.tauX,
        Aplus: triplet.a2Plus * unit,
        Aplus_triplet: triplet.a3Plus * unit,
        Aminus: triplet.a2Minus * unit,
        Aminus_triplet: triplet.a3Minus * unit,
        Wmax: weights.largest,
      },
      weights,
      differences: [],
    };
  }
  if (rule.aPlus === 0 && rule.aMinus > 0) return { reason: "zeroPlus" };
  const ratio = rule.aPlus === 0 ? 1 : rule.aMinus / rule.aPlus;
  if (rule.dependence === "power-law") {
    if (rule.pairing === "nearest") return { reason: "nearestPower" };
    return {
      model: "stdp_pl_synapse_hom",
      // Completed in the script: amplitudes in units of the weight hold a power of it.
      params: { tau_plus: rule.tauPlus, mu: rule.mu },
      weights: bound,
      differences: bounded ? ["noUpperBound"] : [],
    };
  }
  const soft = rule.dependence === "guetig";
  const weights = bounded || soft ? bound : rule.dependence === "additive" ? free : { ...free, offset: 0 };
  const [muPlus = 0, muMinus = 0] = EXPONENTS[rule.dependence](rule.mu);
  const stretch = weights.largest / unit;
  return {
    model: rule.pairing === "nearest" ? "stdp_nn_symm_synapse" : "stdp_synapse",
    params: {
      tau_plus: rule.tauPlus,
      lambda: rule.aPlus / stretch,
      // Depression in proportion to the weight knows nothing of the largest one.
      alpha: rule.dependence === "van-rossum" ? ratio * stretch : ratio,
      mu_plus: muPlus,
      mu_minus: muMinus,
      Wmax: weights.largest,
    },
    weights,
    differences: soft && !bounded ? ["alwaysBounded"] : [],
  };
}

/** The plastic model as Python, under the name `plastic`. */
function modelCode(synapse: Synapse, { rule }: StdpParams, unit: number): string {
  const given = Object.entries(synapse.params).map(([name, value]) => `"${name}": ${real(value)}`);
  const powerLaw =
    synapse.model === "stdp_pl_synapse_hom"
      ? `step_size = ${real(rule.aPlus)} * ${real(rule.w0 * unit)} ** (1.0 - ${real(rule.mu)})
`
      : "";
  if (powerLaw !== "")
    given.push('"lambda": step_size', `"alpha": ${rule.aPlus === 0 ? "1.0" : `${real(rule.aMinus)} / step_size`}`);
  return `${powerLaw}nest.CopyModel("${synapse.model}", "plastic", {${given.join(", ")}})
`;
}

const post = ({ rule, triplet }: StdpParams): string =>
  `"tau_minus": ${real(rule.tauMinus)}, "tau_minus_triplet": ${real(triplet.tauY)}`;

/** NEST counts time in thousandths of a millisecond. */
const onGrid = (step: number): boolean => Math.abs(step * 1000 - Math.round(step * 1000)) < 1e-6;

function trainCode(name: "pre" | "post", delay: string, times: string): string {
  return `${name}_train = nest.Create("spike_generator", params={"spike_times": np.round(${times} * step, 6).tolist()})
nest.Connect(${name}_train, ${name}, "one_to_one", {"delay": ${delay}})
`;
}

function protocolBody(params: StdpParams, trains: GridTrains, synapse: Synapse, seed: number): string {
  const { initialWeight } = params.protocol;
  const { offset } = synapse.weights;
  const longest = Math.max(params.rule.tauMinus, params.rule.family === "triplet" ? params.triplet.tauY : 0);
  const probe = trains.end + Math.ceil((PROBE * longest) / trains.step);
  return `${nestHead(trains.step, seed)}${trainsCode(trains)}probe = ${probe}
pre = nest.Create("parrot_neuron")
post = nest.Create("parrot_neuron", params={${post(params)}})
# One step of dendritic delay more before the presynaptic spike: intervals are those at the synapse.
${trainCode("pre", "2 * step", "np.append(pre_steps, probe)")}${trainCode("post", "step", "np.array(post_steps)")}
${modelCode(synapse, params, 1)}start = ${real(initialWeight + offset)}
nest.Connect(
    pre, post, "one_to_one",
    # A parrot neuron ignores what arrives at its receptor 1.
    {"synapse_model": "plastic", "weight": start, "delay": step, "receptor_type": 1},
)
nest.Simulate((probe + 4) * step)

weight = np.ravel(nest.GetConnections(pre, post).get("weight"))[0]
print(f"weight {weight - ${real(offset)}:.12g}, change {weight - start:.12g}")
`;
}

function protocol(params: StdpParams, seed: number): Script {
  const synapse = synapseOf(params, 1, params.protocol.bounded);
  if (isReason(synapse)) return synapse;
  const trains = gridTrains(params, RESOLUTION);
  if (!onGrid(trains.step)) return { reason: "gridNest" };
  return script({
    simulator: "nest",
    title: "STDP of one synapse under a pairing protocol.",
    conventions: [...ruleConventions(params), "There is no delay: an interval is that between the two spikes."],
    differences: ["protocolStep", "compensated", "probe", ...tie(params), ...synapse.differences],
    body: protocolBody(params, trains, synapse, seed),
  });
}

/** Where the change depends on the weight, or bounds cut it, its order matters. */
const tie = ({ setup, rule, protocol: { bounded } }: StdpParams): readonly NoteId[] =>
  setup === "population" || bounded || (rule.family === "pair" && rule.dependence !== "additive") ? ["tieOrder"] : [];

function population(params: StdpParams, seed: number): Script {
  const p = params.population;
  const synapse = synapseOf(params, p.gMax, true);
  if (isReason(synapse)) return synapse;
  if (!onGrid(params.dt)) return { reason: "gridNest" };
  const correlated = Math.round(p.inputs * p.correlatedShare);
  const delay = `"delay": ${real(params.dt)}`;
  const generator = (name: string, model: string, given: string, targets: string) => `
${name} = nest.Create("${model}", params={${given}})
nest.Connect(${name}, ${targets}, "all_to_all", {${delay}})`;
  const independent =
    correlated < p.inputs
      ? generator("independent", "poisson_generator", `"rate": ${real(p.rate)}`, `inputs[${correlated}:]`)
      : "";
  const common =
    correlated > 0
      ? generator(
          "common",
          "mip_generator",
          `"rate": ${real(p.rate / p.correlation)}, "p_copy": ${real(p.correlation)}`,
          `inputs[:${correlated}]`,
        )
      : "";
  const inhibition = `inhibitory = nest.Create("parrot_neuron", ${p.inhibitory})${generator("inhibition", "poisson_generator", `"rate": ${real(p.inhibitoryRate)}`, "inhibitory")}
nest.Connect(inhibitory, neuron, "all_to_all", {"weight": ${real(-p.gInh)}, ${delay}})
`;
  const weight = p.initial === "uniform" ? `nest.random.uniform(0.0, ${real(p.gMax)})` : real(p.gMax / 2);
  const body = `${nestHead(params.dt, seed)}
seconds = ${SECONDS}

# With a leak of 1 nS conductances in nS are multiples of the leak.
neuron = nest.Create(
    "iaf_cond_exp",
    params={
        "C_m": ${real(p.tauM)},
        "g_L": 1.0,
        "E_L": ${real(p.eL)},
        "V_th": ${real(p.threshold)},
        "V_reset": ${real(p.reset)},
        "t_ref": 0.0,
        "E_ex": 0.0,
        "E_in": ${real(p.eInh)},
        "tau_syn_ex": ${real(p.tauSyn)},
        "tau_syn_in": ${real(p.tauSyn)},
        "I_e": 0.0,
        ${post(params)},
    },
)
neuron.V_m = ${real(p.eL)}
inputs = nest.Create("parrot_neuron", ${p.inputs})${independent}${common}
${p.inhibitory > 0 ? inhibition : ""}${modelCode(synapse, params, p.gMax)}nest.Connect(inputs, neuron, "all_to_all", {"synapse_model": "plastic", "weight": ${weight}, ${delay}})
recorder = nest.Create("spike_recorder")
nest.Connect(neuron, recorder)
nest.Simulate(1000.0 * seconds)

w = np.asarray(nest.GetConnections(inputs, neuron).get("weight")) / ${real(p.gMax)}
last = min(${LAST}, seconds)
rate = np.sum(np.asarray(recorder.get("events")["times"]) > 1000 * (seconds - last)) / last
outside = np.mean((w < 0.1) | (w > 0.9))
print(f"rate {rate:.3f} Hz, mean weight {w.mean():.4f}, outside 0.1 to 0.9 {outside:.4f}")
`;
  return script({
    simulator: "nest",
    title: "STDP of many inputs that compete for one neuron (Song, Miller & Abbott 2000).",
    conventions: ruleConventions(params),
    differences: [
      "inputsAnew",
      "fromStart",
      "parrots",
      "parrotStep",
      "adaptive",
      ...(rule(params) ? (["dendritic", "lateWeights", ...tie(params), ...synapse.differences] as const) : []),
    ],
    body,
  });
}

const rule = (params: StdpParams): boolean => params.rule.enabled;

export const stdpNest = (params: StdpParams, seed: number): Script =>
  params.setup === "protocol" ? protocol(params, seed) : population(params, seed);
