import type { ParamTree } from "../protocol";

/** A copy of everything that changes, at one place of a run. */
export interface Snapshot {
  readonly step: number;
  /** Number of log entries whose effect it holds. */
  readonly commands: number;
  readonly params: ParamTree;
  readonly block: ArrayBuffer;
  readonly plain: string;
}

/** More entries than this add little to the speed of a seek. */
const MAX_COUNT = 400;

const bytesOf = (snapshot: Snapshot): number => snapshot.block.byteLength + 2 * snapshot.plain.length;

/**
 * Snapshots of one run under a memory budget, in order of their steps. When the budget is full the entry goes whose
 * loss widens the gap between its neighbours least in proportion to its age, so that distances grow geometrically into
 * the past. The first entry stays as long as it fits.
 */
export class SnapshotRing {
  #entries: Snapshot[] = [];
  #bytes = 0;

  /** @param budget most bytes held at a time */
  constructor(readonly budget: number) {}

  get count(): number {
    return this.#entries.length;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Places in the run that are held, ascending. */
  get steps(): readonly number[] {
    return this.#entries.map((entry) => entry.step);
  }

  /** Keeps a snapshot; one of the same step is replaced, one larger than the budget is not kept. */
  add(snapshot: Snapshot): void {
    if (bytesOf(snapshot) > this.budget) return;
    let index = this.#entries.length;
    while (index > 0 && (this.#entries[index - 1] as Snapshot).step >= snapshot.step) index--;
    const replaces = this.#entries[index]?.step === snapshot.step;
    if (replaces) this.#bytes -= bytesOf(this.#entries[index] as Snapshot);
    this.#entries.splice(index, replaces ? 1 : 0, snapshot);
    this.#bytes += bytesOf(snapshot);
    while (this.#bytes > this.budget || this.#entries.length > MAX_COUNT)
      this.#remove(this.#leastMissed(snapshot.step));
  }

  /** The last snapshot at or before `step`. */
  before(step: number): Snapshot | undefined {
    return this.#entries.findLast((entry) => entry.step <= step);
  }

  /** The first snapshot of the `reach` steps before `step`, or else the last one before them. */
  within(step: number, reach: number): Snapshot | undefined {
    const near = this.#entries.find((entry) => entry.step <= step && entry.step >= step - reach);
    return near ?? this.before(step);
  }

  /** Forgets what lies beyond `step` or depends on log entries from `commands` on: the future was rewritten. */
  truncate(step: number, commands: number): void {
    this.#entries = this.#entries.filter((entry) => entry.step <= step && entry.commands <= commands);
    this.#bytes = this.#entries.reduce((sum, entry) => sum + bytesOf(entry), 0);
  }

  drop(snapshot: Snapshot): void {
    const index = this.#entries.indexOf(snapshot);
    if (index >= 0) this.#remove(index);
  }

  clear(): void {
    this.#entries = [];
    this.#bytes = 0;
  }

  #remove(index: number): void {
    const [removed] = this.#entries.splice(index, 1);
    if (removed !== undefined) this.#bytes -= bytesOf(removed);
  }

  #leastMissed(present: number): number {
    let least = this.#entries.length - 1;
    let lowest = Number.POSITIVE_INFINITY;
    for (let i = 1; i < this.#entries.length - 1; i++) {
      const gap = (this.#entries[i + 1] as Snapshot).step - (this.#entries[i - 1] as Snapshot).step;
      const age = Math.abs(present - (this.#entries[i] as Snapshot).step) + 1;
      if (gap / age < lowest) {
        lowest = gap / age;
        least = i;
      }
    }
    return least;
  }
}
