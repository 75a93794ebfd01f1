import { MantineProvider } from "@mantine/core";
import type { MDXContent } from "mdx/types";
import { type ComponentType, isValidElement, type ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import type { ExperimentId } from "../../workers/catalog";
import { EXPERIMENTS } from "../../workers/catalog";
import { presetParams } from "../../workers/params/presets";
import { loadExperiments } from "../experiments/declarations";
import { PAGES } from "../experiments/registry";
import type { Language } from "../i18n";
import type { ViewFeed } from "../views/_view";
import type { Challenge as ChallengeDeclaration } from "./_lesson";
import { Apply, type ApplyProps, Focus, Step, TeacherNotes } from "./blocks";
import {
  Challenge,
  type ChallengeProps,
  Explain,
  type ExplainProps,
  Predict,
  type PredictProps,
} from "./challengeBlocks";
import { type LessonLab, LessonProvider } from "./LessonContext";
import { LessonView } from "./LessonView";
import { LESSONS } from "./lessons";
import { NO_PROGRESS, type Progress } from "./progress";
import { contentOf, elementsOf, readLesson } from "./readLesson";
import { regimeOf } from "./setUp";
import { STRINGS } from "./strings";

await loadExperiments();

const LESSON_LANGUAGES: readonly Language[] = ["en", "pt-BR"];
const ids = Object.keys(LESSONS) as ExperimentId[];

const applied = ({ children: _label, ...props }: ApplyProps) => props;
const propsOf = <P,>(node: ReactNode, type: ComponentType<P>): P[] => elementsOf(node, type).map(({ props }) => props);
const namesIn = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? "").sort();

/** Everything of a lesson that must not depend on its language. */
const skeletonOf = (content: ReactNode) => ({
  steps: propsOf(content, Step).map(({ id, kind, children }) => ({
    id,
    kind,
    presets: propsOf(children, Apply).map(applied),
    views: propsOf(children, Focus).map(({ view }) => view),
    challenges: propsOf<ChallengeProps>(children, Challenge).map((challenge) => ({
      id: challenge.id,
      measured: namesIn(challenge.measured),
      options: propsOf<PredictProps>(challenge.children, Predict).map(({ options }) =>
        options.map(({ value }) => value),
      ),
      explains: propsOf<ExplainProps>(challenge.children, Explain).map(({ outcome }) => outcome),
    })),
  })),
  notes: propsOf(content, TeacherNotes).length,
});

/** Readable text below a node; formulas count once, as their source. */
function textOf(node: ReactNode): string {
  if (typeof node === "string" || typeof node === "number") return String(node);
  if (Array.isArray(node)) return node.map(textOf).join("");
  if (!isValidElement<{ className?: string; children?: ReactNode }>(node)) return "";
  return node.props.className === "katex" ? "formula" : textOf(node.props.children);
}

describe.each(ids)("the lesson of %s", (id) => {
  const experiment = EXPERIMENTS[id];
  const challenges: Readonly<Record<string, ChallengeDeclaration>> = LESSONS[id].challenges;
  const content = new Map<Language, MDXContent>();

  beforeAll(async () => {
    for (const language of LESSON_LANGUAGES) content.set(language, (await LESSONS[id].content[language]()).default);
  });

  const contentIn = (language: Language): MDXContent => {
    const found = content.get(language);
    if (found === undefined) throw new Error(`no lesson in ${language}`);
    return found;
  };
  const skeleton = () => skeletonOf(contentOf(contentIn("en")));

  it("is the same in every language but for its words", () => {
    expect(skeletonOf(contentOf(contentIn("pt-BR")))).toEqual(skeleton());
  });

  it("has 5 to 8 steps with different ids, and notes for teachers", () => {
    const { steps, notes } = skeleton();
    expect(steps.length).toBeGreaterThanOrEqual(5);
    expect(steps.length).toBeLessThanOrEqual(8);
    expect(new Set(steps.map((step) => step.id)).size).toBe(steps.length);
    expect(notes).toBe(1);
  });

  it("names only presets, parameters and values that the experiment has", () => {
    const regimes = skeleton().steps.flatMap((step) => step.presets);
    expect(regimes.length).toBeGreaterThan(0);
    for (const { preset, set } of regimes) {
      const edits = Object.entries(set ?? {}).map(([path, value]) => ({ path, value }));
      expect(() => regimeOf(experiment, { preset, set: edits })).not.toThrow();
    }
    for (const challenge of Object.values(challenges)) expect(() => regimeOf(experiment, challenge)).not.toThrow();
  });

  it("points only at views that stand on the page under some preset", () => {
    const views = Object.keys(experiment.presets).flatMap((preset) =>
      Object.keys(PAGES[id].arrange(presetParams(experiment, preset)).slots),
    );
    for (const view of skeleton().steps.flatMap((step) => step.views)) expect(views).toContain(view);
  });

  it("uses every challenge once, asks for its outcomes, and explains only those", () => {
    const used = skeleton().steps.flatMap((step) => step.challenges);
    expect(used.map((challenge) => challenge.id).sort()).toEqual(Object.keys(challenges).sort());
    for (const { id: name, options, explains } of used) {
      const { outcomes = [], claim } = challenges[name] ?? {};
      if (claim === undefined) expect(options.map((values) => [...values].sort())).toEqual([[...outcomes].sort()]);
      else expect(options).toEqual([]);
      if (claim !== undefined) expect(outcomes).toContain(claim);
      expect(explains.length).toBeGreaterThan(0);
      for (const outcome of explains) expect(outcomes).toContain(outcome);
    }
  });

  it.each(LESSON_LANGUAGES)("keeps its steps short in %s", (language) => {
    for (const step of readLesson(contentIn(language)).steps) {
      const words = textOf(step.children).split(/\s+/).filter(Boolean).length;
      expect(words, step.id).toBeGreaterThan(50);
      expect(words, step.id).toBeLessThan(260);
    }
  });

  describe("on the page", () => {
    const feed: ViewFeed = {
      spec: () => undefined,
      history: () => undefined,
      clock: () => ({ step: 0, stepMs: 0.1, time: 0, epoch: 0, state: "paused", endStep: null }),
      subscribe: () => () => undefined,
    };
    const lab: LessonLab = {
      applyPreset: async () => undefined,
      edit: async () => undefined,
      restart: async () => undefined,
      run: async () => undefined,
      pause: async () => undefined,
      focusView: () => undefined,
      feed,
      params: presetParams(experiment, Object.keys(experiment.presets)[0] ?? ""),
    };
    const render = (language: Language, progress: Progress): string => {
      vi.stubGlobal("localStorage", { getItem: () => JSON.stringify(progress), setItem: () => undefined });
      return renderToStaticMarkup(
        <MantineProvider>
          <LessonProvider value={lab}>
            <LessonView experimentId={id} language={language} text={readLesson(contentIn(language))} />
          </LessonProvider>
        </MantineProvider>,
      );
    };
    afterEach(() => vi.unstubAllGlobals());

    it.each(LESSON_LANGUAGES)("shows every step in %s, its formulas set at build time", (language) => {
      for (const { id: step, title } of readLesson(contentIn(language)).steps) {
        const html = render(language, { ...NO_PROGRESS, step });
        expect(html).toContain(`>${title}</h2>`);
        expect(html).not.toContain("katex-error");
        expect(html).toContain(STRINGS[language].teacherNotes);
      }
      expect(render(language, NO_PROGRESS)).toContain('class="katex"');
    });

    const asked = () => {
      const step = skeleton().steps.find((candidate) => candidate.challenges.some(({ options }) => options.length > 0));
      const challenge = step?.challenges.find(({ options }) => options.length > 0);
      const outcome = challenge?.explains[0];
      if (step === undefined || challenge === undefined || outcome === undefined) throw new Error("nothing is asked");
      const explanation = propsOf<ExplainProps>(contentOf(contentIn("en")), Explain).find((e) => e.outcome === outcome);
      return {
        step: step.id,
        challenge: challenge.id,
        outcome,
        words: textOf(explanation?.children).trim().slice(0, 40),
      };
    };
    const beginButton = (html: string): string =>
      html
        .match(new RegExp(`<button[^>]*>(?:(?!</button>).)*${STRINGS.en.begin}`))?.[0]
        .match(/<button[^>]*>/g)
        ?.at(-1) ?? "";

    it("holds a test and its explanation back until there is a prediction and a result", () => {
      const { step, challenge, outcome, words } = asked();
      const open = render("en", { ...NO_PROGRESS, step });
      expect(beginButton(open)).toContain("disabled");
      expect(open).not.toContain(words);
      const predicted = render("en", { ...NO_PROGRESS, step, predictions: { [challenge]: outcome } });
      expect(beginButton(predicted)).not.toBe("");
      expect(beginButton(predicted)).not.toContain("disabled");
      expect(predicted).not.toContain(words);
    });

    it("says whether the prediction holds, and explains only the outcome that was measured", () => {
      const { step, challenge, outcome, words } = asked();
      const tested = {
        ...NO_PROGRESS,
        step,
        predictions: { [challenge]: outcome },
        begun: [challenge],
        results: { [challenge]: { passed: true, outcome, measured: {} } },
      };
      const html = render("en", tested);
      expect(html).toContain(STRINGS.en.held);
      expect(html).toContain(words);
      const wrong = { ...tested, results: { [challenge]: { passed: false, outcome, measured: {} } } };
      expect(render("en", wrong)).toContain(STRINGS.en.heldNot);
      const other = { ...tested, results: { [challenge]: { passed: false, outcome: "another", measured: {} } } };
      expect(render("en", other)).not.toContain(words);
    });
  });
});
