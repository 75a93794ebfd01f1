import type { Clock } from "./pacing";

/** Has work done turn by turn: messages that wait come in between, and while nothing is due it sleeps. */
export class Turns {
  #going = false;
  #wake: (() => void) | null = null;

  /** @param turn does what is due and answers the ms until there is more, infinite when only a poke can bring it */
  constructor(
    private readonly clock: Clock,
    private readonly turn: () => number,
  ) {}

  /** Makes it look at what is new. */
  poke(): void {
    if (this.#going) this.#wake?.();
    else void this.#go();
  }

  async #go(): Promise<void> {
    this.#going = true;
    // Commands of the same task come first.
    await this.clock.turn();
    for (;;) {
      const wait = this.turn();
      if (wait === Number.POSITIVE_INFINITY) break;
      if (wait > 0) await this.#sleep(wait);
      else await this.clock.turn();
    }
    this.#going = false;
  }

  #sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.clock.after(ms, () => this.#wake?.());
      this.#wake = () => {
        this.#wake = null;
        cancel();
        resolve();
      };
    });
  }
}
