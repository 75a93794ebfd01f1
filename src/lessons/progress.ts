import { useEffect, useReducer } from "react";
import { z } from "zod";
import { recall, remember } from "../stores/storage";

/** How far a learner got in a lesson. It stays on the device, under one key per lesson. */

const measurement = z.object({
  value: z.number(),
  unit: z.enum(["", "s", "ms", "Hz", "%", "µS", "µW"]),
  digits: z.int().min(0).max(6),
  signed: z.boolean().optional(),
});

const result = z.object({
  passed: z.boolean(),
  outcome: z.string(),
  measured: z.record(z.string(), measurement),
});

const progressSchema = z.object({
  step: z.string(),
  /** Steps that were left for another one. */
  left: z.array(z.string()),
  predictions: z.record(z.string(), z.string()),
  /** Challenges whose test was begun, so that their prediction is fixed. */
  begun: z.array(z.string()),
  results: z.record(z.string(), result),
});

export type ChallengeResult = z.output<typeof result>;
export type Progress = z.output<typeof progressSchema>;

export const NO_PROGRESS: Progress = { step: "", left: [], predictions: {}, begun: [], results: {} };

export type ProgressAction =
  | { readonly type: "open"; readonly step: string; readonly from: string }
  | { readonly type: "predict"; readonly challenge: string; readonly outcome: string }
  | { readonly type: "begin"; readonly challenge: string }
  | { readonly type: "settle"; readonly challenge: string; readonly result: ChallengeResult }
  | { readonly type: "again"; readonly challenge: string }
  | { readonly type: "forget" };

const without = <T>(record: Readonly<Record<string, T>>, key: string): Record<string, T> =>
  Object.fromEntries(Object.entries(record).filter(([name]) => name !== key));

const withItem = (list: readonly string[], item: string): string[] =>
  list.includes(item) ? [...list] : [...list, item];

/** A prediction can be changed until its test begins, and a result stands until the test is taken again. */
export function reduceProgress(progress: Progress, action: ProgressAction): Progress {
  switch (action.type) {
    case "open":
      return { ...progress, step: action.step, left: withItem(progress.left, action.from) };
    case "predict":
      if (progress.begun.includes(action.challenge)) return progress;
      return { ...progress, predictions: { ...progress.predictions, [action.challenge]: action.outcome } };
    case "begin":
      return { ...progress, begun: withItem(progress.begun, action.challenge) };
    case "settle":
      if (!progress.begun.includes(action.challenge) || progress.results[action.challenge]) return progress;
      return { ...progress, results: { ...progress.results, [action.challenge]: action.result } };
    case "again":
      return {
        ...progress,
        predictions: without(progress.predictions, action.challenge),
        begun: progress.begun.filter((id) => id !== action.challenge),
        results: without(progress.results, action.challenge),
      };
    case "forget":
      return NO_PROGRESS;
  }
}

const isProgress = (value: unknown): value is Progress => progressSchema.safeParse(value).success;

const keyOf = (lesson: string): string => `lesson.${lesson}`;

/** What the device remembers of a lesson; no progress where it remembers nothing or nothing readable. */
export const recallProgress = (lesson: string): Progress => recall(keyOf(lesson), isProgress) ?? NO_PROGRESS;

/** Opens the lesson at a step the next time that it is put on the page; what was done in it stays. */
export const openAtStep = (lesson: string, step: string): void =>
  remember(keyOf(lesson), { ...recallProgress(lesson), step });

export function useProgress(lesson: string) {
  const [progress, dispatch] = useReducer(reduceProgress, lesson, recallProgress);
  useEffect(() => remember(keyOf(lesson), progress), [lesson, progress]);
  return [progress, dispatch] as const;
}
