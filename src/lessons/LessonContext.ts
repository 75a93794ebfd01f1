import { createContext, useContext } from "react";
import type { ParamTree, Speed } from "../../workers/protocol";
import type { ParamEdit, ViewFeed } from "../views/_view";

/** What a lesson asks of the page around it; the shell provides it, so that a lesson knows no store and no client. */
export interface LessonLab {
  /** Applies a preset on top of the defaults. Resolves when the edit took effect. */
  applyPreset(id: string): Promise<unknown>;
  /** Changes several parameters as one edit. Resolves when it took effect. */
  edit(edits: readonly ParamEdit[], phase: "commit"): Promise<unknown>;
  /** Starts over from step 0 with the present parameters and seed. Resolves when the new run is open. */
  restart(): Promise<unknown>;
  /** Brings a view of the experiment, by its id in the layout, into sight and marks it. */
  focusView(id: string): void;
  run(speed: Speed): Promise<unknown>;
  pause(): Promise<unknown>;
  readonly feed: ViewFeed;
  readonly params: ParamTree;
}

const LessonContext = createContext<LessonLab | null>(null);

export const LessonProvider = LessonContext.Provider;

/** @throws Error outside a LessonProvider. */
export function useLessonLab(): LessonLab {
  const lab = useContext(LessonContext);
  if (lab === null) throw new Error("a lesson needs a LessonProvider above it");
  return lab;
}
