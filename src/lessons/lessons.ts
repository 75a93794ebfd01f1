import type { ExperimentId } from "../../workers/catalog";
import type { LessonDeclaration } from "./_lesson";
import { NETWORK_CHALLENGES } from "./network.challenges";
import { NEURON_CHALLENGES } from "./neuron.challenges";
import { STDP_CHALLENGES } from "./stdp.challenges";

/** Every experiment has a lesson; the text of each language is loaded when it is opened. */
export const LESSONS = {
  stdp: {
    challenges: STDP_CHALLENGES,
    content: { en: () => import("./stdp.en.mdx"), "pt-BR": () => import("./stdp.pt-BR.mdx") },
  },
  neuron: {
    challenges: NEURON_CHALLENGES,
    content: { en: () => import("./neuron.en.mdx"), "pt-BR": () => import("./neuron.pt-BR.mdx") },
  },
  network: {
    challenges: NETWORK_CHALLENGES,
    content: { en: () => import("./network.en.mdx"), "pt-BR": () => import("./network.pt-BR.mdx") },
  },
} as const satisfies Readonly<Record<ExperimentId, LessonDeclaration>>;
