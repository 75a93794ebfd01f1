import type { MDXContent } from "mdx/types";
import { beforeAll, describe, expect, it } from "vitest";
import { EXPERIMENTS } from "../../workers/catalog";
import { Session } from "../../workers/host/session";
import type { ParamTree } from "../../workers/protocol";
import { RUNNABLE_CELLS } from "../../workers/runnableCells";
import { createHistory, type MutableHistory } from "../views/history";
import type { Challenge, ChannelReader, Check } from "./_lesson";
import { Challenge as ChallengeBlock, type ChallengeProps } from "./challengeBlocks";
import { LESSONS } from "./lessons";
import { NETWORK_CHALLENGES as C } from "./network.challenges";
import { contentOf, elementsOf } from "./readLesson";
import { differences, regimeOf } from "./setUp";
import { sentenceOf } from "./strings";
import { checkChallenge } from "./watch";

const experiment = EXPERIMENTS.network;

/** Biological time between two frames, ms. */
const FRAME = 50;

/** A run whose frames fill the histories that a page would have. */
class Lab {
  readonly #session: Session;
  readonly #histories = new Map<string, MutableHistory>();
  #since = 0;

  constructor(setUp: Pick<Challenge, "preset" | "set">) {
    const opened = Session.open(
      { experiment: "network", params: regimeOf(experiment, setUp) },
      { experiments: RUNNABLE_CELLS, snapshotBudget: 0 },
    );
    if (!opened.ok) throw new Error(opened.error.message);
    this.#session = opened.value;
    for (const [name, spec] of Object.entries(this.#session.specs)) this.#histories.set(name, createHistory(spec));
  }

  get params(): ParamTree {
    return this.#session.params;
  }

  get #time(): number {
    return this.#session.step * this.#session.stepMs;
  }

  run(ms: number): this {
    const { stepMs, channels } = this.#session;
    for (let left = ms; left > 0; left -= FRAME) {
      this.#session.advance(Math.round(Math.min(left, FRAME) / stepMs));
      for (const [name, channel] of Object.entries(channels)) this.#histories.get(name)?.push(channel.take());
    }
    return this;
  }

  /** Puts a challenge in place while the run goes on; it must not need another network. */
  change(challenge: Challenge): this {
    const { epoch } = this.#session;
    const applied = this.#session.setAll(differences(experiment, this.params, challenge));
    if (!applied.ok) throw new Error(applied.error.message);
    expect(this.#session.epoch).toBe(epoch);
    this.#since = this.#time;
    return this;
  }

  act(name: string, args: ParamTree): this {
    const applied = this.#session.act(name, args);
    if (!applied.ok) throw new Error(applied.error.message);
    return this;
  }

  check(challenge: Challenge, prediction: string = challenge.claim ?? ""): Check {
    const { step, stepMs, epoch, specs } = this.#session;
    const reader: ChannelReader = {
      spec: (channel) => specs[channel],
      read: (channel, kind) => {
        const history = this.#histories.get(channel);
        return history?.kind === kind ? (history.read() as never) : null;
      },
      clock: { step, stepMs, time: this.#time, epoch, state: "running", endStep: null },
      params: this.params,
      elapsed: this.#time - this.#since,
    };
    return checkChallenge(experiment, challenge, reader, prediction);
  }
}

type Id = keyof typeof C;

const measuredOf = ({ measured }: Check, name: string): number => measured[name]?.value ?? Number.NaN;

const LANGUAGES = ["en", "pt-BR"] as const;
const texts = new Map<string, MDXContent>();

beforeAll(async () => {
  for (const language of LANGUAGES) texts.set(language, (await LESSONS.network.content[language]()).default);
});

/** The sentence of the lesson about what was measured, filled. */
function sentence(id: Id, check: Check, language: (typeof LANGUAGES)[number]): string {
  const content = texts.get(language);
  if (content === undefined) throw new Error(`no lesson in ${language}`);
  const blocks = elementsOf<ChallengeProps>(contentOf(content), ChallengeBlock);
  const { measured } = blocks.find(({ props }) => props.id === id)?.props ?? { measured: "" };
  expect(measured).toMatch(/\{\w+\}/);
  return sentenceOf(measured, check.measured, language);
}

/** The run shows this outcome: whoever predicted it is right, whoever predicted another is not, and both read numbers. */
function decides(lab: Lab, id: Id, outcome: string): Check {
  const challenge: Challenge = C[id];
  const check = lab.check(challenge, outcome);
  expect(check).toMatchObject({ status: "passed", outcome });
  for (const other of challenge.outcomes)
    if (other !== outcome) expect(lab.check(challenge, other).status).toBe("failed");
  for (const language of LANGUAGES) expect(sentence(id, check, language)).not.toMatch(/[{}]|NaN/);
  return check;
}

const open = (lab: Lab, id: Id): void => expect(lab.check(C[id])).toMatchObject({ status: "running", outcome: null });

/** Nothing to show yet, so that the lesson does not fill its sentence. */
const unseen = (lab: Lab, id: Id): void =>
  expect(lab.check(C[id])).toEqual({ status: "running", measured: {}, outcome: null });

it("claims of every control the outcome that its test shows", () => {
  const claims = Object.entries<Challenge>(C).flatMap(([id, { claim }]) => (claim === undefined ? [] : [[id, claim]]));
  expect(Object.fromEntries(claims)).toEqual({
    inhibitionControl: "fastRegular",
    theoryControl: "high",
    survivorsControl: "slower",
    kickControl: "fades",
    rhythmControl: "flat",
    shortcutsControl: "both",
    silenceControl: "below",
  });
});

describe("inhibition in the balanced network", () => {
  it("slows the neurons and makes them irregular; without it they are clocks again", () => {
    const lab = new Lab({ preset: "brunelSR" }).run(300).change(C.inhibition).run(1500);
    open(lab, "inhibition");
    const raised = decides(lab.run(500), "inhibition", "slowIrregular");
    expect(measuredOf(raised, "rate")).toBeCloseTo(62, -1);
    const back = decides(lab.change(C.inhibitionControl).run(2000), "inhibitionControl", "fastRegular");
    expect(measuredOf(back, "rate")).toBeGreaterThan(190);
    expect(measuredOf(back, "cv")).toBeLessThan(0.15);
  });

  it("is no test with another drive", () => {
    const lab = new Lab({ preset: "brunelAI", set: [{ path: "brunel.eta", value: 3 }] }).run(100);
    expect(lab.check(C.inhibition)).toEqual({ status: "waiting", measured: {}, outcome: null });
  });
});

describe("mean-field theory", () => {
  it("is right where inputs are many and hardly correlated, and too high where fluctuations decide", () => {
    const lab = new Lab(C.theory).run(3400);
    open(lab, "theory");
    decides(lab.run(100), "theory", "close");
    const weak = decides(lab.change(C.theoryControl).run(3500), "theoryControl", "high");
    expect(measuredOf(weak, "error")).toBeGreaterThan(0.1);
  });
});

describe("survivors", () => {
  it("fire faster where the network inhibits itself", () => {
    const lab = new Lab(C.survivors).run(700);
    unseen(lab, "survivors");
    lab.act("kill", { share: 0.2 }).run(200);
    unseen(lab, "survivors");
    lab.act("kill", { share: 0.375 });
    unseen(lab, "survivors");
    unseen(lab.run(450), "survivors");
    const check = decides(lab.run(150), "survivors", "faster");
    expect(measuredOf(check, "alive")).toBe(0.5);
    expect(measuredOf(check, "before")).toBeCloseTo(44, -1);
  });

  it("fire slower where it excites itself", () => {
    const lab = new Lab(C.survivorsControl).run(700).act("kill", { share: 0.5 }).run(600);
    const check = decides(lab, "survivorsControl", "slower");
    expect(measuredOf(check, "before")).toBeCloseTo(198, -1);
    expect(measuredOf(check, "change")).toBeCloseTo(measuredOf(check, "after") / measuredOf(check, "before") - 1, 9);
  });
});

describe("a kick", () => {
  it("wakes activity that goes on", () => {
    const lab = new Lab(C.kick).run(300);
    unseen(lab, "kick");
    open(lab.act("kick", {}).run(800), "kick");
    const check = decides(lab.run(300), "kick", "goesOn");
    expect(measuredOf(check, "before")).toBeCloseTo(300, -2);
    expect(measuredOf(check, "since")).toBeGreaterThanOrEqual(1000);
  });

  it("fades with weaker excitation, also when it is repeated", () => {
    const lab = new Lab(C.kickControl).run(200);
    for (let kicks = 0; kicks < 2; kicks++) {
      open(lab.act("kick", {}).run(100), "kickControl");
      expect(measuredOf(decides(lab.run(500), "kickControl", "fades"), "since")).toBeLessThan(600);
    }
  });

  it("runs away with weak inhibition", () => {
    const weak = [{ path: "vogelsAbbott.gI", value: 20 }];
    const lab = new Lab({ preset: "cobaQuiet", set: weak }).act("kick", {}).run(1050);
    expect(lab.check({ ...C.kick, set: weak }, "runaway").status).toBe("passed");
  });
});

describe("the rhythms of the network", () => {
  it("stand far above the level of independent neurons", () => {
    const lab = new Lab(C.rhythm).run(4900);
    open(lab, "rhythm");
    const check = decides(lab.run(200), "rhythm", "both");
    expect(measuredOf(check, "slowAt")).toBeCloseTo(8, 0);
    expect(measuredOf(check, "fastAt")).toBeGreaterThan(28);
  });

  it("are gone without connections", () => {
    const check = decides(new Lab(C.rhythmControl).run(5000), "rhythmControl", "flat");
    expect(measuredOf(check, "slow")).toBeLessThan(2.5);
  });
});

describe("shortcuts", () => {
  it("shorten paths long before neighbourhoods are gone", () => {
    const lab = new Lab({ preset: "ring" });
    const bare = { ...C.shortcuts, set: [] };
    expect(lab.run(1000).check(bare, "neither").status).toBe("passed");
    unseen(lab.change(C.shortcuts).run(50), "shortcuts");
    const few = decides(lab.run(950), "shortcuts", "path");
    expect(measuredOf(few, "clustering")).toBeCloseTo(0.98 ** 3, 1);
    decides(lab.change(C.shortcutsControl).run(1000), "shortcutsControl", "both");
  });
});

describe("default silence", () => {
  it("ends with larger weights, and is not the work of the connections", () => {
    const quiet = { ...C.silence, preset: "smallWorld" };
    const lab = new Lab(quiet).run(2000);
    expect(lab.check(quiet, "below").status).toBe("passed");
    open(lab.change(C.silence).run(1900), "silence");
    const loud = decides(lab.run(100), "silence", "many");
    const alone = decides(lab.change(C.silenceControl).run(2000), "silenceControl", "below");
    expect(measuredOf(loud, "active")).toBeGreaterThan(10 * measuredOf(alone, "active"));
  });
});
