import type { ChannelSource } from "./_experiment";
import type { CircuitView } from "./crossbarCircuit";

/** Publishers of what a solved circuit shows. */

/** Cells of the largest array whose maps follow while something changes; larger ones show them at rest. */
const MOST_LIVE = 65_536;

/** Shown with every solution; the first channel that is taken makes the next one. */
export const solved = (view: CircuitView, take: ChannelSource["take"]): ChannelSource => ({
  take() {
    if (!view.quick) view.look();
    return take();
  },
  clear: () => undefined,
  get revision() {
    return view.solution;
  },
  settle: () => view.solve("exact"),
});

/** As `solved`, and makes the solution better each time it is taken. */
export const leading = (view: CircuitView, take: ChannelSource["take"]): ChannelSource => ({
  take() {
    view.look();
    return take();
  },
  clear: () => undefined,
  get revision() {
    return 2 * view.version + (view.quick ? 1 : 0);
  },
  settle: () => view.solve("exact"),
});

/** As `solved`; of a large array only as it is at rest. */
export function resting(view: CircuitView, cells: number, take: ChannelSource["take"]): ChannelSource {
  const source = solved(view, take);
  if (cells <= MOST_LIVE) return source;
  return {
    take: source.take,
    clear: () => undefined,
    get revision() {
      return view.restSolution;
    },
    settle: () => view.solve("exact"),
  };
}

/** What depends on the array but not on the inputs. */
export const perArray = (view: CircuitView, take: ChannelSource["take"]): ChannelSource => ({
  take,
  clear: () => undefined,
  get revision() {
    return view.cells;
  },
});

/** What depends on the devices alone, and on what is known of them. */
export const perDevices = (view: CircuitView, take: ChannelSource["take"]): ChannelSource => ({
  take,
  clear: () => undefined,
  get revision() {
    return view.marks;
  },
});
