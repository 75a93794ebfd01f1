import type { MDXContent } from "mdx/types";
import { createContext, type ReactNode, useContext } from "react";
import type { Language } from "../i18n";
import { Span, type StepProps } from "./blocks";
import type { ChallengeProps, ExplainProps, PredictProps } from "./challengeBlocks";
import { elementsOf } from "./readLesson";
import { fill, type LessonStrings, STRINGS } from "./strings";

/** A lesson on paper: all steps, without buttons; what explains a test stands after them, so that it gives nothing away. */

const WordsContext = createContext<LessonStrings>(STRINGS.en);

const Nothing = (): null => null;
/** What to try on the screen; without it sentences that lead to a button would lead nowhere. */
const Apply = ({ children }: { readonly children?: ReactNode }) => <p data-try>{children}</p>;
const Passing = ({ children }: { readonly children?: ReactNode }) => children;

function Step({ kind, title, children }: StepProps) {
  const words = useContext(WordsContext);
  return (
    <section data-step>
      <h3>
        {title} <small>{words[kind]}</small>
      </h3>
      {children}
    </section>
  );
}

function Predict({ question, options }: PredictProps) {
  return (
    <div data-question>
      <p>
        <strong>{question}</strong>
      </p>
      <ul>
        {options.map(({ value, label }) => (
          <li key={value}>{label}</li>
        ))}
      </ul>
    </div>
  );
}

/** Told apart from the others by its type alone: `Explanations` reads it, the steps leave it out. */
const Explain = (_: ExplainProps): ReactNode => null;
const Challenge: (props: ChallengeProps) => ReactNode = Passing;

const BLOCKS = {
  Apply,
  Challenge,
  Explain,
  Focus: Nothing,
  Predict,
  Step,
  TeacherNotes: Nothing,
  span: Span,
} as const;

function Explanations({ content }: { readonly content: ReactNode }) {
  const words = useContext(WordsContext);
  const steps = elementsOf<StepProps>(content, Step)
    .map(({ props }) => ({ ...props, challenges: elementsOf<ChallengeProps>(props.children, Challenge) }))
    .filter(({ challenges }) => challenges.some(({ props }) => elementsOf(props.children, Explain).length > 0));
  if (steps.length === 0) return null;
  return (
    <section>
      <h2>{words.explanations}</h2>
      {steps.map(({ id, title, challenges }) => (
        <section key={id}>
          <h3>{title}</h3>
          {challenges.flatMap(({ props: { children } }) => {
            const options = elementsOf<PredictProps>(children, Predict).flatMap(({ props }) => props.options);
            return elementsOf<ExplainProps>(children, Explain).map(({ props }) => {
              const outcome = options.find(({ value }) => value === props.outcome)?.label;
              return (
                <div key={props.outcome}>
                  {outcome === undefined ? null : (
                    <p>
                      <em>{fill(words.ifOutcome, { outcome })}</em>
                    </p>
                  )}
                  {props.children}
                </div>
              );
            });
          })}
        </section>
      ))}
    </section>
  );
}

/** The whole lesson under a heading of its own. */
export function PrintedLesson({ lesson, language }: { readonly lesson: MDXContent; readonly language: Language }) {
  const words = STRINGS[language];
  // Compiled MDX is a function from components to elements, so that its parts can be picked out.
  const content = lesson({ components: BLOCKS });
  return (
    <WordsContext value={words}>
      <section data-lesson>
        <h2>{words.lesson}</h2>
        {content}
      </section>
      <Explanations content={content} />
    </WordsContext>
  );
}
