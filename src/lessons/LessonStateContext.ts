import { createContext, type Dispatch, useContext } from "react";
import type { ExperimentId } from "../../workers/catalog";
import type { Language } from "../i18n";
import type { Progress, ProgressAction } from "./progress";
import type { LessonStrings } from "./strings";

/** The lesson that is open, for the blocks of its text. */
export interface LessonState {
  readonly experimentId: ExperimentId;
  readonly language: Language;
  readonly strings: LessonStrings;
  readonly progress: Progress;
  readonly dispatch: Dispatch<ProgressAction>;
}

export const LessonStateContext = createContext<LessonState | null>(null);

/** @throws Error outside an open lesson */
export function useLesson(): LessonState {
  const state = useContext(LessonStateContext);
  if (state === null) throw new Error("this block belongs into a lesson");
  return state;
}
