import { beforeAll, describe, expect, it } from "vitest";
import { MATTER } from "../../workers/catalogMatter";
import { Gatherer } from "../../workers/host/gather";
import { Session } from "../../workers/host/session";
import type { ChannelData, ChannelKind, ChannelSpec, DataOf, ParamTree } from "../../workers/protocol";
import { RUNNABLE_MATTER } from "../../workers/runnableMatter";
import type { Challenge, ChannelReader, Check } from "./_lesson";
import { Challenge as ChallengeBlock, type ChallengeProps } from "./challengeBlocks";
import { DEVICE_CHALLENGES } from "./device.challenges";
import { LESSONS } from "./lessons";
import { contentOf, elementsOf } from "./readLesson";
import { regimeOf } from "./setUp";
import { sentenceOf } from "./strings";
import { checkChallenge } from "./watch";

const { device } = MATTER;

/** The run of a test after `ms`, as the page sees it. */
function outcomeOf(challenge: Challenge, ms: number, prediction: string): Check {
  const opened = Session.open(
    { experiment: "device", params: regimeOf(device, challenge), seed: 42 },
    { experiments: RUNNABLE_MATTER },
  );
  if (!opened.ok) throw new Error(opened.error.message);
  const session = opened.value;
  const gatherer = new Gatherer();
  session.advance(Math.round(ms / session.stepMs));
  gatherer.collect(session.channels, (name) => session.specs[name]?.kind);
  const present = (channel: string): ChannelData | undefined => {
    const source = session.channels[channel];
    source?.settle?.();
    return source?.take();
  };
  const time = session.step * session.stepMs;
  const reader: ChannelReader = {
    spec: (channel): ChannelSpec | undefined => session.specs[channel],
    read: <K extends ChannelKind>(channel: string, kind: K): DataOf<K> | null => {
      const data = gatherer.streams()[channel] ?? present(channel);
      return data?.kind === kind ? (data as DataOf<K>) : null;
    },
    clock: { step: session.step, stepMs: session.stepMs, time, epoch: 1, state: "running", endStep: null },
    params: session.params as ParamTree,
    elapsed: time,
  };
  return checkChallenge(device, challenge, reader, prediction);
}

const control = (challenge: Challenge, ms: number): Check => outcomeOf(challenge, ms, challenge.claim ?? "");

describe("each test on the bench itself", () => {
  const C = DEVICE_CHALLENGES;

  it("shrinks the lobes as the frequency rises, and agrees with the closed form at 1 Hz", () => {
    expect(outcomeOf(C.frequency, 150, "shrink").status).toBe("running");
    const test = outcomeOf(C.frequency, 220, "shrink");
    expect(test).toMatchObject({ status: "passed", outcome: "shrink" });
    expect(test.measured.area?.value).toBeCloseTo(1.35236, 2);
    const slow = control(C.frequencyControl, 2100);
    expect(slow).toMatchObject({ status: "passed", outcome: "same" });
    expect(slow.measured.ratio?.value).toBeCloseTo(1, 2);
  });

  it("moves a device without thresholds by reading it, and none within its dead zone", () => {
    const test = outcomeOf(C.reading, 2010, "up");
    expect(test).toMatchObject({ status: "passed", outcome: "up" });
    expect(test.measured.moved?.value).toBeGreaterThan(0.05);
    expect(outcomeOf(C.reading, 1500, "up").status).toBe("running");
    const safe = control(C.readingControl, 2010);
    expect(safe).toMatchObject({ status: "passed", outcome: "none" });
    expect(safe.measured.moved?.value).toBe(0);
  });

  it("switches a filament some seventy times sooner by 0.2 V, and a linear device by an eighth", () => {
    const test = outcomeOf(C.dilemma, 0, "huge");
    expect(test).toMatchObject({ status: "passed", outcome: "huge" });
    expect(test.measured.ratio?.value).toBeGreaterThan(60);
    expect(test.measured.ratio?.value).toBeLessThan(85);
    const linear = control(C.dilemmaControl, 0);
    expect(linear).toMatchObject({ status: "passed", outcome: "little" });
    expect(linear.measured.ratio?.value).toBeCloseTo(1.125, 1);
  });

  it("climbs in shrinking steps, and in equal ones where the device is ideal", () => {
    const roundMs = (challenge: Challenge): number => {
      const opened = Session.open(
        { experiment: "device", params: regimeOf(device, challenge), seed: 42 },
        { experiments: RUNNABLE_MATTER },
      );
      if (!opened.ok) throw new Error(opened.error.message);
      return 2000 * opened.value.stepMs;
    };
    const test = outcomeOf(C.stairs, 1.05 * roundMs(C.stairs), "shrink");
    expect(test).toMatchObject({ status: "passed", outcome: "shrink" });
    expect(test.measured.ratio?.value).toBeGreaterThan(2);
    const ideal = control(C.stairsControl, 1.05 * roundMs(C.stairsControl));
    expect(ideal).toMatchObject({ status: "passed", outcome: "even" });
    expect(ideal.measured.ratio?.value).toBeCloseTo(1, 1);
  });

  it("depresses when the post spike comes first, and does nothing with one spike alone", () => {
    const test = outcomeOf(C.overlap, 600, "down");
    expect(test).toMatchObject({ status: "passed", outcome: "down" });
    expect(test.measured.xi?.value).toBeCloseTo(-0.16852, 3);
    expect(control(C.overlapControl, 600)).toMatchObject({ status: "passed", outcome: "none" });
  });

  it("keeps a part of a phase-change weight for a day, and all of a charge-driven one", () => {
    const test = outcomeOf(C.forgetting, 0.001, "part");
    expect(test).toMatchObject({ status: "passed", outcome: "part" });
    expect(control(C.forgettingControl, 1)).toMatchObject({ status: "passed", outcome: "all" });
  });

  it("calls a wrong prediction wrong", () => {
    expect(outcomeOf(C.overlap, 600, "up").status).toBe("failed");
  });
});

describe("the sentences of the lesson", () => {
  const said = new Map<string, string>();
  beforeAll(async () => {
    const { default: content } = await LESSONS.device.content.en();
    for (const { props } of elementsOf<ChallengeProps>(contentOf(content), ChallengeBlock))
      said.set(props.id, props.measured);
  });

  it("hold every number that is measured", () => {
    const { measured } = outcomeOf(DEVICE_CHALLENGES.frequency, 220, "shrink");
    expect(sentenceOf(said.get("frequency") ?? "", measured, "en")).not.toMatch(/\{/);
  });
});
