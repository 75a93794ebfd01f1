import { Button } from "@mantine/core";
import { type ComponentProps, type ReactNode, useContext, useState } from "react";
import type { ParamValue, Speed } from "../../workers/protocol";
import { EXPERIMENTS } from "../experiments/declarations";
import { ChallengeContext } from "./ChallengeContext";
import { useLessonLab } from "./LessonContext";
import { useLesson } from "./LessonStateContext";
import styles from "./lesson.module.css";
import { putInPlace } from "./setUp";

/** Blocks of a lesson's text that need no prediction. */

export type StepKind = "look" | "predict" | "run" | "compare" | "explain";

export interface StepProps {
  readonly id: string;
  readonly kind: StepKind;
  readonly title: string;
  readonly children: ReactNode;
}

/** One screen of the lesson; the panel shows one at a time and writes its heading. */
export const Step = ({ children }: StepProps) => children;

/** What a teacher wants to know beforehand; the panel folds it away below the steps. */
export const TeacherNotes = ({ children }: { readonly children: ReactNode }) => children;

export interface ApplyProps {
  readonly preset: string;
  /** Parameters to change on top of the preset, by path. */
  readonly set?: Readonly<Record<string, ParamValue>>;
  /** Starts over from step 0; otherwise the run goes on with the new parameters. */
  readonly restart?: boolean;
  /** Runs at this speed afterwards; otherwise a paused run stays paused. */
  readonly speed?: Speed;
  readonly children: ReactNode;
}

/** A button that puts a regime in place. Inside a challenge it waits until the test has begun. */
export function Apply({ preset, set, restart = false, speed, children }: ApplyProps) {
  const lab = useLessonLab();
  const { experimentId } = useLesson();
  const challenge = useContext(ChallengeContext);
  const [busy, setBusy] = useState(false);

  const apply = async () => {
    setBusy(true);
    try {
      const edits = Object.entries(set ?? {}).map(([path, value]) => ({ path, value }));
      await putInPlace(lab, EXPERIMENTS[experimentId], { preset, set: edits });
      if (restart) await lab.restart();
      if (speed !== undefined) await lab.run(speed);
    } finally {
      setBusy(false);
    }
  };

  return (
    <Button
      className={styles.action}
      variant="light"
      size="sm"
      loading={busy}
      disabled={challenge !== null && !challenge.begun}
      onClick={() => void apply()}
    >
      {children}
    </Button>
  );
}

/** A button that brings a view into sight. */
export function Focus({ view, children }: { readonly view: string; readonly children: ReactNode }) {
  const lab = useLessonLab();
  return (
    <Button className={styles.action} variant="default" size="sm" onClick={() => lab.focusView(view)}>
      {children}
    </Button>
  );
}

/** A formula that is wider than the panel scrolls, so that a keyboard must reach it. */
const SCROLLS = { tabIndex: 0 } as const;

/** Inline elements of a lesson; formulas are the only ones with a name. */
export const Span = (props: ComponentProps<"span">) => (
  <span {...props} {...(props.className === "katex-display" ? SCROLLS : {})} />
);
