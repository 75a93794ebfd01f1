import type { ChannelSource } from "./_experiment";

/** When something is worth sending: numbers with every step, pictures every so many steps and when the run rests. */

export class Showing {
  /** Rises with every change of the state. */
  version = 0;
  /** Version of the last picture. */
  picture = 0;
  #looked = -1;
  #rests = false;

  /** After every step. */
  moved(step: number, every: number): void {
    this.version++;
    if (step % every === 0) this.picture = this.version;
  }

  /** After an edit, an action or a restore. */
  touch(): void {
    this.version++;
    this.picture = this.version;
  }

  /** What is asked for twice without a step between is at rest. */
  look(): void {
    this.#rests = this.#looked === this.version;
    this.#looked = this.version;
    if (this.#rests) this.picture = this.version;
  }

  /** Of the channel that leads: changes until what is shown is as it is. */
  get due(): number {
    if (this.#looked !== this.version) return 3 * this.version;
    return 3 * this.version + (this.#rests ? 2 : 1);
  }

  /** Taken with every change; looks at whether the run rests, before all others. */
  leading(take: ChannelSource["take"]): ChannelSource {
    const showing = this;
    return {
      take() {
        showing.look();
        return take();
      },
      clear: () => undefined,
      get revision() {
        return showing.due;
      },
    };
  }

  /** Taken with every change. */
  number(take: ChannelSource["take"]): ChannelSource {
    const showing = this;
    return {
      take,
      clear: () => undefined,
      get revision() {
        return showing.version;
      },
    };
  }

  /** Taken seldom while the run goes on. */
  seldom(take: ChannelSource["take"]): ChannelSource {
    const showing = this;
    return {
      take,
      clear: () => undefined,
      get revision() {
        return showing.picture;
      },
    };
  }
}
