import type { ExperimentId } from "../../workers/catalog";
import type { LessonDeclaration } from "./_lesson";
import { CROSSBAR_CHALLENGES } from "./crossbar.challenges";
import { DEVICE_CHALLENGES } from "./device.challenges";
import { GROWTH_CHALLENGES } from "./growth.challenges";
import { NETWORK_CHALLENGES } from "./network.challenges";
import { NEURON_CHALLENGES } from "./neuron.challenges";
import { REWIRING_CHALLENGES } from "./rewiring.challenges";
import { STDP_CHALLENGES } from "./stdp.challenges";
import { VRRAM_CHALLENGES } from "./vrram.challenges";

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
  device: {
    challenges: DEVICE_CHALLENGES,
    content: { en: () => import("./device.en.mdx"), "pt-BR": () => import("./device.pt-BR.mdx") },
  },
  crossbar: {
    challenges: CROSSBAR_CHALLENGES,
    content: { en: () => import("./crossbar.en.mdx"), "pt-BR": () => import("./crossbar.pt-BR.mdx") },
  },
  vrram: {
    challenges: VRRAM_CHALLENGES,
    content: { en: () => import("./vrram.en.mdx"), "pt-BR": () => import("./vrram.pt-BR.mdx") },
  },
  growth: {
    challenges: GROWTH_CHALLENGES,
    content: { en: () => import("./growth.en.mdx"), "pt-BR": () => import("./growth.pt-BR.mdx") },
  },
  rewiring: {
    challenges: REWIRING_CHALLENGES,
    content: { en: () => import("./rewiring.en.mdx"), "pt-BR": () => import("./rewiring.pt-BR.mdx") },
  },
} as const satisfies Readonly<Record<ExperimentId, LessonDeclaration>>;
