import type { PopulationSpec } from "../../workers/protocol";

/** When which click sounds: times of the run turned into times of the audio clock, and many spikes into few clicks. */

export interface Click {
  /** Time of the audio clock in s. */
  readonly at: number;
  /** Relative to the pitch of a plain click. */
  readonly pitch: number;
  /** Above 0, below 1. */
  readonly gain: number;
}

/** Sound follows the picture by this much, in s: longer than the pause between two frames, so that none comes too late. */
const LATENCY_S = 0.1;
/** Frames arrive irregularly by less than this, in s; what is further off is a jump of the run, and is followed at once. */
const TOLERANCE_S = 0.06;
/** Share of a smaller difference that is made good at every frame: too little to be heard as a change of rhythm. */
const CORRECTION = 0.05;

/** Ties the time of the run to that of the audio clock, smoothly over frames that arrive irregularly. */
export class SpikeClock {
  private biological = 0;
  private audible = Number.NEGATIVE_INFINITY;
  /** Biological ms per audible s. */
  private pace = 1000;

  /** A frame that reaches `time` ms has arrived at `now` s, while the run goes `speed` times as fast as life. */
  follow(time: number, now: number, speed: number): void {
    const wanted = now + LATENCY_S;
    const expected = this.at(time);
    const off = wanted - expected;
    this.audible = Math.abs(off) < TOLERANCE_S ? expected + CORRECTION * off : wanted;
    this.biological = time;
    this.pace = 1000 * speed;
  }

  /** Audio time in s of a moment of the run in ms. */
  at(time: number): number {
    return this.audible + (time - this.biological) / this.pace;
  }

  /** The run jumped: the next frame starts a new rhythm. */
  reset(): void {
    this.audible = Number.NEGATIVE_INFINITY;
  }
}

/** Spikes closer than this, in s, sound together. */
const SLOT_S = 0.004;
/** Clicks of different pitch that one slot has room for. */
const VOICES = 3;
/** More spikes than this in one frame are taken by samples. */
const MOST_READ = 4096;

export interface SpikeStretch {
  readonly count: number;
  /** Time of a spike of the run in ms. */
  time(i: number): number;
  readonly rows: ArrayLike<number>;
}

/** Louder with more spikes at once, and never 1. */
const loudness = (spikes: number): number => Math.sqrt(spikes) / (1 + Math.sqrt(spikes));

/**
 * Clicks of a stretch of spikes.
 *
 * @param alone Every spike is a click of its own, as it should be for one neuron in real time or slower. Otherwise spikes that
 *   fall together become a few clicks, so that a hundred thousand in a second make a soft noise.
 */
export class Clicks {
  private slot = Number.NEGATIVE_INFINITY;
  /** Spikes of the present slot by pitch. */
  private readonly voices = new Map<number, number>();

  of(
    { count, time, rows }: SpikeStretch,
    clock: Pick<SpikeClock, "at">,
    pitch: (row: number) => number,
    alone: boolean,
  ): Click[] {
    if (alone) {
      return Array.from({ length: count }, (_, i) => ({
        at: clock.at(time(i)),
        pitch: pitch(rows[i] as number),
        gain: loudness(1),
      }));
    }
    const clicks: Click[] = [];
    const stride = Math.max(1, Math.ceil(count / MOST_READ));
    const close = (): void => {
      const gains = 1 / Math.max(1, this.voices.size);
      for (const [voice, spikes] of this.voices) {
        clicks.push({ at: this.slot * SLOT_S, pitch: voice, gain: gains * loudness(spikes) });
      }
      this.voices.clear();
    };
    for (let i = 0; i < count; i += stride) {
      const slot = Math.floor(clock.at(time(i)) / SLOT_S);
      // A slot that sounded already takes no more: its clicks may have been heard.
      if (slot < this.slot || (slot === this.slot && this.voices.size === 0)) continue;
      if (slot > this.slot) {
        close();
        this.slot = slot;
      }
      const wanted = pitch(rows[i] as number);
      const [first] = this.voices.keys();
      const voice = this.voices.has(wanted) || this.voices.size < VOICES ? wanted : (first ?? wanted);
      this.voices.set(voice, (this.voices.get(voice) ?? 0) + stride);
    }
    close();
    return clicks;
  }

  /** The run jumped: nothing sounded yet. */
  reset(): void {
    this.slot = Number.NEGATIVE_INFINITY;
    this.voices.clear();
  }
}

/** Steps of pitch within a population, over less than an octave. */
const STEPS = 4;
const SPAN = 0.8;

const BASE: Readonly<Partial<Record<PopulationSpec["role"], number>>> = {
  inhibitory: 0.55,
  second: 0.7,
  pre: 0.7,
  output: 1.5,
  post: 1.5,
};

/** Pitch of a raster row: populations lie apart, their rows rise within them. */
export function pitchOf(populations: readonly PopulationSpec[], row: number): number {
  const population = populations.find(({ offset, size }) => row >= offset && row < offset + size);
  if (population === undefined) return 1;
  const share = (row - population.offset) / population.size;
  return (BASE[population.role] ?? 1) * 2 ** ((SPAN * Math.floor(STEPS * share)) / STEPS);
}

/** Of exact rate `asked` unless the machine clearly falls behind; as fast as it can: what it reaches. */
export function speedOf(asked: number | "max", achieved: number): number {
  if (asked === "max") return Math.max(achieved, 1);
  return achieved > 0 && achieved < 0.9 * asked ? achieved : asked;
}

/** The row that is heard when none was chosen: that of a neuron which stands alone, else the first. */
export function usualRow(populations: readonly PopulationSpec[]): number {
  const alone = populations.filter(({ size }) => size === 1);
  const answering = alone.find(({ role }) => role === "output" || role === "post");
  return (answering ?? alone[0] ?? populations[0])?.offset ?? 0;
}
