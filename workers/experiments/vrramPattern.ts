import type { ConductanceWindow } from "../crossbar/_mapping";
import { WiringStream } from "../math/random";
import type { Kernel } from "../memory/kernel";
import { boxOf } from "../vrram/places";
import { addressIn, type VrramParams } from "./vrramParams";

/** What the cells of a block are meant to hold, [layers, columns, rows] S. */
export function wantedPattern(
  kernel: Kernel,
  params: VrramParams,
  { low, high }: ConductanceWindow,
  seed: number,
): Float64Array {
  const { layers, columns, rows } = params.block;
  const { pattern } = params;
  const wanted = new Float64Array(layers * columns * rows);
  const fill = (level: (layer: number, x: number, y: number) => number): Float64Array => {
    for (let site = 0; site < wanted.length; site++) {
      const y = site % rows;
      const column = (site - y) / rows;
      const x = column % columns;
      wanted[site] = low + (high - low) * level((column - x) / columns, x, y);
    }
    return wanted;
  };
  const random = new WiringStream(kernel, seed, "pattern");
  switch (pattern.kind) {
    case "file":
      wanted.set(pattern.conductance);
      return wanted;
    case "oneCell":
      wanted[siteIn(params, pattern)] = high;
      return wanted;
    case "uniform":
      return fill(() => pattern.level / 100);
    case "checker":
      return fill((layer, x, y) => (layer + x + y) % 2);
    case "reference":
      return fill((layer, x, y) => ((13 * layer + 7 * x + 3 * y + 5 * layer * x + 2 * x * y) % 16) / 15);
    case "sparse":
      return fill(() => (100 * random.uniform() < pattern.density ? 1 : 0));
    default:
      return fill(() => random.uniform());
  }
}

/** The site at an address; what lies beyond the block is its last place. */
export function siteIn(
  params: VrramParams,
  at: { readonly layer: number; readonly x: number; readonly y: number },
): number {
  const corner = addressIn(params, at);
  return boxOf(params.block, corner, corner)[0] as number;
}
