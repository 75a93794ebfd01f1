import { z } from "zod";
import type { BoundTrainingRule, TrainingRule } from "./_structural";

/** The control of every rule: connections stay where chance put them at the start. */

const schema = z.strictObject({});

export type StaticSparseParams = z.output<typeof schema>;

const still: BoundTrainingRule<StaticSparseParams> = {
  probes: 0,
  init() {},
  update() {},
  takeOver() {},
  wantsDense: () => false,
  optimises: () => true,
  apply() {},
};

export const staticSparse: TrainingRule<typeof schema, StaticSparseParams> = {
  id: "staticSparse",
  label: "Fixed topology",
  doc: "Only weights learn; the connections stay where chance put them at the start: the control for every other rule.",
  schema,
  equations: [
    {
      tex: "p(\\text{topology}) = 1 / \\tbinom{n_{in} n_{out}}{K}",
      plain: "every set of K of the n_in n_out pairs is equally likely, and it stays",
    },
  ],
  integrator: "none: the optimiser alone",
  sources: [
    {
      citation:
        "Mocanu, Mocanu, Stone, Nguyen, Gibescu & Liotta 2018, Nature Communications (their fixed sparse control)",
      doi: "10.1038/s41467-018-04316-3",
    },
  ],
  validity: [
    { note: "What is cut by hand stays cut: nothing grows back." },
    { note: "At full density this is the dense network." },
  ],
  score: "None.",
  prune: "Nothing.",
  grow: "Nothing.",
  invariants: ["The connections are those of the start, less what was cut by hand."],
  reads: [],
  writes: [],
  bind: () => still,
};
