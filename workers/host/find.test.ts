import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { EventQuery, OpenRequest, Result } from "../protocol";
import { RUNNABLE_CELLS } from "../runnableCells";
import { RUNNABLE_STRUCTURE } from "../runnableStructure";
import { Session, type SessionOptions } from "./session";
import { TOYS } from "./testing";

/** Looking for events, and rewinding, against runs that were recorded straight. */

function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.error.path}: ${result.error.message}`);
  return result.value;
}

const open = (request: OpenRequest, options: Partial<SessionOptions> = {}): Session =>
  value(Session.open(request, { experiments: { ...RUNNABLE_CELLS, ...RUNNABLE_STRUCTURE, ...TOYS }, ...options }));

const digest = async (session: Session): Promise<string> => value(await session.digest());

function finish(session: Session, portion = 97): Session {
  while (!session.replay(portion));
  return session;
}

function find(session: Session, query: Partial<EventQuery>, bound?: number, portion = 97) {
  value(session.find({ channel: "spikes", rows: null, direction: "ahead", ...query }, { history: 50 }, bound));
  finish(session, portion);
  return session.found;
}

interface Spike {
  readonly step: number;
  readonly row: number;
}

const take = (session: Session, channel = "spikes"): Spike[] => {
  const data = session.channels[channel]?.take();
  if (data?.kind !== "spikes") throw new Error(`${channel} carries no spikes`);
  return [...data.steps].map((step, i) => ({ step, row: data.neurons[i] as number }));
};

/** Spikes by the step at which they are first there, which no stamp is asked about. */
function recorded(request: OpenRequest, steps: number): Spike[] {
  const session = open({ ...request, step: undefined });
  const seen: Spike[] = [];
  take(session);
  for (let step = 1; step <= steps; step++) {
    session.advance(1);
    for (const { row } of take(session)) seen.push({ step, row });
  }
  return seen;
}

/** A hundred spiking cells for a second, with edits and actions on the way; it ends amid its log. */
function network(): OpenRequest {
  const session = open({
    experiment: "network",
    params: { model: "izhikevich", izhikevich: { neurons: 100 } },
    seed: 5,
  });
  session.advance(200);
  value(session.set("izhikevich.noise", 6));
  session.advance(150);
  value(session.act("silence", { from: 0, to: 60, duration: 100 }));
  session.advance(250);
  value(session.act("kick", { neurons: 20 }));
  value(session.set("izhikevich.noise", 4));
  session.advance(400);
  return session.record();
}

describe("find", () => {
  const request = network();
  const straight = recorded(request, 1000);
  const back = (from: number, rows: readonly [number, number] = [0, Infinity]) =>
    straight.findLast(({ step, row }) => step < from && row >= rows[0] && row < rows[1])?.step;
  const ahead = (from: number, rows: readonly [number, number] = [0, Infinity]) =>
    straight.find(({ step, row }) => step > from && row >= rows[0] && row < rows[1])?.step;

  it("meets every spike of one neuron in turn, back and ahead, through edits and actions", async () => {
    const row = straight[Math.floor(straight.length / 2)]?.row as number;
    const mine = [...new Set(straight.filter((spike) => spike.row === row).map(({ step }) => step))];
    expect(mine.length).toBeGreaterThan(2);
    const session = open({ ...request, step: 1000 });
    finish(session);
    const met: number[] = [];
    for (;;) {
      const { event } = find(session, { rows: [row, row + 1], direction: "back" });
      if (event === null) break;
      expect(event).toEqual({ step: session.step, row });
      met.unshift(event.step);
    }
    expect(met).toEqual(mine);
    finishAt(session, 0);
    for (const step of mine) expect(find(session, { rows: [row, row + 1] }).event).toEqual({ step, row });
    const record = session.record();
    expect(record.log).toEqual(request.log);
    const again = finish(open({ ...record }, { snapshotBudget: 0 }));
    expect(await digest(session)).toBe(await digest(again));
  });

  it("finds what a straight recording shows, from anywhere, with snapshots or none", () => {
    const direction = fc.constantFrom("back" as const, "ahead" as const);
    const rows = fc.constantFrom(null, [0, 40] as const, [80, 100] as const, [17, 18] as const);
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 900 }),
        rows,
        direction,
        fc.constantFrom(0, 1 << 22),
        fc.integer({ min: 1, max: 300 }),
        (from, among, way, snapshotBudget, portion) => {
          const session = open({ ...request, step: from }, { snapshotBudget });
          while (!session.replay(50)) session.remember();
          const wanted = (way === "back" ? back : ahead)(from, among ?? undefined) ?? null;
          const { event } = find(session, { rows: among, direction: way }, 1000 - from, portion);
          expect(event?.step ?? null).toBe(wanted);
          expect(session.step).toBe(wanted ?? from);
        },
      ),
      { numRuns: 25 },
    );
  });

  it("shows the found spike last, after the history before it", () => {
    const session = finish(open({ ...request, step: 800 }));
    const { event } = find(session, { direction: "back" });
    const shown = take(session);
    expect(shown.at(-1)?.step).toBe(event?.step);
    expect(shown.map(({ step }) => step)).toEqual(
      straight.filter(({ step }) => step > session.step - 50 && step <= session.step).map(({ step }) => step),
    );
  });

  it("goes back to where it was when there is none, and says how far it looked", async () => {
    const session = open({
      experiment: "network",
      params: { model: "izhikevich", izhikevich: { neurons: 100, noise: 0 } },
    });
    session.advance(300);
    const before = await digest(session);
    const record = session.record();
    expect(find(session, { direction: "ahead" }, 500)).toEqual({ event: null, looked: 800 });
    expect(session.step).toBe(300);
    expect(find(session, { direction: "back" })).toEqual({ event: null, looked: 0 });
    expect(session.step).toBe(300);
    expect(await digest(session)).toBe(before);
    expect(session.record()).toEqual(record);
    finishAt(session, 0);
    expect(find(session, { direction: "back" })).toEqual({ event: null, looked: 0 });
    const ended = open({ experiment: "toy", params: { mode: "protocol", net: { end: 50 } } });
    ended.advance(50);
    expect(find(ended, { channel: "events" })).toEqual({ event: null, looked: 50 });
  });

  it.each(["back", "ahead"] as const)("cancelled on its way %s returns to where it was", async (direction) => {
    const session = open({ experiment: "toy", seed: 7 });
    session.advance(5000);
    const before = await digest(session);
    value(session.find({ channel: "events", rows: [90, 91], direction }, { history: 100 }));
    expect(session.replay(333)).toBe(false);
    expect(session.record().step).toBe(5000);
    expect(session.set("gain", 3).ok).toBe(false);
    session.cancelSeek();
    // Impatience ends the refill of the history too, not the way back.
    session.cancelSeek();
    expect(session.seeking).toBe(false);
    expect(session.found.event).toBeNull();
    expect(session.step).toBe(5000);
    expect(await digest(session)).toBe(before);
  });

  it("cancelled returns at once though its own snapshots took the place of where it began", () => {
    const { stateBytes } = open({ experiment: "toy", seed: 7 });
    const session = open({ experiment: "toy", seed: 7 }, { snapshotBudget: 4 * (stateBytes + 40) });
    session.advance(5000);
    value(session.find({ channel: "events", rows: [90, 91], direction: "ahead" }, { history: 100 }));
    for (let i = 0; i < 50; i++) {
      session.replay(100);
      session.remember();
    }
    session.cancelSeek();
    session.cancelSeek();
    expect(session.seeking).toBe(false);
    expect(session.step).toBe(5000);
  });

  it("is left by a seek, and by an exception goes back to where it was", async () => {
    const session = open({ experiment: "toy", seed: 7 });
    session.advance(100);
    value(session.find({ channel: "events", rows: [90, 91], direction: "ahead" }));
    session.replay(10);
    finishAt(session, 40);
    expect(session.step).toBe(40);
    value(session.set("bomb", 60));
    session.advance(10);
    const before = await digest(session);
    value(session.find({ channel: "events", rows: [90, 91], direction: "ahead" }));
    expect(() => session.replay(100)).toThrow("boom");
    session.repair();
    expect(session.step).toBe(50);
    expect(await digest(session)).toBe(before);
  });

  it("refuses what it cannot look for, by what is wrong", () => {
    const session = open({ experiment: "network", params: { model: "izhikevich", izhikevich: { neurons: 100 } } });
    const trace = Object.entries(session.specs).find(([, spec]) => spec.kind !== "spikes")?.[0] as string;
    const path = (query: object) => {
      const result = session.find({ channel: "spikes", rows: null, direction: "back", ...query });
      if (result.ok) session.cancelSeek();
      return result.ok ? null : result.error.path;
    };
    expect(path({ channel: "none" })).toBe("find.channel");
    expect(path({ channel: "toString" })).toBe("find.channel");
    expect(path({ channel: trace })).toBe("find.channel");
    expect(path({ direction: "up" })).toBe("find.direction");
    for (const rows of [[3, 3], [-1, 4], [0, 101], [0.5, 2], [1], "all"]) expect(path({ rows })).toBe("find.rows");
    expect(path({ rows: [99, 100] })).toBeNull();
  });
});

function finishAt(session: Session, step: number): void {
  session.seek(step, { history: step % 40 });
  finish(session);
}

describe("rewinding", () => {
  const stdp = (): OpenRequest => {
    const session = open({ experiment: "stdp", params: { population: { inputs: 100, inhibitory: 20 } }, seed: 3 });
    session.advance(300);
    value(session.set("rule.aPlus", 0.01));
    session.advance(300);
    value(session.set("population.rate", 40));
    session.advance(400);
    return session.record();
  };

  it.each([
    ["a network", network()],
    ["plasticity", stdp()],
  ])("of %s: a hundred seeks and finds to anywhere end in the bits of a straight run", async (_what, request) => {
    const digests = new Map<number, string>();
    const straight = open({ ...request, step: undefined }, { snapshotBudget: 0 });
    for (let step = 0; step <= 1000; step++) {
      digests.set(step, await digest(straight));
      straight.advance(1);
    }
    const session = finish(open({ ...request, step: 1000 }));
    const moves = fc.sample(
      fc.record({ to: fc.integer({ min: 0, max: 1000 }), how: fc.constantFrom("seek", "seek", "back", "ahead") }),
      { numRuns: 100, seed: 8 },
    );
    for (const { to, how } of moves) {
      if (how === "back" || how === "ahead") find(session, { direction: how }, 1000 - session.step, 1 + (to % 90));
      else finishAt(session, to);
      if (to % 3 === 0) session.remember();
      expect(await digest(session)).toBe(digests.get(session.step));
    }
    expect(session.record().log).toEqual(request.log);
  });
});

describe("forget", () => {
  const run = () => {
    const session = open({ experiment: "toy", seed: 7 });
    session.advance(100);
    value(session.set("gain", 3));
    session.advance(50);
    session.remember();
    value(session.act("kick", { amount: 0.5 }));
    session.advance(50);
    session.remember();
    value(session.set("gain", 5));
    session.advance(50);
    return session;
  };

  it("goes back to before what is dropped, as if it had never been", async () => {
    const session = run();
    expect(value(session.forget(1))).toMatchObject({ kept: 1, logged: [] });
    finish(session);
    expect(session.step).toBe(150);
    expect(session.params.gain).toBe(3);
    expect(session.record().log).toHaveLength(1);
    expect(await digest(session)).toBe(await digest(finish(open(session.record()))));
    session.advance(200);
    expect(session.params.gain).toBe(3);
    finishAt(session, 210);
    expect(await digest(session)).toBe(await digest(finish(open(session.record(), { snapshotBudget: 0 }))));
  });

  it("undoes what was done at the very step where the run stands", async () => {
    const session = run();
    const before = await digest(session);
    value(session.act("kick", { amount: 0.5 }));
    expect(await digest(session)).not.toBe(before);
    value(session.forget(3));
    finish(session);
    expect(session.step).toBe(250);
    expect(await digest(session)).toBe(before);
  });

  it("of what lies ahead stays where the run is", async () => {
    const session = run();
    finishAt(session, 120);
    const before = await digest(session);
    expect(value(session.forget(1))).toMatchObject({ kept: 1, step: 120 });
    expect(session.seeking).toBe(false);
    expect(await digest(session)).toBe(before);
    session.advance(100);
    expect(session.params.gain).toBe(3);
  });

  it("refuses numbers beyond the log, and half an edit", () => {
    const session = run();
    value(
      session.setAll([
        { path: "gain", value: 6 },
        { path: "offset", value: 1 },
      ]),
    );
    for (const kept of [-1, 6, 0.5, 4]) expect(session.forget(kept)).toMatchObject({ error: { path: "forget" } });
    expect(session.forget(5)).toMatchObject({ ok: true, value: { kept: 5 } });
  });
});

describe.each([
  ["elements that meet", { cells: { excitatory: 80, inhibitory: 20 }, interval: 100 }, 12_000, 13_500],
  ["rows that search", { setup: "rows", rule: { init: 0.12, noise: 0.03, interval: 200 } }, 0, 1500],
] as const)("find births of connections, of %s", (_, params, start, end) => {
  interface Birth {
    readonly step: number;
    readonly row: number;
    readonly other: number;
  }

  /** Births by the step at which a connection is first there, which no stamp is asked about. */
  function births(request: OpenRequest): Birth[] {
    const session = finish(open({ ...request, step: start }));
    const found: Birth[] = [];
    const connections = (): Set<string> => {
      const data = session.channels.wiring?.take();
      if (data?.kind !== "wiring") throw new Error("no wiring");
      return new Set([...data.born].map((stamp, k) => [data.edges[2 * k], data.edges[2 * k + 1], stamp].join()));
    };
    let known = connections();
    for (let step = start + 1; step <= end; step++) {
      session.advance(1);
      const now = connections();
      for (const one of now) {
        const [row = 0, other = 0] = one.split(",").map(Number);
        if (!known.has(one)) found.push({ step, row, other });
      }
      known = now;
    }
    return found;
  }

  const request: OpenRequest = { experiment: "growth", params: params as never, seed: 3 };
  // Before that none is born.
  const straight = births(request);

  it("meets what a straight recording shows, back and ahead, of all and of one neuron", () => {
    expect(straight.length).toBeGreaterThan(20);
    const [mine] = straight.slice(straight.length >> 1);
    const rows = fc.constantFrom(
      null,
      [mine?.row ?? 0, (mine?.row ?? 0) + 1] as const,
      [mine?.other ?? 0, (mine?.other ?? 0) + 1] as const,
    );
    fc.assert(
      fc.property(
        fc.integer({ min: start, max: end }),
        rows,
        fc.constantFrom("back" as const, "ahead" as const),
        fc.integer({ min: 1, max: 700 }),
        (from, among, direction, portion) => {
          const session = finish(open({ ...request, step: from }));
          const [first, last] = among ?? [0, Number.POSITIVE_INFINITY];
          const wanted = straight.filter(
            ({ step, row, other }) =>
              (direction === "back" ? step < from : step > from) &&
              [row, other].some((node) => node >= first && node < last),
          );
          const step = wanted.at(direction === "back" ? -1 : 0)?.step;
          const { event } = find(session, { channel: "wiring", rows: among, direction }, end - from, portion);
          expect(event?.step).toBe(step);
          if (event !== null) expect(wanted).toContainEqual(event);
          expect(session.step).toBe(step ?? from);
        },
      ),
      { numRuns: 20 },
    );
  });

  it("refuses rows beyond the neurons", () => {
    const session = open(request);
    const spec = session.specs.wiring;
    const nodes = spec?.kind === "wiring" ? spec.nodes : 0;
    expect(session.find({ channel: "wiring", rows: [0, nodes + 1], direction: "ahead" }).ok).toBe(false);
  });
});
