import type { ExperimentId } from "../../workers/catalog";
import type { LessonDeclaration } from "./_lesson";
import { STDP_CHALLENGES } from "./stdp.challenges";

/** Every experiment has a lesson; the text of each language is loaded when it is opened. */
export const LESSONS = {
  stdp: {
    challenges: STDP_CHALLENGES,
    content: { en: () => import("./stdp.en.mdx"), "pt-BR": () => import("./stdp.pt-BR.mdx") },
  },
} as const satisfies Readonly<Record<ExperimentId, LessonDeclaration>>;
