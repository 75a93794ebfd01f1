import type { CurveData } from "../protocol";
import type { ChannelSource } from "./_experiment";

/** Cells that are solved each time a curve is taken: some ten milliseconds. */
const PORTION = 300_000;

export interface Work {
  /** Places of the curve that are computed one by one, and cells that each of them solves, as often as it does. */
  readonly cases: number;
  readonly cells: number;
  /** Changes with whatever the curve depends on. */
  key(): string;
  solve(at: number): void;
}

/**
 * Curves that take many solutions, a few at a time, so that a hand that drags is not kept waiting. When something changes
 * the round goes on where it was: what is not there yet is never starved by what changes all the time.
 */
export class Portions {
  #key = "";
  #next = 0;
  #left = 0;
  #done = 0;

  constructor(private readonly work: Work) {}

  source(x: Float32Array, y: Float32Array): ChannelSource {
    const portions = this;
    return {
      take(): CurveData {
        portions.#begin();
        portions.#proceed();
        return { kind: "curve", x: x.slice(), y: y.slice() };
      },
      clear: () => undefined,
      get revision() {
        portions.#begin();
        return portions.#done + (portions.#left > 0 ? 1 : 0);
      },
      settle() {
        portions.#begin();
        while (portions.#left > 0) portions.#proceed();
      },
    };
  }

  #begin(): void {
    const key = this.work.key();
    if (key === this.#key) return;
    this.#key = key;
    this.#left = this.work.cases;
  }

  #proceed(): void {
    if (this.#left === 0) return;
    this.#done++;
    const { cases, cells } = this.work;
    for (let k = Math.max(1, Math.floor(PORTION / cells)); k > 0 && this.#left > 0; k--) {
      this.work.solve(this.#next);
      this.#next = (this.#next + 1) % cases;
      this.#left--;
    }
  }
}
