import { WiringStream } from "../math/random";
import { Arena } from "../memory/arena";
import { createKernel } from "../memory/kernel";
import { type CarveSettings, Carving } from "./carve";

/** A small block that learns, for tests. */

export const SHAPE = { layers: 5, columns: 9, rows: 6 } as const;
export const SITES = 5 * 9 * 6;
export const LINES = 5 * 6;
export const BATCH = 8;

const kernel = createKernel();

type Overrides = { readonly [K in keyof CarveSettings]?: Partial<CarveSettings[K]> };

export function settings(over: Overrides = {}): CarveSettings {
  return {
    rule: {
      limits: { fanIn: 4, fanOut: 6 },
      wanted: 60,
      zeta: 0.2,
      interval: 5,
      grace: 5,
      growth: "gradient",
      frozen: false,
      ...over.rule,
    },
    learning: { rate: 0.05, momentum: 0.5, gain: 3, forward: "ideal", ...over.learning },
    cells: { on: 50, off: 1, levels: 0, spread: 0, broken: [0, 50, 1, 1e4, 0], ...over.cells },
    wires: { driver: 100, pillar: 10, access: 2000, ...over.wires },
  };
}

/** Random pictures of a step. */
export function picture({ inputs, labels }: Carving, step: number): void {
  const random = new WiringStream(kernel, step, "pictures");
  for (let at = 0; at < inputs.length; at++) inputs.view[at] = random.uniform();
  for (let k = 0; k < BATCH; k++) labels.view[k] = random.below(3);
}

/** A block with a batch of random pictures at its lines; `show` holds others there. */
export function built(over: Overrides = {}, codes = new Uint8Array(SITES)) {
  const own = createKernel();
  const arena = new Arena(own);
  const carving = new Carving(own, arena, SHAPE, BATCH, 3, settings(over));
  arena.commit();
  carving.init(1, codes);
  let shown = 0;
  const show = () => picture(carving, ++shown);
  show();
  return { carving, arena, show };
}

export const activeSites = ({ topology }: Carving) =>
  [...topology.active.view.entries()].filter(([, on]) => on === 1).map(([site]) => site);
