import { describe, expect, it } from "vitest";
import { EXPERIMENTS } from "../../workers/catalog";
import { Session } from "../../workers/host/session";
import type { ChannelKind, DataOf, ParamTree } from "../../workers/protocol";
import { RUNNABLE_MATTER } from "../../workers/runnableMatter";
import { createHistory, type MutableHistory } from "../views/history";
import type { Challenge, ChannelReader, Check } from "./_lesson";
import { regimeOf } from "./setUp";
import { VRRAM_CHALLENGES as C } from "./vrram.challenges";
import { checkChallenge } from "./watch";

const { vrram } = EXPERIMENTS;

interface Deed {
  /** Step after which it is done. */
  readonly at: number;
  readonly action: string;
  readonly args: ParamTree;
}

/** A run of a challenge that is watched as the page watches it: streams from the start, states as they are now. */
class Run {
  private readonly session: Session;
  private readonly streams = new Map<string, MutableHistory>();
  private steps = 0;

  constructor(
    private readonly challenge: Challenge,
    seed = 42,
  ) {
    const opened = Session.open(
      { experiment: "vrram", params: regimeOf(vrram, challenge), seed },
      { experiments: RUNNABLE_MATTER, snapshotBudget: 0 },
    );
    if (!opened.ok) throw new Error(opened.error.message);
    this.session = opened.value;
    for (const [name, spec] of Object.entries(this.session.specs))
      if (spec.kind === "trace") this.streams.set(name, createHistory(spec));
  }

  advance(to: number, deeds: readonly Deed[] = []): this {
    while (this.steps < to) {
      const next = deeds.map(({ at }) => at).filter((at) => at > this.steps && at < to);
      const stop = Math.min(to, ...next);
      this.session.advance(stop - this.steps);
      this.steps = stop;
      for (const [name, history] of this.streams) {
        const data = this.session.channels[name]?.take();
        if (data !== undefined) history.push(data);
      }
      for (const deed of deeds) if (deed.at === stop) this.act(deed);
    }
    return this;
  }

  act({ action, args }: Omit<Deed, "at">): this {
    const done = this.session.act(action, args);
    if (!done.ok) throw new Error(done.error.message);
    return this;
  }

  freeze(): this {
    const done = this.session.set("carve.frozen", true);
    if (!done.ok) throw new Error(done.error.message);
    return this;
  }

  check(prediction = this.challenge.claim ?? ""): Check {
    const { session, streams, steps } = this;
    const reader: ChannelReader = {
      spec: (channel) => session.specs[channel],
      read: <K extends ChannelKind>(channel: string, kind: K): DataOf<K> | null => {
        const known = streams.get(channel);
        if (known !== undefined) return known.read() as DataOf<K> | null;
        const source = session.channels[channel];
        source?.settle?.();
        const data = source?.take();
        return data?.kind === kind ? (data as DataOf<K>) : null;
      },
      clock: {
        step: steps,
        stepMs: session.stepMs,
        time: steps * session.stepMs,
        epoch: 1,
        state: "running",
        endStep: null,
      },
      params: session.params,
      elapsed: steps * session.stepMs,
    };
    return checkChallenge(vrram, this.challenge, reader, prediction);
  }
}

const outcomeOf = (challenge: Challenge, steps: number, prediction?: string): Check =>
  new Run(challenge).advance(steps).check(prediction);

describe("each test on the block itself", () => {
  it("reads fifty times the current of the cell among floating planes, and less than it at ground", () => {
    const test = outcomeOf(C.sneak, 1, "many");
    expect(test).toMatchObject({ status: "passed", outcome: "many" });
    // Reference circuit: 9.96404 µA and 0.17275 µA where 0.2 µA are the cell's own.
    expect(test.measured.current?.value).toBeCloseTo(9.96404, 3);
    expect(outcomeOf(C.sneak, 1, "some").status).toBe("failed");
    const control = outcomeOf(C.sneakControl, 1);
    expect(control).toMatchObject({ status: "passed", outcome: "own" });
    expect(control.measured.current?.value).toBeCloseTo(0.17275, 4);
  });

  it("keeps the margin of a high block with selectors, and loses it without", () => {
    const test = outcomeOf(C.selectors, 1, "kept");
    expect(test).toMatchObject({ status: "passed", outcome: "kept" });
    expect(test.measured.margin?.value).toBeGreaterThan(90);
    expect(outcomeOf(C.selectors, 1, "gone").status).toBe("failed");
    const control = outcomeOf(C.selectorsControl, 1);
    expect(control).toMatchObject({ status: "passed", outcome: "gone" });
    expect(control.measured.current?.value).toBeGreaterThan(100 * (test.measured.current?.value ?? Number.NaN));
  });

  it("loses most of the current in 32 layers, and little of it when the cells are weak", () => {
    const test = outcomeOf(C.height, 1, "most");
    expect(test).toMatchObject({ status: "passed", outcome: "most" });
    expect(outcomeOf(C.height, 1, "half").status).toBe("failed");
    const control = outcomeOf(C.heightControl, 1);
    expect(control).toMatchObject({ status: "passed", outcome: "little" });
  });

  it("names more digits with a circuit that was carved than with one that is frozen", () => {
    const test = outcomeOf(C.carve, 500, "above");
    expect(test).toMatchObject({ status: "passed", outcome: "above" });
    expect(outcomeOf(C.carveControl, 500)).toMatchObject({ status: "passed", outcome: "guess" });
  });

  it("finds room for every cell under wide limits, and for one on each line under tight ones", () => {
    const test = outcomeOf(C.limits, 60, "part");
    expect(test).toMatchObject({ status: "passed", outcome: "part" });
    expect([test.measured.active?.value, test.measured.wanted?.value]).toEqual([128, 256]);
    expect(outcomeOf(C.limitsControl, 60)).toMatchObject({ status: "passed", outcome: "all" });
  });

  it("regains what a broken layer took, and less of it where no cell can move", () => {
    const blow: Deed = { at: 1000, action: "breakLayer", args: { layer: 8, kind: "open" } };
    const healed = new Run(C.heal).advance(1100, [blow]);
    expect(healed.check("most").status).toBe("running");
    const test = healed.advance(1620).check("most");
    expect(test).toMatchObject({ status: "passed", outcome: "most" });
    expect(test.measured.active?.value).toBe(205);
    const control = new Run(C.healControl).advance(1000).freeze().advance(1001).act(blow).advance(1620).check();
    expect(control).toMatchObject({ status: "passed", outcome: "less" });
    expect(control.measured.active?.value).toBeLessThan(195);
  });

  it("asks for a pitch of 752 nm in eight layers, and of 266 nm in one", () => {
    const test = outcomeOf(C.density, 1, "far");
    expect(test).toMatchObject({ status: "passed", outcome: "far" });
    expect(test.measured.pitch?.value).toBeCloseTo(752, 0);
    const control = outcomeOf(C.densityControl, 1);
    expect(control).toMatchObject({ status: "passed", outcome: "near" });
    expect(control.measured.pitch?.value).toBeCloseTo(265.9, 0);
  });
});
