import type { ActionSpec } from "../../workers/experiments/_experiment";
import { getParam } from "../../workers/params/validate";
import type { ChannelSpecs, ParamTree } from "../../workers/protocol";
import type { Places } from "../experiments/_page";
import type { Selection } from "../views/_view";
import { addressOf } from "../views/sites/address";

/** What the page knows of the place that is meant. */
export interface Situation {
  readonly channels: ChannelSpecs;
  readonly params: ParamTree;
  readonly selection: Selection | null;
}

function chosenPlace({ channel }: Places, { channels, selection }: Situation): ParamTree | null {
  const spec = channels[channel];
  if (selection?.kind === "site" && spec?.kind === "lattice") {
    const place = addressOf(spec, selection.index);
    return place.layer < spec.layers ? { ...place } : null;
  }
  if (selection?.kind === "cell" && spec?.kind === "matrix") {
    const [row, column] = [Math.floor(selection.index / spec.columns), selection.index % spec.columns];
    // A rectangle begins as that cell.
    return row < spec.rows ? { row, column, toRow: row, toColumn: column } : null;
  }
  return null;
}

/** Arguments of an action that say where, as they are chosen on the page. */
export function placeFor({ args }: ActionSpec, places: Places | undefined, situation: Situation): ParamTree {
  if (places === undefined) return {};
  const elsewhere = Object.entries(places.otherwise ?? {}).flatMap(([name, path]) => {
    const value = getParam(situation.params, path);
    return value === undefined ? [] : [[name, value] as const];
  });
  const place = chosenPlace(places, situation) ?? Object.fromEntries(elsewhere);
  return Object.fromEntries(Object.entries(place).filter(([name]) => Object.hasOwn(args.shape, name)));
}
