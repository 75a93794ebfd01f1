import type { BlockShape } from "./_block";

/** Sites of a block by their addresses, ascending; site (layer, x, y) stands at (layer * columns + x) * rows + y. */

interface Address {
  readonly layer: number;
  readonly x: number;
  readonly y: number;
}

/** Sites of the box between two opposite corners, both within. */
export function boxOf({ columns, rows }: BlockShape, from: Address, to: Address): number[] {
  const sites: number[] = [];
  const ends = (a: number, b: number) => [Math.min(a, b), Math.max(a, b)] as const;
  const [low, high] = ends(from.layer, to.layer);
  const [left, right] = ends(from.x, to.x);
  const [near, far] = ends(from.y, to.y);
  for (let layer = low; layer <= high; layer++) {
    for (let x = left; x <= right; x++) {
      for (let y = near; y <= far; y++) sites.push((layer * columns + x) * rows + y);
    }
  }
  return sites;
}

/** Sites of a whole layer. */
export const layerOf = (shape: BlockShape, layer: number): number[] =>
  boxOf(shape, { layer, x: 0, y: 0 }, { layer, x: shape.columns - 1, y: shape.rows - 1 });

/** Sites of all layers whose pillars are at most `radius` from the pillar (x, y), in distances between neighbours. */
export function holeOf({ layers, columns, rows }: BlockShape, x: number, y: number, radius: number): number[] {
  const sites: number[] = [];
  for (let site = 0; site < layers * columns * rows; site++) {
    const [dx, dy] = [(Math.floor(site / rows) % columns) - x, (site % rows) - y];
    if (dx * dx + dy * dy <= radius * radius) sites.push(site);
  }
  return sites;
}
