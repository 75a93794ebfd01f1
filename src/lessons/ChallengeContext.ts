import { createContext } from "react";
import type { ChallengeResult } from "./progress";

/** What the blocks inside a challenge need to know about it. */
export interface ChallengeState {
  /** The learner's choice; undefined before there is one. */
  readonly prediction: string | undefined;
  /** True once the test was set up: the prediction is fixed from then on. */
  readonly begun: boolean;
  readonly result: ChallengeResult | undefined;
  readonly predict: (outcome: string) => void;
}

/** Null outside a challenge. */
export const ChallengeContext = createContext<ChallengeState | null>(null);
