import { describe, expect, it } from "vitest";
import { EXPERIMENTS } from "../../workers/catalog";
import type { ChannelData, ChannelSpec, ParamTree } from "../../workers/protocol";
import type { Challenge, ChannelReader } from "./_lesson";
import { Challenge as ChallengeBlock, type ChallengeProps } from "./challengeBlocks";
import { LESSONS } from "./lessons";
import { contentOf, elementsOf } from "./readLesson";
import { regimeOf } from "./setUp";
import { STDP_CHALLENGES } from "./stdp.challenges";
import { sentenceOf } from "./strings";
import { checkChallenge } from "./watch";

interface Run {
  readonly params: ParamTree;
  readonly channels: Readonly<Record<string, ChannelData>>;
  readonly elapsed?: number;
  readonly step?: number;
  readonly endStep?: number | null;
}

function readerOf({ params, channels, elapsed = 0, step = 0, endStep = null }: Run): ChannelReader {
  const specs: Readonly<Record<string, ChannelSpec>> = EXPERIMENTS.stdp.channels(params as never);
  return {
    spec: (channel) => specs[channel],
    read: (channel, kind) => {
      const data = channels[channel];
      return data?.kind === kind ? (data as never) : null;
    },
    clock: { step, stepMs: 0.1, time: step * 0.1, epoch: 1, state: "running", endStep },
    params,
    elapsed,
  };
}

const paramsOf = (challenge: Challenge): ParamTree => regimeOf(EXPERIMENTS.stdp, challenge);

const judge = (challenge: Challenge, prediction: string, run: Omit<Run, "params"> & { readonly params?: ParamTree }) =>
  checkChallenge(EXPERIMENTS.stdp, challenge, readerOf({ params: paramsOf(challenge), ...run }), prediction);

const vector = (length: number, at: (i: number) => number): { weights: ChannelData } => ({
  weights: { kind: "vector", values: Float32Array.from({ length }, (_, i) => at(i)) },
});

const even = vector(1000, (i) => (i + 0.5) / 1000);
const twoHumps = vector(1000, (i) => (i < 550 ? 0.02 : i < 700 ? 0.97 : (i - 600) / 500));
const oneHump = vector(1000, (i) => 0.35 + (0.15 * i) / 1000);
const atOneBound = [0.02, 0.98].map((w) => vector(1000, () => w));

describe("the shape of the histogram", () => {
  const { histogram, histogramControl } = STDP_CHALLENGES;

  it("is two humps when both ends are populated", () => {
    const check = judge(histogram, "two", { channels: twoHumps, elapsed: 200_000 });
    expect(check).toMatchObject({ status: "passed", outcome: "two" });
    expect(check.measured.outside?.value).toBeCloseTo(0.7, 2);
    expect(check.measured.low?.value).toBeCloseTo(0.55, 2);
  });

  it("refutes another prediction with the same numbers", () => {
    expect(judge(histogram, "one", { channels: twoHumps, elapsed: 200_000 })).toMatchObject({
      status: "failed",
      outcome: "two",
    });
  });

  it("stays open before its time and without data", () => {
    expect(judge(histogram, "two", { channels: twoHumps, elapsed: 10_000 }).status).toBe("running");
    expect(judge(histogram, "two", { channels: {}, elapsed: 200_000 })).toMatchObject({
      status: "running",
      measured: {},
    });
  });

  it("does not take the even start for one hump or two", () => {
    expect(judge(histogramControl, "one", { channels: even, elapsed: 60_000 }).status).toBe("running");
    expect(judge(histogram, "uniform", { channels: even, elapsed: 700_000 }).outcome).toBe("uniform");
  });

  it("does not take weights that all sit at one bound for two humps", () => {
    for (const channels of atOneBound)
      expect(judge(histogram, "two", { channels, elapsed: 700_000 }).outcome).toBeNull();
  });

  it("is one hump under the control", () => {
    const check = judge(histogramControl, "one", { channels: oneHump, elapsed: 30_000 });
    expect(check).toMatchObject({ status: "passed", outcome: "one" });
    expect(check.measured.together?.value).toBe(1);
  });

  it("waits while a parameter differs from the set-up", () => {
    const params = regimeOf(EXPERIMENTS.stdp, { ...histogram, set: [{ path: "rule.aMinus", value: 0.02 }] });
    expect(judge(histogram, "two", { params, channels: twoHumps, elapsed: 200_000 })).toEqual({
      status: "waiting",
      measured: {},
      outcome: null,
    });
  });
});

describe("the winners", () => {
  const { correlated } = STDP_CHALLENGES;
  const groups = (first: number, rest: number) => vector(1000, (i) => (i < 200 ? first : rest));

  it.each([
    [0.95, 0.4, 60_000, "correlated"],
    [0.3, 0.6, 60_000, "others"],
    [0.5, 0.45, 400_000, "even"],
    [0.5, 0.45, 60_000, null],
    [0.95, 0.4, 5_000, null],
    [0.7, 0.5, 400_000, null],
  ])("correlated %f, others %f after %i ms: %s", (first, rest, elapsed, outcome) => {
    const check = judge(correlated, "correlated", { channels: groups(first, rest), elapsed });
    expect(check.outcome).toBe(outcome);
    expect(check.measured.difference?.value).toBeCloseTo(first - rest, 5);
  });

  it("has none without a correlated group", () => {
    const params = regimeOf(EXPERIMENTS.stdp, { preset: "song" });
    const reader = readerOf({ params, channels: groups(0.9, 0.1), elapsed: 400_000 });
    expect(correlated.measure(reader)).toEqual({ measured: {}, outcome: null });
  });
});

describe("the reversal by frequency", () => {
  const { frequency } = STDP_CHALLENGES;
  const at = (hertz: number): ParamTree =>
    regimeOf(EXPERIMENTS.stdp, { ...frequency, set: [...frequency.set, { path: "protocol.frequency", value: hertz }] });
  const result = (value: number): { weightChange: ChannelData } => ({ weightChange: { kind: "scalar", value } });
  const over = { step: 30_000, endStep: 30_000 };

  it.each([
    [20, -0.3516, null],
    [40, 0.1548, "faster"],
    [50, 0.7272, "faster"],
    [5, 0.1, "slower"],
  ])("%f Hz, change %f: %s", (hertz, value, outcome) => {
    const check = judge(frequency, "faster", { params: at(hertz), channels: result(value), ...over });
    expect(check.outcome).toBe(outcome);
    expect(check.measured.frequency?.value).toBe(hertz);
    expect(check.measured.change?.value).toBe(value);
  });

  it("counts only at the end of the protocol", () => {
    const check = judge(frequency, "faster", { params: at(50), channels: result(0.5), step: 100, endStep: 12_000 });
    expect(check).toEqual({ status: "running", measured: {}, outcome: null });
  });

  it("does not accept pre before post or another rule", () => {
    const flipped = regimeOf(EXPERIMENTS.stdp, { preset: "frequencySweep" });
    const pair = regimeOf(EXPERIMENTS.stdp, {
      ...frequency,
      set: [...frequency.set, { path: "rule.family", value: "pair" }],
    });
    for (const params of [flipped, pair])
      expect(judge(frequency, "faster", { params, channels: result(0.2), ...over }).status).toBe("waiting");
  });
});

describe("the sentence about a measurement", () => {
  const over = { elapsed: 200_000, step: 1, endStep: 1 };
  const data: Readonly<Record<keyof typeof STDP_CHALLENGES, Readonly<Record<string, ChannelData>>>> = {
    histogram: twoHumps,
    histogramControl: oneHump,
    correlated: even,
    frequency: { weightChange: { kind: "scalar", value: 0.1 } },
    frequencyControl: { sweep: { kind: "curve", x: Float32Array.of(1), y: Float32Array.of(0.1, -0.1) } },
  };

  it.each(["en", "pt-BR"] as const)("finds a value for every name in %s", async (language) => {
    const content = contentOf((await LESSONS.stdp.content[language]()).default);
    for (const [id, challenge] of Object.entries(STDP_CHALLENGES)) {
      const sentence = elementsOf<ChallengeProps>(content, ChallengeBlock).find(({ props }) => props.id === id)?.props
        .measured;
      const { measured } = judge(challenge, "", { channels: data[id as keyof typeof data], ...over });
      expect(sentence, id).toMatch(/\{\w+\}/);
      expect(sentenceOf(sentence ?? "", measured, language)).not.toMatch(/[{}]|NaN/);
    }
  });
});

describe("the control of the reversal", () => {
  const { frequencyControl } = STDP_CHALLENGES;
  const sweep = (after: readonly number[]): { sweep: ChannelData } => ({
    sweep: { kind: "curve", x: Float32Array.of(1, 10, 100), y: Float32Array.of(0.1, 0.2, 0.3, ...after) },
  });

  it("reads the series of post before pre over all frequencies", () => {
    const check = judge(frequencyControl, "never", { channels: sweep([-0.3, -0.25, -0.2]) });
    expect(check).toMatchObject({ status: "passed", outcome: "never" });
    expect(check.measured.largest?.value).toBeCloseTo(-0.2, 6);
    expect(check.measured.at?.value).toBe(100);
  });

  it("is refuted by a single frequency that potentiates", () => {
    expect(judge(frequencyControl, "never", { channels: sweep([-0.3, 0.01, -0.2]) })).toMatchObject({
      status: "failed",
      outcome: "reverses",
    });
  });

  it("needs values", () => {
    expect(judge(frequencyControl, "never", { channels: sweep([Number.NaN, Number.NaN, Number.NaN]) }).status).toBe(
      "running",
    );
  });
});
