import { FlickerNoise, TelegraphNoise } from "../devices/_noise";
import { streamKey } from "../math/random";
import type { Arena, Block } from "../memory/arena";
import type { VrramParams } from "./vrramParams";

/**
 * How reads of a block scatter: white noise, which follows from seed, site and number of the step alone, and noise that goes
 * on from step to step in each cell. Small cells, large noise: all of it is a share of the conductance.
 */

/** Cells of the largest block that remembers the state of its slow noise. */
export const MOST_REMEMBERED = 65_536;

const MICRO = 1e-6;
/** Fastest process of the 1/f noise, s: the read cycle. */
const FASTEST = 1e-6;

export class BlockNoise {
  readonly #flicker: FlickerNoise | null;
  readonly #telegraph: TelegraphNoise | null;
  readonly #streams: Block<"u32">;
  readonly #normal: Block<"f64">;
  readonly #shape: { readonly rows: number; readonly columns: number };

  /** Before the commit of the arena. */
  constructor(
    private readonly arena: Arena,
    { block: { layers, columns, rows } }: VrramParams,
    private readonly seed: number,
  ) {
    this.#shape = { rows: layers * columns, columns: rows };
    const sites = layers * columns * rows;
    const remembers = sites <= MOST_REMEMBERED;
    this.#flicker = remembers ? new FlickerNoise(arena, this.#shape, "read flicker") : null;
    this.#telegraph = remembers ? new TelegraphNoise(arena, this.#shape, "read telegraph") : null;
    this.#streams = arena.alloc("scratch", "u32", 4 * sites);
    this.#normal = arena.alloc("scratch", "f64", sites);
  }

  /** After the commit. */
  init({ noise }: VrramParams): void {
    this.#flicker?.adjust(FASTEST);
    this.#flicker?.init(this.seed);
    this.#telegraph?.init(this.seed);
    this.adjust(noise);
  }

  /** Live. */
  adjust({ dwell }: VrramParams["noise"]): void {
    this.#telegraph?.adjust({ empty: MICRO * dwell, full: MICRO * dwell, decades: 0 });
  }

  /** Lets a read cycle of so many seconds pass. */
  advance({ flicker, telegraph }: VrramParams["noise"], seconds: number): void {
    if (flicker > 0) this.#flicker?.advance(seconds);
    if (telegraph > 0) this.#telegraph?.advance(seconds);
  }

  /** Puts the noise of a step on conductances [sites] S. */
  apply({ read, flicker, telegraph }: VrramParams["noise"], step: number, values: Block<"f64">): void {
    if (flicker > 0) this.#flicker?.apply(values, flicker / 100);
    if (telegraph > 0) this.#telegraph?.apply(values, telegraph / 100);
    if (read === 0) return;
    const { kernel } = this.arena;
    const { rows, columns } = this.#shape;
    const [low, high] = streamKey(this.seed, `read noise ${step}`);
    kernel.seedDeviceStreams(rows, columns, low, high, this.#streams.ptr);
    kernel.drawTraits(rows * columns, this.#streams.ptr, 1, this.#normal.ptr, 0, 0);
    const { view } = values;
    for (let site = 0; site < view.length; site++) {
      const factor = 1 + (read / 100) * (this.#normal.view[site] as number);
      view[site] = factor > 0 ? factor * (view[site] as number) : 0;
    }
  }
}

/** True where conductances differ from step to step. */
export const scatters = ({ noise: { read, flicker, telegraph } }: VrramParams): boolean =>
  read > 0 || flicker > 0 || telegraph > 0;
