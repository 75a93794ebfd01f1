import { PLASTICITY, weightFactors, windowAt } from "../../../workers/catalogCells";
import { describeParams } from "../../../workers/params/schema";
import { getParam } from "../../../workers/params/validate";
import type { StdpPairParams } from "../../../workers/plasticity/stdpPair";
import type { ParamTree, ParamValue } from "../../../workers/protocol";
import { isNumberSpec, type NumberSpec, numberAt } from "../params";
import type { Domain } from "../scale";

/** The STDP window as numbers: which rule it shows, where its handles are and what moving them means. */

export const HANDLES = ["aPlus", "aMinus", "tauPlus", "tauMinus"] as const;
export type HandleId = (typeof HANDLES)[number];

/** Weight at which the curve of a weight-dependent rule is drawn, and those of the faint ones beside it. */
export const REFERENCE_WEIGHT = 0.5;
export const FAINT_WEIGHTS = [0.1, 0.9] as const;

export interface Handle {
  readonly id: HandleId;
  readonly path: string;
  readonly spec: NumberSpec;
  readonly value: number;
}

export interface WindowRule {
  readonly family: "pair" | "triplet";
  /** The pair rule, or the pair part of a triplet rule as an additive pair rule. */
  readonly pair: StdpPairParams;
  readonly weightDependent: boolean;
  readonly handles: Readonly<Record<HandleId, Handle>>;
}

const PAIR_SPECS = describeParams(PLASTICITY.stdpPair.schema).filter(isNumberSpec);
const TRIPLET_SPECS = describeParams(PLASTICITY.stdpTriplet.schema).filter(isNumberSpec);
const PAIR_KEYS = Object.keys(PLASTICITY.stdpPair.schema.shape);

function handle(params: ParamTree, id: HandleId, group: string, key: string): Handle {
  const specs = group === "triplet" ? TRIPLET_SPECS : PAIR_SPECS;
  const spec = specs.find((s) => s.path === key);
  if (spec === undefined) throw new Error(`no parameter ${key} to hold the handle ${id}`);
  const path = `${group}.${key}`;
  const value = numberAt(params, path);
  return { id, path, spec, value: Number.isNaN(value) ? (spec.default as number) : value };
}

/** Reads the rule out of a parameter tree that holds it under `rule` and, for triplets, `triplet`. */
export function readRule(params: ParamTree): WindowRule {
  const triplet = getParam(params, "rule.family") === "triplet";
  const amplitude = (id: "aPlus" | "aMinus"): Handle =>
    triplet ? handle(params, id, "triplet", id === "aPlus" ? "a2Plus" : "a2Minus") : handle(params, id, "rule", id);
  const handles = {
    aPlus: amplitude("aPlus"),
    aMinus: amplitude("aMinus"),
    tauPlus: handle(params, "tauPlus", "rule", "tauPlus"),
    tauMinus: handle(params, "tauMinus", "rule", "tauMinus"),
  };
  const given: Record<string, ParamValue> = {};
  for (const key of PAIR_KEYS) {
    const value = getParam(params, `rule.${key}`);
    if (value !== undefined) given[key] = value;
  }
  const pair: StdpPairParams = {
    ...PLASTICITY.stdpPair.schema.parse(given),
    ...(triplet ? { dependence: "additive" as const } : {}),
    aPlus: handles.aPlus.value,
    aMinus: handles.aMinus.value,
  };
  return { family: triplet ? "triplet" : "pair", pair, weightDependent: pair.dependence !== "additive", handles };
}

/** Heights of the curve on both sides of Δt = 0 at the reference weight, both as positive numbers. */
export function amplitudes({ pair }: WindowRule): { readonly plus: number; readonly minus: number } {
  const factor = weightFactors(pair, REFERENCE_WEIGHT);
  return { plus: pair.aPlus * factor.plus, minus: pair.aMinus * factor.minus };
}

/** Area of depression over area of potentiation, without weight factors: above 1 the window depresses on balance. */
export const areaRatio = ({ pair }: WindowRule): number => (pair.aMinus * pair.tauMinus) / (pair.aPlus * pair.tauPlus);

/** Where a handle lies: amplitudes at Δt → 0, time constants on the curve at Δt = ±τ. */
export function handlePlace(rule: WindowRule, id: HandleId): { readonly interval: number; readonly change: number } {
  const { plus, minus } = amplitudes(rule);
  const { tauPlus, tauMinus } = rule.pair;
  switch (id) {
    case "aPlus":
      return { interval: 0, change: plus };
    case "aMinus":
      return { interval: 0, change: -minus };
    case "tauPlus":
      return { interval: tauPlus, change: windowAt(rule.pair, tauPlus, REFERENCE_WEIGHT) };
    case "tauMinus":
      return { interval: -tauMinus, change: windowAt(rule.pair, -tauMinus, REFERENCE_WEIGHT) };
  }
}

/** Value of a handle that was moved by (`interval` ms, `change`) from where its value was `from`. */
export function movedValue(
  rule: WindowRule,
  id: HandleId,
  from: number,
  move: { readonly interval: number; readonly change: number },
): number {
  const factor = weightFactors(rule.pair, REFERENCE_WEIGHT);
  switch (id) {
    case "aPlus":
      return from + move.change / factor.plus;
    case "aMinus":
      return from - move.change / factor.minus;
    case "tauPlus":
      return from + move.interval;
    case "tauMinus":
      return from - move.interval;
  }
}

export interface WindowDomains {
  /** Δt in ms, symmetric about zero. */
  readonly x: Domain;
  readonly y: Domain;
}

/** Share of a half axis that its largest feature takes after rescaling, and the shares between which nothing moves. */
const HEIGHT = { fresh: 0.66, least: 0.3, most: 0.92 };
const WIDTH = { fresh: 0.3, least: 0.1, most: 0.62 };
/**
 * The smaller half of the vertical axis keeps this share of the larger one, so that both signs stay visible. A triplet
 * rule changes weights by more than its pair part says, hence equal halves.
 */
const SMALLER_HALF = { pair: 0.4, triplet: 1 };

/**
 * Domains of the plot. They never change under a pointer (`held`), and otherwise only when the curve has outgrown or
 * nearly left them.
 */
export function windowDomains(before: WindowDomains | null, rule: WindowRule, held: boolean): WindowDomains {
  if (before !== null && held) return before;
  const tau = Math.max(rule.pair.tauPlus, rule.pair.tauMinus);
  const { plus, minus } = amplitudes(rule);
  const high = Math.max(plus, minus, rule.handles.aPlus.spec.max / 100);
  const smaller = SMALLER_HALF[rule.family] * high;
  const fits = (value: number, bound: number, { least, most }: typeof HEIGHT): boolean =>
    value >= least * bound && value <= most * bound;
  const top = Math.max(plus, smaller) / HEIGHT.fresh;
  const bottom = Math.max(minus, smaller) / HEIGHT.fresh;
  const keepX = before !== null && fits(tau, before.x[1], WIDTH);
  const keepY =
    before !== null &&
    fits(Math.max(plus, minus), Math.max(before.y[1], -before.y[0]), HEIGHT) &&
    plus <= HEIGHT.most * before.y[1] &&
    minus <= HEIGHT.most * -before.y[0];
  const half = tau / WIDTH.fresh;
  return {
    x: keepX ? before.x : [-half, half],
    y: keepY ? before.y : [-bottom, top],
  };
}
