import type { TrainableLayer } from "../learning/_learning";
import { RandomStream } from "../math/random";
import type { Arena } from "../memory/arena";
import type { Kernel } from "../memory/kernel";
import { fail, type ParamTree, SimFault } from "../protocol";
import type { LayerSize } from "./rewiringShape";
import type { RewiringTask } from "./rewiringTask";

/** What hands do to the network: cut, lesion, kill, shift. */

interface Args {
  readonly row: number;
  readonly column: number;
  readonly toRow: number;
  readonly toColumn: number;
  readonly share: number;
  readonly group: "input" | "hidden1" | "hidden2";
  readonly count: number;
  readonly kind: "pixels" | "labels";
}

function refuse(path: string, message: string, hint?: string): never {
  throw new SimFault(fail("value", path, message, hint).error);
}

const GROUPS = ["input", "hidden1", "hidden2"] as const;

export class Interventions {
  readonly #random: RandomStream;

  constructor(
    kernel: Kernel,
    arena: Arena,
    private readonly layers: readonly TrainableLayer[],
    private readonly sizes: readonly LayerSize[],
    private readonly task: RewiringTask,
  ) {
    this.#random = new RandomStream(kernel, arena, "lesion");
  }

  init(seed: number): void {
    this.#random.seed(seed);
  }

  /**
   * @param shown number of the layer that is shown
   * @param step the first step that feels it
   */
  act(name: string, tree: ParamTree, shown: number, step: number): void {
    const args = tree as unknown as Args;
    if (name === "cut") this.#cut(args, shown, step);
    else if (name === "lesion") this.#lesion(args.share, step);
    else if (name === "kill") this.#kill(args, step);
    else this.task.shift(args.kind);
  }

  #cut({ row, column, toRow, toColumn }: Args, shown: number, step: number): void {
    const { slots } = this.layers[shown] as TrainableLayer;
    const [top, left] = [Math.min(row, toRow), Math.min(column, toColumn)];
    const [bottom, right] = [Math.max(row, toRow), Math.max(column, toColumn)];
    if (top >= slots.sources) refuse("act.row", `row must be between 0 and ${slots.sources - 1}, got ${top}`);
    if (left >= slots.targets) refuse("act.column", `column must be between 0 and ${slots.targets - 1}, got ${left}`);
    const [pre, post] = [slots.pre.view, slots.post.view];
    for (let slot = 0; slot < slots.capacity; slot++) {
      if (!slots.isLive(slot)) continue;
      const [i, j] = [pre[slot] as number, post[slot] as number];
      if (i >= top && i <= bottom && j >= left && j <= right) slots.remove(slot, step);
    }
  }

  /** Exactly the share of each layer, every connection as likely as any other. */
  #lesion(share: number, step: number): void {
    for (const { slots } of this.layers) {
      let left = slots.count;
      let lost = Math.round((share / 100) * left);
      for (let slot = 0; slot < slots.capacity && lost > 0; slot++) {
        if (!slots.isLive(slot)) continue;
        if (this.#random.below(left) < lost) {
          slots.remove(slot, step);
          lost--;
        }
        left--;
      }
    }
  }

  #kill({ group, count }: Args, step: number): void {
    const at = GROUPS.indexOf(group);
    const leaving = (this.layers[at] as TrainableLayer).slots;
    const arriving = at === 0 ? null : (this.layers[at - 1] as TrainableLayer);
    const { sources } = this.sizes[at] as LayerSize;
    const living: number[] = [];
    for (let i = 0; i < sources; i++) if (!leaving.isBarred("pre", i)) living.push(i);
    if (count >= living.length) {
      const hint = "At least one must stay.";
      refuse("act.count", `count must be below the ${living.length} neurons that are alive, got ${count}`, hint);
    }
    for (let k = 0; k < count; k++) {
      const place = this.#random.below(living.length);
      const neuron = living[place] as number;
      living[place] = living.at(-1) as number;
      living.pop();
      leaving.bar("pre", neuron, step);
      if (arriving === null) continue;
      arriving.slots.bar("post", neuron, step);
      arriving.alive.view[neuron] = 0;
    }
  }
}
