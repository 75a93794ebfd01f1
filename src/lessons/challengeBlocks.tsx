import { Badge, Button, Group, Paper, Radio, Stack, Text } from "@mantine/core";
import { Children, isValidElement, type ReactNode, useContext, useEffect, useId, useRef, useState } from "react";
import { specOf } from "../../workers/params/validate";
import { EXPERIMENTS } from "../experiments/declarations";
import { useDeclared } from "../i18n";
import { notePassed } from "../stores/passed";
import type { Challenge as ChallengeDeclaration, Check } from "./_lesson";
import { ChallengeContext } from "./ChallengeContext";
import { useLessonLab } from "./LessonContext";
import { useLesson } from "./LessonStateContext";
import styles from "./lesson.module.css";
import { LESSONS } from "./lessons";
import { differences, putInPlace } from "./setUp";
import { fill, sentenceOf } from "./strings";
import { watchChallenge } from "./watch";

/** Blocks of a lesson's text around a test: choose, run, and let the page measure. */

export interface ChallengeProps {
  /** Id in the lesson's challenges. */
  readonly id: string;
  /** Sentence about what was measured; `{name}` stands for a measurement of the challenge. */
  readonly measured: string;
  readonly children: ReactNode;
}

function useChallengeDeclaration(id: string): ChallengeDeclaration {
  const { experimentId } = useLesson();
  const challenges: Readonly<Record<string, ChallengeDeclaration>> = LESSONS[experimentId].challenges;
  const challenge = challenges[id];
  if (challenge === undefined) throw new Error(`the lesson of ${experimentId} has no challenge ${id}`);
  return challenge;
}

/** Watches the channels while a test is under way; null before the first look and while there is none. */
function useCheck(challenge: ChallengeDeclaration, prediction: string | undefined, underWay: boolean): Check | null {
  const { feed, params } = useLessonLab();
  const { experimentId } = useLesson();
  const [check, setCheck] = useState<Check | null>(null);
  const latest = useRef(params);
  useEffect(() => {
    latest.current = params;
  }, [params]);
  useEffect(() => {
    if (!underWay || prediction === undefined) return;
    const stop = watchChallenge({
      feed,
      experiment: EXPERIMENTS[experimentId],
      challenge,
      prediction,
      params: () => latest.current,
      report: setCheck,
    });
    return () => {
      stop();
      setCheck(null);
    };
  }, [feed, experimentId, challenge, prediction, underWay]);
  return check;
}

/** Explanations come after the verdict, wherever they stand in the text. */
const isExplanation = (part: ReactNode): boolean => isValidElement(part) && part.type === Explain;

/** A test of a prediction, or, where the challenge has a claim of its own, a control experiment. */
export function Challenge({ id, measured, children }: ChallengeProps) {
  const challenge = useChallengeDeclaration(id);
  const { experimentId, language, strings, progress, dispatch } = useLesson();
  const lab = useLessonLab();
  const title = useId();
  const [setting, setSetting] = useState(false);
  const chosen = progress.predictions[id];
  const prediction = challenge.claim ?? chosen;
  const begun = progress.begun.includes(id);
  const result = progress.results[id];
  const check = useCheck(challenge, prediction, begun && !setting && result === undefined);

  useEffect(() => {
    if (check?.outcome == null || (check.status !== "passed" && check.status !== "failed")) return;
    const { status, outcome, measured: numbers } = check;
    if (status === "passed") notePassed(id);
    dispatch({ type: "settle", challenge: id, result: { passed: status === "passed", outcome, measured: numbers } });
  }, [check, id, dispatch]);

  const begin = async () => {
    setSetting(true);
    dispatch({ type: "begin", challenge: id });
    try {
      await putInPlace(lab, EXPERIMENTS[experimentId], challenge);
      if (challenge.restart) await lab.restart();
      await lab.run(challenge.speed);
    } finally {
      setSetting(false);
    }
  };

  const numbers = result?.measured ?? check?.measured ?? {};
  const sentence = Object.keys(numbers).length > 0 ? sentenceOf(measured, numbers, language) : "";
  const control = challenge.claim !== undefined;
  const parts = Children.toArray(children);

  return (
    <ChallengeContext
      value={{
        prediction: chosen,
        begun,
        result,
        predict: (outcome) => dispatch({ type: "predict", challenge: id, outcome }),
      }}
    >
      <Paper component="section" withBorder p="md" aria-labelledby={title} className={styles.challenge}>
        <Stack gap="sm">
          <Badge id={title} variant="outline">
            {control ? strings.control : strings.challenge}
          </Badge>
          <div>{parts.filter((part) => !isExplanation(part))}</div>
          {!begun && (
            <>
              <Button disabled={prediction === undefined} onClick={() => void begin()}>
                {strings.begin}
              </Button>
              {prediction === undefined && <Text size="sm">{strings.predictFirst}</Text>}
            </>
          )}
          {begun && result === undefined && (
            <UnderWay check={check} challenge={challenge} sentence={sentence} onSetUp={() => void begin()} />
          )}
          <div role="status">{result !== undefined && <Verdict passed={result.passed} control={control} />}</div>
          {result !== undefined && (
            <>
              <Text className={styles.measured}>{sentence}</Text>
              <div>{parts.filter(isExplanation)}</div>
              <Group>
                <Button variant="default" size="sm" onClick={() => dispatch({ type: "again", challenge: id })}>
                  {strings.again}
                </Button>
              </Group>
            </>
          )}
        </Stack>
      </Paper>
    </ChallengeContext>
  );
}

interface UnderWayProps {
  readonly check: Check | null;
  readonly challenge: ChallengeDeclaration;
  readonly sentence: string;
  readonly onSetUp: () => void;
}

/** What is measured so far, or what keeps the test from being one. */
function UnderWay({ check, challenge, sentence, onSetUp }: UnderWayProps) {
  const { experimentId, strings } = useLesson();
  const { params } = useLessonLab();
  const declared = useDeclared();
  const experiment = EXPERIMENTS[experimentId];
  const changed = differences(experiment, params, challenge, challenge.free).map(({ path }) =>
    declared(`${experimentId}.params.${path}.label`, specOf(experiment.schema, path)?.label ?? path),
  );
  return (
    <>
      {check?.status === "waiting" ? (
        <Text>{fill(strings.left, { parameters: changed.join(", ") })}</Text>
      ) : (
        <Text className={styles.measured}>
          {strings.measuring} {sentence}
        </Text>
      )}
      <Group>
        <Button variant={check?.status === "waiting" ? "filled" : "default"} size="sm" onClick={onSetUp}>
          {strings.setUpAgain}
        </Button>
      </Group>
    </>
  );
}

function Verdict({ passed, control }: { readonly passed: boolean; readonly control: boolean }) {
  const { strings } = useLesson();
  const text = control ? (passed ? strings.claimHeld : strings.claimHeldNot) : passed ? strings.held : strings.heldNot;
  return (
    <Text fw={600}>
      <span aria-hidden="true">{passed ? "✓" : "≠"}</span> {text}
    </Text>
  );
}

export interface PredictProps {
  /** What is asked. */
  readonly question: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
}

/** The choice that has to be made before the test; it can be changed until the test begins. */
export function Predict({ question, options }: PredictProps) {
  const state = useContext(ChallengeContext);
  const { strings } = useLesson();
  if (state === null) throw new Error("a prediction belongs into a challenge");
  if (state.begun) {
    const label = options.find(({ value }) => value === state.prediction)?.label ?? "";
    return (
      <>
        <Text fw={600}>{question}</Text>
        <Text mt="xs">{fill(strings.predicted, { prediction: label })}</Text>
      </>
    );
  }
  return (
    <Radio.Group label={question} value={state.prediction ?? ""} onChange={state.predict}>
      <Stack gap="xs" mt="xs">
        {options.map(({ value, label }) => (
          <Radio key={value} value={value} label={label} />
        ))}
      </Stack>
    </Radio.Group>
  );
}

export interface ExplainProps {
  /** The outcome that the text explains. */
  readonly outcome: string;
  readonly children: ReactNode;
}

/** Shown only once the test has shown the outcome it explains, so that it gives nothing away and claims nothing unseen. */
export function Explain({ outcome, children }: ExplainProps) {
  return useContext(ChallengeContext)?.result?.outcome === outcome ? children : null;
}
