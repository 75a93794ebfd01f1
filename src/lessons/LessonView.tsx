import { Badge, Button, Group, Stack, Text, Title, Typography } from "@mantine/core";
import { useEffect, useMemo, useRef } from "react";
import type { ExperimentId } from "../../workers/catalog";
import type { Language } from "../i18n";
import { type LessonState, LessonStateContext } from "./LessonStateContext";
import styles from "./lesson.module.css";
import { useProgress } from "./progress";
import type { LessonStep, LessonText } from "./readLesson";
import { StepList } from "./StepList";
import { fill, STRINGS } from "./strings";

export interface LessonViewProps {
  readonly experimentId: ExperimentId;
  readonly language: Language;
  readonly text: LessonText;
}

/** One step of a lesson at a time, with the list of all steps and the notes for teachers. */
export function LessonView({ experimentId, language, text }: LessonViewProps) {
  const strings = STRINGS[language];
  const [progress, dispatch] = useProgress(experimentId);
  const heading = useRef<HTMLHeadingElement>(null);
  const moved = useRef(false);
  const { steps, notes } = text;
  const current = Math.max(
    0,
    steps.findIndex((step) => step.id === progress.step),
  );
  const step = steps[current];

  const state = useMemo<LessonState>(
    () => ({ experimentId, language, strings, progress, dispatch }),
    [experimentId, language, strings, progress, dispatch],
  );

  // A step that was asked for takes the focus; the first one, shown when the drawer opens, does not.
  useEffect(() => {
    if (!moved.current || step === undefined) return;
    moved.current = false;
    heading.current?.focus();
  }, [step]);

  if (step === undefined) return null;

  const open = (index: number) => {
    const target = steps[index];
    if (target === undefined || index === current) return;
    moved.current = true;
    dispatch({ type: "open", step: target.id, from: step.id });
  };

  const forget = () => {
    moved.current = current !== 0;
    dispatch({ type: "forget" });
  };

  /** A step with challenges is done when all have a result, any other when it was left for another. */
  const isDone = ({ id, challenges }: LessonStep): boolean =>
    challenges.length > 0
      ? challenges.every((challenge) => progress.results[challenge] !== undefined)
      : progress.left.includes(id);

  return (
    <LessonStateContext value={state}>
      <Stack component="article" gap="md" aria-label={strings.lesson} className={styles.lesson}>
        <StepList steps={steps} current={current} isDone={isDone} strings={strings} onOpen={open} />
        <div>
          <Group gap="xs">
            <Badge variant="light">{strings[step.kind]}</Badge>
            <Text size="sm" c="dimmed">
              {fill(strings.stepOf, { n: String(current + 1), total: String(steps.length) })}
            </Text>
          </Group>
          <Title order={2} size="h3" ref={heading} tabIndex={-1} className={styles.heading}>
            {step.title}
          </Title>
        </div>
        <Typography key={step.id} className={styles.text}>
          {step.children}
        </Typography>
        <Group justify="space-between">
          <Button variant="default" disabled={current === 0} onClick={() => open(current - 1)}>
            {strings.back}
          </Button>
          {current < steps.length - 1 ? (
            <Button onClick={() => open(current + 1)}>{strings.next}</Button>
          ) : (
            <Button variant="default" onClick={forget}>
              {strings.forget}
            </Button>
          )}
        </Group>
        {notes !== null && (
          <details className={styles.notes}>
            <summary>{strings.teacherNotes}</summary>
            <Typography>{notes}</Typography>
          </details>
        )}
      </Stack>
    </LessonStateContext>
  );
}
