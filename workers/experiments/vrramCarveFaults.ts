import { HEALTHY, inject, lotOf, MENDED, OPEN, SHORT, STUCK_OFF, STUCK_ON } from "../crossbar/faults";
import type { Arena, Block } from "../memory/arena";
import { fail, type ParamTree, SimFault } from "../protocol";
import type { BlockShape } from "../vrram/_block";
import { boxOf, holeOf, layerOf } from "../vrram/places";
import type { CarveParams } from "./vrramCarveParams";

/** What hands and chance break in a block that is carved. */

const KINDS = { open: OPEN, short: SHORT, stuckOn: STUCK_ON, stuckOff: STUCK_OFF } as const;

interface Args {
  readonly layer: number;
  readonly x: number;
  readonly y: number;
  readonly toLayer: number;
  readonly toX: number;
  readonly toY: number;
  readonly radius: number;
  readonly kind: keyof typeof KINDS;
  /** Percent. */
  readonly on: number;
  readonly off: number;
}

function refuse(path: string, message: string, hint?: string): never {
  throw new SimFault(fail("value", path, message, hint).error);
}

export class CarveFaults {
  /** [sites] code of what was done to each cell; `MENDED` undoes what it was made with. */
  readonly #hand: Block<"u8">;
  /** [1] injections so far. */
  readonly #rounds: Block<"u32">;
  /** [sites] decides which cells are made broken at a given rate. */
  readonly #lots: Float64Array;

  /** Before the commit. */
  constructor(
    arena: Arena,
    private readonly shape: BlockShape,
    private readonly seed: number,
  ) {
    const { layers, columns, rows } = shape;
    this.#hand = arena.alloc("state", "u8", layers * columns * rows);
    this.#rounds = arena.alloc("state", "u32", 1);
    this.#lots = Float64Array.from({ length: layers * columns * rows }, (_, site) =>
      lotOf(seed, 0, Math.floor(site / rows), site % rows),
    );
  }

  /** [sites] code of what is wrong with each cell. */
  codes({ faults: { on, off, kind } }: Pick<CarveParams, "faults">): Uint8Array {
    const [high, low] = kind === "hard" ? [SHORT, OPEN] : [STUCK_ON, STUCK_OFF];
    return this.#hand.view.map((hand, site) => {
      if (hand !== HEALTHY) return hand === MENDED ? HEALTHY : hand;
      const lot = 100 * (this.#lots[site] as number);
      if (lot < on) return high;
      return lot >= 100 - off ? low : HEALTHY;
    });
  }

  act(name: string, tree: ParamTree, params: Pick<CarveParams, "faults">): void {
    const args = tree as unknown as Args;
    if (name === "inject") this.#inject(args, params.faults.kind === "hard");
    else if (name === "mend") this.#mark(this.#box(args), MENDED);
    else this.#mark(this.#sites(name, args), KINDS[args.kind]);
  }

  /** What an action breaks. */
  #sites(name: string, args: Args): number[] {
    if (name === "break") return this.#box(args);
    if (name === "breakLayer") {
      this.#within(args, "layer");
      return layerOf(this.shape, args.layer);
    }
    if (name === "drill") {
      this.#within(args, "x", "y");
      return holeOf(this.shape, args.x, args.y, args.radius);
    }
    const message = `${name} is for the set-up Read: while the block is carved, it writes its cells itself`;
    const hint =
      "Break or mend cells, or change the limits; to program cells and connect planes, take the set-up Read.";
    return refuse("act", message, hint);
  }

  #mark(sites: readonly number[], code: number): void {
    for (const site of sites) this.#hand.view[site] = code;
  }

  #within(args: Args, ...keys: readonly ("layer" | "x" | "y")[]): void {
    const { layers, columns, rows } = this.shape;
    const ends = { layer: layers, x: columns, y: rows };
    for (const key of keys) {
      const most = ends[key] - 1;
      if (args[key] > most) refuse(`act.${key}`, `${key} must be between 0 and ${most}, got ${args[key]}`);
    }
  }

  /** A far corner beyond the block is the last place. */
  #box(args: Args): number[] {
    this.#within(args, "layer", "x", "y");
    const { layers, columns, rows } = this.shape;
    const to = (end: number, from: number, count: number) => (end < 0 ? from : Math.min(end, count - 1));
    return boxOf(this.shape, args, {
      layer: to(args.toLayer, args.layer, layers),
      x: to(args.toX, args.x, columns),
      y: to(args.toY, args.y, rows),
    });
  }

  #inject({ on, off }: Args, hard: boolean): void {
    const round = (this.#rounds.view[0] as number) + 1;
    this.#rounds.view[0] = round;
    inject(this.#hand.view, this.shape.rows, {
      on: on / 100,
      off: off / 100,
      onKind: hard ? SHORT : STUCK_ON,
      offKind: hard ? OPEN : STUCK_OFF,
      seed: this.seed,
      round,
    });
  }
}
