import { fail, SimFault } from "../protocol";
import { boxOf, holeOf, layerOf } from "../vrram/places";
import type { BreakName } from "./_breaks";
import type { BuildContext, Simulation } from "./_experiment";
import { BlockCells } from "./vrramCells";
import { BlockView } from "./vrramCircuit";
import type { VrramParams } from "./vrramParams";
import { readSources } from "./vrramPublish";
import { followsSteps, PLANE_MODES, type PlaneMode } from "./vrramTerminals";

/** The set-up that reads: every step is one read cycle of the whole block. */

/** Seconds of a read cycle. */
const CYCLE = 1e-6;

interface Args {
  readonly layer: number;
  readonly x: number;
  readonly y: number;
  readonly toLayer: number;
  readonly toX: number;
  readonly toY: number;
  readonly radius: number;
  readonly conductance: number;
  readonly kind: BreakName;
  readonly mode: PlaneMode;
  readonly on: number;
  readonly off: number;
}

type Shape = VrramParams["block"];

/** @throws SimFault where a place is not in the block */
function within(path: string, value: number, count: number): number {
  if (value < count) return value;
  throw new SimFault(fail("value", `act.${path}`, `${path} must be between 0 and ${count - 1}, got ${value}`).error);
}

/** Sites that an action means, ascending. */
function sitesOf(name: string, args: Args, shape: Shape): number[] {
  const { layers, columns, rows } = shape;
  if (name === "breakLayer") return layerOf(shape, within("layer", args.layer, layers));
  const [x, y] = [within("x", args.x, columns), within("y", args.y, rows)];
  if (name === "drill") return holeOf(shape, x, y, args.radius);
  const layer = within("layer", args.layer, layers);
  /** A far corner beyond the block is the last place. */
  const far = (value: number, own: number, count: number) => (value < 0 ? own : Math.min(value, count - 1));
  const to = { layer: far(args.toLayer, layer, layers), x: far(args.toX, x, columns), y: far(args.toY, y, rows) };
  return boxOf(shape, { layer, x, y }, to);
}

export function buildRead({ arena, kernel, seed }: BuildContext, initial: VrramParams): Simulation {
  let params = initial;
  const clock = arena.alloc("state", "f64", 1);
  const modes = arena.alloc("state", "u8", initial.block.layers);
  const cells = new BlockCells(arena, initial, seed);
  arena.commit();
  cells.init();
  const now = () => clock.view[0] as number;
  const view = new BlockView(kernel, cells, () => modes.view, seed, now, initial);

  return {
    get step() {
      return now();
    },
    endStep: null,
    advance(n) {
      const changed = cells.advance(n, CYCLE);
      clock.view[0] = now() + n;
      if (changed) view.touch("devices");
      else if (n > 0 && followsSteps(params)) view.touch("inputs");
    },
    update(next, paths) {
      params = next as unknown as VrramParams;
      cells.update(params, paths);
      view.update(params, paths);
    },
    act(name, tree) {
      const args = tree as unknown as Args;
      if (name === "plane") {
        modes.view[within("layer", args.layer, params.block.layers)] = PLANE_MODES[args.mode];
        view.touch("circuit");
        return;
      }
      if (name === "inject") cells.inject(args.on, args.off);
      else {
        const sites = sitesOf(name, args, params.block);
        if (name === "program") cells.program(sites, args.conductance);
        else if (name === "mend") cells.mend(sites);
        else cells.break(sites, args.kind);
      }
      view.touch("devices");
    },
    channels: readSources({ kernel, cells, view, params: () => params }),
    plain: () => "",
    restore() {
      cells.touch();
      view.forget();
    },
  };
}
