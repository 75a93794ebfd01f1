import type { RandomStream } from "../math/random";
import type { Arena, Block } from "../memory/arena";

export interface BurstParams {
  /** Mean rate of every source, Hz. */
  readonly rate: number;
  /** Bursts per second outside of bursts, and their length in ms. */
  readonly burstRate: number;
  readonly burst: number;
  /** Part of the spikes of correlated sources that falls into bursts. */
  readonly share: number;
}

/**
 * Sources that all fire at the same mean rate; the chosen ones fire mostly in common bursts, the others any time. Rates
 * tell nothing about which is which, correlations do.
 */
export class BurstSources {
  /** [size] 1 where a source takes part in the bursts. */
  readonly chosen: Block<"u8">;
  /** [1] last step of the present burst. */
  readonly #until: Block<"u32">;
  /** Probabilities per step: that a burst begins, of a chosen source within and outside, of another. */
  #p = { start: 0, within: 0, outside: 0, other: 0 };
  #length = 1;

  constructor(
    private readonly arena: Arena,
    private readonly size: number,
    private readonly random: RandomStream,
  ) {
    this.chosen = arena.alloc("state", "u8", size);
    this.#until = arena.alloc("state", "u32", 1);
  }

  /** `h`: length of a step, ms. */
  update({ rate, burstRate, burst, share }: BurstParams, h: number): void {
    const start = Math.min(1, burstRate * h * 1e-3);
    this.#length = Math.max(1, Math.round(burst / h));
    const within = (start * this.#length) / (1 + start * this.#length);
    const other = Math.min(1, rate * h * 1e-3);
    const burstly = within > 0 ? Math.min(1, (share * other) / within) : 0;
    // What does not fit into the bursts comes between them.
    const outside = within < 1 ? Math.max(0, (other - within * burstly) / (1 - within)) : 0;
    this.#p = { start, within: burstly, outside, other };
  }

  generate(list: number, count: number, step: number): number {
    const { start, within, outside, other } = this.#p;
    const until = this.#until.view;
    let bursting = step <= (until[0] as number);
    if (!bursting && this.random.uniform() < start) {
      until[0] = step + this.#length - 1;
      bursting = true;
    }
    const p = bursting ? within : outside;
    return this.arena.kernel.twoKindSources(this.size, this.chosen.ptr, p, other, this.random.ptr, list, count);
  }
}
