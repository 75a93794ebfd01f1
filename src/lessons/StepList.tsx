import { UnstyledButton, VisuallyHidden } from "@mantine/core";
import { type KeyboardEvent, useRef } from "react";
import styles from "./lesson.module.css";
import type { LessonStep } from "./readLesson";
import type { LessonStrings } from "./strings";

export interface StepListProps {
  readonly steps: readonly LessonStep[];
  readonly current: number;
  readonly isDone: (step: LessonStep) => boolean;
  readonly strings: LessonStrings;
  readonly onOpen: (index: number) => void;
}

/** The steps as numbered buttons: one stop of the tab key, arrow keys within. */
export function StepList({ steps, current, isDone, strings, onOpen }: StepListProps) {
  const list = useRef<HTMLOListElement>(null);

  const move = (event: KeyboardEvent, from: number) => {
    const last = steps.length - 1;
    const target = new Map([
      ["ArrowRight", Math.min(last, from + 1)],
      ["ArrowLeft", Math.max(0, from - 1)],
      ["Home", 0],
      ["End", last],
    ]).get(event.key);
    if (target === undefined) return;
    event.preventDefault();
    // The page uses the same keys to move in time.
    event.stopPropagation();
    list.current?.querySelectorAll("button")[target]?.focus();
  };

  return (
    <nav aria-label={strings.steps}>
      <ol ref={list} className={styles.steps}>
        {steps.map((step, index) => (
          <li key={step.id}>
            <UnstyledButton
              className={styles.step}
              aria-current={index === current ? "step" : undefined}
              tabIndex={index === current ? 0 : -1}
              title={step.title}
              onKeyDown={(event) => move(event, index)}
              onClick={() => onOpen(index)}
            >
              <span aria-hidden="true">{isDone(step) ? "✓" : index + 1}</span>
              <VisuallyHidden>
                {index + 1}. {step.title}
                {isDone(step) && `, ${strings.done}`}
              </VisuallyHidden>
            </UnstyledButton>
          </li>
        ))}
      </ol>
    </nav>
  );
}
