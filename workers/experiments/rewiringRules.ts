import type { TrainingRule } from "../structural/_structural";
import { deepR } from "../structural/deepR";
import { grooming } from "../structural/grooming";
import { rigl } from "../structural/rigl";
import { set } from "../structural/set";
import { softDeepR } from "../structural/softDeepR";
import { staticSparse } from "../structural/staticSparse";

/** The rules that can be exchanged while a network learns, by the value of the parameter `rule`. */
export const RULES = { deepR, softDeepR, set, rigl, grooming, static: staticSparse } as const;

export type RuleId = keyof typeof RULES;

export const RULE_IDS = Object.keys(RULES) as readonly RuleId[];

/** A rule whose parameters only the rule itself understands. */
export const ruleOf = (id: RuleId): TrainingRule => RULES[id] as unknown as TrainingRule;
