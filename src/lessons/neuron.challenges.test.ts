import { describe, expect, it } from "vitest";
import { EXPERIMENTS } from "../../workers/catalog";
import { Gatherer } from "../../workers/host/gather";
import { Session } from "../../workers/host/session";
import type { ChannelData, ChannelKind, ChannelSpec, DataOf, ParamTree } from "../../workers/protocol";
import { RUNNABLE_CELLS } from "../../workers/runnableCells";
import type { Challenge, ChannelReader, Check } from "./_lesson";
import { Challenge as ChallengeBlock, type ChallengeProps } from "./challengeBlocks";
import { LESSONS } from "./lessons";
import { NEURON_CHALLENGES } from "./neuron.challenges";
import { contentOf, elementsOf } from "./readLesson";
import { differences, regimeOf } from "./setUp";
import { sentenceOf } from "./strings";
import { checkChallenge } from "./watch";

const { neuron } = EXPERIMENTS;

/** A bench as the page sees it: streams are remembered, states are present, the time of the last edit is known. */
class Bench {
  readonly #session: Session;
  readonly #gatherer = new Gatherer();
  #since = 0;

  constructor(setUp: Challenge, seed = 42) {
    const opened = Session.open(
      { experiment: "neuron", params: regimeOf(neuron, setUp), seed },
      { experiments: RUNNABLE_CELLS },
    );
    if (!opened.ok) throw new Error(opened.error.message);
    this.#session = opened.value;
  }

  /** Puts another set-up in place without a restart. */
  edit(setUp: Challenge): void {
    const applied = this.#session.setAll(differences(neuron, this.#session.params, setUp));
    if (!applied.ok) throw new Error(applied.error.message);
    this.#since = this.#time;
  }

  run(ms: number): void {
    const { channels, specs } = this.#session;
    this.#session.advance(Math.round(ms / this.#session.stepMs));
    this.#gatherer.collect(channels, (name) => specs[name]?.kind);
  }

  get #time(): number {
    return this.#session.step * this.#session.stepMs;
  }

  #read<K extends ChannelKind>(channel: string, kind: K): DataOf<K> | null {
    const data = this.#gatherer.streams()[channel] ?? this.#state(channel);
    return data?.kind === kind ? (data as DataOf<K>) : null;
  }

  #state(channel: string): ChannelData | undefined {
    const source = this.#session.channels[channel];
    source?.settle?.();
    return source?.take();
  }

  check(challenge: Challenge, prediction: string): Check {
    const { specs, step, stepMs, params } = this.#session;
    const reader: ChannelReader = {
      spec: (channel) => specs[channel],
      read: (channel, kind) => this.#read(channel, kind),
      clock: { step, stepMs, time: this.#time, epoch: 1, state: "running", endStep: null },
      params,
      elapsed: this.#time - this.#since,
    };
    return checkChallenge(neuron, challenge, reader, prediction);
  }
}

/** The run of a test and what it shows after `ms`. */
function outcomeOf(challenge: Challenge, ms: number, prediction: string): Check {
  const bench = new Bench(challenge);
  bench.run(ms);
  return bench.check(challenge, prediction);
}

/** The same of a control that goes on from the run of its test. */
function outcomeAfter(test: Challenge, control: Challenge, ms: number): Check {
  const bench = new Bench(test);
  bench.run(200);
  bench.edit(control);
  bench.run(ms);
  return bench.check(control, control.claim ?? "");
}

describe("each test on the bench itself", () => {
  const C = NEURON_CHALLENGES;

  it("doubles the current: less than twice the rate with a pause, more without", () => {
    const test = outcomeOf(C.doubling, 300, "less");
    expect(test).toMatchObject({ status: "passed", outcome: "less" });
    expect(test.measured.low?.value).toBeCloseTo(147.1, 1);
    expect(test.measured.ratio?.value).toBeCloseTo(1.66, 2);
    expect(test.measured.theory?.value).toBeCloseTo(245.315 / 149.253, 4);
    const control = outcomeAfter(C.doubling, C.doublingControl, 300);
    expect(control).toMatchObject({ status: "passed", outcome: "more" });
    expect(control.measured.ratio?.value).toBeCloseTo(2.29, 2);
  });

  it("lets intervals grow with b, and hardly without", () => {
    const test = outcomeOf(C.adaptation, 600, "grow");
    expect(test).toMatchObject({ status: "passed", outcome: "grow" });
    expect(test.measured.first?.value).toBeCloseTo(11.25, 1);
    expect(test.measured.last?.value).toBeCloseTo(75.9, 1);
    expect(outcomeOf(C.adaptation, 590, "grow").status).toBe("running");
    const control = outcomeOf(C.adaptationControl, 600, "even");
    expect(control).toMatchObject({ status: "passed", outcome: "even" });
    expect(control.measured.ratio?.value).toBeCloseTo(1.1, 2);
  });

  it("groups spikes with a high reset, and no longer when it is back", () => {
    const test = outcomeOf(C.bursts, 1400, "bursts");
    expect(test).toMatchObject({ status: "passed", outcome: "bursts" });
    expect(test.measured.together?.value).toBe(2);
    expect(test.measured.longest?.value).toBeCloseTo(133.15, 1);
    const control = outcomeAfter(C.bursts, C.burstsControl, 1200);
    expect(control).toMatchObject({ status: "passed", outcome: "single" });
    expect(control.measured.together?.value).toBe(1);
    expect(control.measured.longest?.value).toBeCloseTo(87.5, 0);
  });

  it("counts the spikes of a burst", () => {
    const set = [{ path: "adex.reset", value: -44 }];
    expect(outcomeOf({ ...C.bursts, set }, 1400, "bursts").measured.together?.value).toBe(4);
  });

  it("fires on the step only, and both times without a", () => {
    const test = outcomeOf(C.ramp, 3900, "step");
    expect(test).toMatchObject({ status: "passed", outcome: "step" });
    expect(test.measured).toMatchObject({ ramp: { value: 0 }, step: { value: 1 } });
    expect(outcomeOf(C.ramp, 3000, "step")).toMatchObject({ status: "running", outcome: null });
    const control = outcomeOf(C.rampControl, 3900, "both");
    expect(control).toMatchObject({ status: "passed", outcome: "both" });
    expect(control.measured).toMatchObject({ ramp: { value: 4 }, step: { value: 3 } });
  });

  it("counts fewer spikes by the map, and about as many when the jump is large", () => {
    const test = outcomeOf(C.map, 1000, "equations");
    expect(test).toMatchObject({ status: "passed", outcome: "equations" });
    expect(test.measured).toMatchObject({ map: { value: 63 }, equations: { value: 137 } });
    expect(outcomeOf(C.map, 990, "equations").status).toBe("running");
    const control = outcomeOf(C.mapControl, 1000, "equal");
    expect(control).toMatchObject({ status: "passed", outcome: "equal" });
    expect(control.measured).toMatchObject({ map: { value: 45 }, equations: { value: 52 } });
  });

  it("finds the rate of a grid too low, and exact where the crossing is solved for", () => {
    const test = outcomeOf(C.grid, 300, "slow");
    expect(test).toMatchObject({ status: "passed", outcome: "slow" });
    expect(test.measured.interval?.value).toBeCloseTo(7, 9);
    expect(test.measured.exact?.value).toBeCloseTo(6.700036, 6);
    expect(test.measured.deviation?.value).toBeCloseTo(-0.0429, 4);
    const control = outcomeAfter(C.grid, C.gridControl, 300);
    expect(control).toMatchObject({ status: "passed", outcome: "exact" });
    expect(control.measured.interval?.value).toBeCloseTo(6.700036, 6);
  });

  it("blocks the axon only, and neither at a tenth of the current", () => {
    const test = outcomeOf(C.block, 1000, "axon");
    expect(test).toMatchObject({ status: "passed", outcome: "axon" });
    expect(test.measured.axon?.value).toBe(0);
    expect(test.measured.capacitor?.value).toBe(90);
    const control = outcomeAfter(C.block, C.blockControl, 1000);
    expect(control).toMatchObject({ status: "passed", outcome: "neither" });
    expect(control.measured).toMatchObject({ axon: { value: 86 }, capacitor: { value: 82 } });
  });
});

interface Seen {
  /** Spikes in ms by cell. */
  readonly spikes?: readonly (readonly number[])[];
  readonly channels?: Readonly<Record<string, ChannelData>>;
  readonly time: number;
  readonly elapsed?: number;
  readonly params?: ParamTree;
}

const STEP_MS = 0.05;

/** A check of made-up channels. */
function judge(challenge: Challenge, prediction: string, seen: Seen): Check {
  const { spikes = [], channels = {}, time, elapsed = time, params = regimeOf(neuron, challenge) } = seen;
  const list = spikes
    .flatMap((times, row) => times.map((t) => ({ row, step: Math.ceil(t / STEP_MS), t })))
    .sort((a, b) => a.step - b.step);
  const data: Readonly<Record<string, ChannelData>> = {
    spikes: {
      kind: "spikes",
      steps: Uint32Array.from(list, ({ step }) => step),
      neurons: Uint32Array.from(list, ({ row }) => row),
      late: Float32Array.from(list, ({ step, t }) => step * STEP_MS - t),
    },
    ...channels,
  };
  const specs: Readonly<Record<string, ChannelSpec>> = neuron.channels(params as never);
  const reader: ChannelReader = {
    spec: (channel) => specs[channel],
    read: (channel, kind) => {
      const found = data[channel];
      return found?.kind === kind ? (found as never) : null;
    },
    clock: { step: time / STEP_MS, stepMs: STEP_MS, time, epoch: 1, state: "running", endStep: null },
    params,
    elapsed,
  };
  return checkChallenge(neuron, challenge, reader, prediction);
}

/** `n` spikes from `from` ms on, `interval` ms apart. */
const train = (from: number, interval: number, n: number): number[] =>
  Array.from({ length: n }, (_, i) => from + i * interval);

describe("the growth of intervals", () => {
  const { adaptation } = NEURON_CHALLENGES;
  const growing = [5, 15, 30, 50, 80];
  const at = (start: number) => growing.map((t) => start + t);

  it("is refuted with the same numbers", () => {
    const check = judge(adaptation, "even", { spikes: [at(0)], time: 700 });
    expect(check).toMatchObject({ status: "failed", outcome: "grow" });
    expect(check.measured.ratio?.value).toBeCloseTo(3, 4);
  });

  it.each([
    ["shrink", [5, 35, 55, 70, 80]],
    ["even", train(5, 20, 5)],
    [null, [5, 25, 45, 65, 92]],
  ])("is %s", (outcome, times) => {
    expect(judge(adaptation, "grow", { spikes: [times], time: 700 }).outcome).toBe(outcome);
  });

  it("looks at the first whole period after an edit", () => {
    const spikes = [[...at(0), ...train(1005, 20, 5), ...at(2000)]];
    expect(judge(adaptation, "grow", { spikes, time: 2700, elapsed: 1300 }).outcome).toBe("grow");
    expect(judge(adaptation, "grow", { spikes, time: 2700, elapsed: 2000 }).outcome).toBe("even");
    expect(judge(adaptation, "grow", { spikes, time: 2500, elapsed: 1300 }).outcome).toBeNull();
  });

  it("counts from the very beginning of a period", () => {
    const spikes = [[990, ...train(1000.5, 20, 4), 1700]];
    const check = judge(adaptation, "even", { spikes, time: 1800, elapsed: 1000 });
    expect(check).toMatchObject({ status: "passed", measured: { first: { unit: "ms" } } });
    expect(check.measured.first?.value).toBeCloseTo(20, 4);
  });

  it("needs spikes, and its own parameters", () => {
    expect(judge(adaptation, "grow", { time: 700 })).toEqual({ status: "running", measured: {}, outcome: null });
    const params = regimeOf(neuron, { ...adaptation, set: [{ path: "adex.b", value: 59 }] });
    expect(judge(adaptation, "grow", { spikes: [at(0)], time: 700, params }).status).toBe("waiting");
  });
});

describe("the grouping of spikes", () => {
  const { bursts } = NEURON_CHALLENGES;
  const pairs = Array.from({ length: 12 }, (_, i) => [500 + 100 * i, 505 + 100 * i]).flat();

  it("forgets what came before the edit and right after it", () => {
    expect(judge(bursts, "bursts", { spikes: [[...train(3, 10, 40), ...pairs]], time: 1800 }).outcome).toBe("bursts");
    const later = [...pairs, 1850, 1855, ...train(2200, 90, 10)];
    expect(judge(bursts, "bursts", { spikes: [later], time: 3100, elapsed: 1300 }).outcome).toBe("single");
  });

  it("is open for few intervals and for intervals between one kind and two", () => {
    expect(judge(bursts, "bursts", { spikes: [train(500, 90, 6)], time: 1000 }).outcome).toBeNull();
    const uneven = Array.from({ length: 12 }, (_, i) => [500 + 100 * i, 535 + 100 * i]).flat();
    expect(judge(bursts, "bursts", { spikes: [uneven], time: 1800 }).outcome).toBeNull();
  });

  it("tells silence from a beginning", () => {
    expect(judge(bursts, "silent", { time: 1400 }).outcome).toBeNull();
    expect(judge(bursts, "silent", { time: 1500 })).toMatchObject({ status: "passed", outcome: "silent" });
  });
});

describe("ways of a current", () => {
  const { ramp } = NEURON_CHALLENGES;
  const onRamp = [1900];
  const onStep = [3550];

  it.each([
    ["both", [...onRamp, ...onStep]],
    ["ramp", onRamp],
    ["step", onStep],
    ["neither", [3950]],
  ])("%s", (outcome, times) => {
    expect(judge(ramp, "step", { spikes: [times], time: 4000 }).outcome).toBe(outcome);
  });

  it("waits for the next round after an edit", () => {
    const spikes = [[...onRamp, ...onStep, 8050]];
    expect(judge(ramp, "step", { spikes, time: 4400, elapsed: 3000 })).toMatchObject({
      status: "running",
      measured: {},
    });
    expect(judge(ramp, "step", { spikes, time: 8500, elapsed: 7000 })).toMatchObject({ outcome: "step" });
  });
});

describe("two cells", () => {
  const { map, block } = NEURON_CHALLENGES;

  it.each([
    ["equations", 20, 10],
    ["map", 10, 20],
    ["equal", 20, 17],
  ])("the faster one: %s", (outcome, first, second) => {
    const spikes = [train(1, first, 1000 / first), train(1, second, Math.floor(1000 / second))];
    expect(judge(map, "map", { spikes, time: 1100 }).outcome).toBe(outcome);
  });

  it.each([
    ["neither", true, true],
    ["axon", false, true],
    ["capacitor", true, false],
    ["both", false, false],
  ])("silent at the end: %s", (outcome, first, second) => {
    const spikes = [first, second].map((on) => [1, ...(on ? train(510, 20, 20) : [])]);
    expect(judge(block, "axon", { spikes, time: 1000 }).outcome).toBe(outcome);
    expect(judge(block, "axon", { spikes, time: 1000, elapsed: 900 }).outcome).toBeNull();
  });
});

describe("rates against the closed form", () => {
  const { doubling, grid } = NEURON_CHALLENGES;
  const curve = (low: number, high: number, currents = [500, 1000, 2000]): { fi: ChannelData } => ({
    fi: { kind: "curve", x: Float32Array.from(currents), y: Float32Array.of(60, low, high, 63, 149, 245) },
  });

  it.each([
    ["less", 147, 244],
    ["double", 150, 300],
    ["more", 150, 330],
  ])("the gain: %s", (outcome, low, high) => {
    expect(judge(doubling, "double", { channels: curve(low, high), time: 400 }).outcome).toBe(outcome);
  });

  it("needs both currents on the curve, and a curve of these parameters", () => {
    const open = { status: "running", measured: {}, outcome: null };
    expect(judge(doubling, "less", { channels: curve(147, 244, [500, 1000, 1990]), time: 400 })).toEqual(open);
    expect(judge(doubling, "less", { channels: curve(147, 244), time: 4000, elapsed: 200 })).toEqual(open);
  });

  it.each([
    ["exact", 10],
    ["slow", 10.2],
    ["fast", 9.8],
    [null, 10.03],
  ])("the grid: %s", (outcome, interval) => {
    const channels = { theoryRate: { kind: "scalar", value: 100 } } as const;
    expect(judge(grid, "exact", { spikes: [train(1, interval, 40)], channels, time: 400 }).outcome).toBe(outcome);
    expect(judge(grid, "exact", { spikes: [train(1, interval, 40)], time: 400 }).measured).toEqual({});
  });
});

describe("the sentence about a measurement", () => {
  const measuredOf = (challenge: Challenge): Check["measured"] => {
    const channels: Readonly<Record<string, ChannelData>> = {
      fi: { kind: "curve", x: Float32Array.of(1000, 2000), y: Float32Array.of(1, 2, 1, 2) },
      theoryRate: { kind: "scalar", value: 100 },
    };
    return judge(challenge, "", { spikes: [train(5, 10, 390), train(5, 12, 320)], channels, time: 4000 }).measured;
  };

  it.each(["en", "pt-BR"] as const)("finds a value for every name in %s", async (language) => {
    const content = contentOf((await LESSONS.neuron.content[language]()).default);
    for (const [id, challenge] of Object.entries(NEURON_CHALLENGES)) {
      const sentence = elementsOf<ChallengeProps>(content, ChallengeBlock).find(({ props }) => props.id === id)?.props
        .measured;
      expect(sentence, id).toMatch(/\{\w+\}/);
      expect(sentenceOf(sentence ?? "", measuredOf(challenge), language), id).not.toMatch(/[{}]|NaN/);
    }
  });
});
