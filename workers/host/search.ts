import type { Happenings } from "../experiments/_experiment";
import { named, shown } from "../params/json";
import {
  type ChannelSpec,
  type ChannelSpecs,
  type EventQuery,
  type FoundEvent,
  fail,
  ok,
  type Result,
} from "../protocol";

/** Looking for an event along a run: portion by portion, so that the caller stays responsive. */

/** What a search needs of a run. */
export interface Walkable {
  readonly step: number;
  readonly lastStep: number;
  /** Restores the last snapshot at or before `step`, or step 0. */
  restart(step: number): void;
  /** Goes up to `n` steps ahead. @returns the steps taken */
  walk(n: number): number;
  /** What happened in a channel since the last time or longer, in any order; all other channels forget theirs. */
  events(channel: string): Happenings | null;
}

/** The first stretch that a search back looks at, in steps; each further one is twice as long. */
const FIRST_STRETCH = 64;

/** Rows of a channel of events; null where it does not say, or carries none. */
function rowsOf(spec: ChannelSpec): number | null {
  if (spec.kind === "wiring") return spec.nodes;
  if (spec.kind !== "spikes") return null;
  const rows = spec.populations.reduce((most, { offset, size }) => Math.max(most, offset + size), 0);
  return rows === 0 ? Number.POSITIVE_INFINITY : rows;
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

/** Checks a query against the channels that there are now. */
export function parseQuery(specs: ChannelSpecs, input: unknown): Result<EventQuery> {
  if (!isObject(input)) return fail("value", "find", "a query names a channel, rows and a direction");
  const { channel, rows, direction } = input;
  const events = Object.entries(specs).filter(([, spec]) => rowsOf(spec) !== null);
  const known = `Channels of events: ${events.map(([name]) => name).join(", ") || "none"}.`;
  if (typeof channel !== "string" || !Object.hasOwn(specs, channel)) {
    return fail("value", "find.channel", `there is no channel ${named(channel)}`, known);
  }
  const spec = specs[channel] as ChannelSpec;
  const count = rowsOf(spec);
  if (count === null) return fail("value", "find.channel", `${channel} carries no events but a ${spec.kind}`, known);
  if (direction !== "back" && direction !== "ahead") {
    return fail("value", "find.direction", `the direction must be "back" or "ahead", got ${shown(direction)}`);
  }
  if (rows === null || rows === undefined) return ok({ channel, rows: null, direction });
  const [first, end] = Array.isArray(rows) && rows.length === 2 ? (rows as unknown[]) : [];
  const fits = Number.isSafeInteger(first) && Number.isSafeInteger(end);
  if (!fits || (first as number) < 0 || (first as number) >= (end as number) || (end as number) > count) {
    const most = Number.isFinite(count) ? `, at most ${count}` : "";
    return fail("value", "find.rows", `rows must be [first, end) with 0 ≤ first < end${most}, got ${shown(rows)}`);
  }
  return ok({ channel, rows: [first as number, end as number], direction });
}

/**
 * The nearest event strictly before or after the step at which the search begins. Ahead it walks on, past the log as it
 * is; back it looks at stretches that end where the last one began, each from the nearest snapshot.
 *
 * Where it stops is not where the run should be left: the caller goes to `outcome.found.step`, or back to `origin`.
 */
export class Search {
  readonly origin: number;
  #start: number;
  #end: number;
  #stretch = FIRST_STRETCH;
  #found: FoundEvent | null = null;
  #done = false;

  /** @param bound most steps to look at ahead */
  constructor(
    private readonly run: Walkable,
    readonly query: EventQuery,
    bound: number,
  ) {
    this.origin = run.step;
    this.#start = this.origin;
    this.#end = query.direction === "ahead" ? Math.min(this.origin + bound, run.lastStep) : this.origin;
    if (query.direction === "back") this.#furtherBack();
    else this.#done = this.#end <= this.origin;
    run.events(query.channel);
  }

  get done(): boolean {
    return this.#done;
  }

  /** Share of what may be looked at that was, 0..1. */
  get progress(): number {
    if (this.query.direction === "ahead") return (this.run.step - this.origin) / Math.max(1, this.#end - this.origin);
    return this.origin === 0 ? 1 : (this.origin - this.#start) / this.origin;
  }

  /** What was found so far, and the furthest step that was looked at. */
  get outcome(): { readonly found: FoundEvent | null; readonly looked: number } {
    const { direction } = this.query;
    return { found: this.#done ? this.#found : null, looked: direction === "ahead" ? this.run.step : this.#start };
  }

  /** Looks on for at most `n` steps. @returns the steps taken */
  look(n: number): number {
    let left = n;
    while (!this.#done && left > 0) {
      const taken = this.run.walk(Math.min(left, this.#end - this.run.step));
      left -= taken;
      this.#watch();
      if (this.query.direction === "ahead") {
        this.#done = this.#found !== null || this.run.step >= this.#end || taken === 0;
      } else if (this.run.step >= this.#end || taken === 0) {
        if (this.#found !== null || this.#start === 0) this.#done = true;
        else this.#furtherBack();
      }
    }
    return n - left;
  }

  /** Moves the stretch back; the last one had nothing. */
  #furtherBack(): void {
    if (this.#start === 0) {
      this.#done = true;
      return;
    }
    this.#end = this.#start;
    this.run.restart(Math.max(0, this.#end - this.#stretch));
    this.#start = this.run.step;
    this.#stretch *= 2;
    this.run.events(this.query.channel);
  }

  #watch(): void {
    const events = this.run.events(this.query.channel);
    if (events === null) return;
    const { steps, rows, others } = events;
    const [first, end] = this.query.rows ?? [0, Number.POSITIVE_INFINITY];
    const wanted = (row: number | undefined): boolean => row !== undefined && row >= first && row < end;
    const ahead = this.query.direction === "ahead";
    for (let i = 0; i < steps.length; i++) {
      const step = steps[i] as number;
      if (step <= this.#start || (!ahead && step >= this.origin)) continue;
      if (!wanted(rows[i]) && !wanted(others?.[i])) continue;
      const nearest = this.#found?.step ?? (ahead ? Number.POSITIVE_INFINITY : 0);
      if (ahead ? step >= nearest : step < nearest) continue;
      const other = others?.[i];
      this.#found = { step, row: rows[i] as number, ...(other === undefined ? {} : { other }) };
    }
  }
}
