import type { Looks, Sight } from "../_view";
import { useLinkedState } from "../compare/ScaleLink";
import { useSight } from "../gl/useSight";
import { isSameLook, lookOf, roundedLook } from "./kept";
import type { Look } from "./options";
import { endsOf, type Slice, sliceBetween } from "./shape";

/** How a block is seen. */
export interface BlockLook {
  readonly from: Look;
  /** Null: all of it. */
  readonly slice: Slice | null;
  /** 0 to 1 */
  readonly explode: number;
  /** Active cells alone. */
  readonly xray: boolean;
}

export const seen = (sight: Sight | undefined, first: BlockLook): BlockLook => ({
  from: lookOf(sight?.from) ?? first.from,
  slice: sight?.slice === undefined ? first.slice : sliceBetween(sight.slice),
  explode: sight?.explode ?? first.explode,
  xray: sight?.xray ?? first.xray,
});

/** What is not as at first, no finer than can be seen. */
export const sightOf = ({ from, slice, explode, xray }: BlockLook, first: BlockLook): Sight => ({
  ...(isSameLook(from, first.from) ? {} : { from: roundedLook(from) }),
  ...(slice === null ? {} : { slice: endsOf(slice) }),
  ...(explode === first.explode ? {} : { explode }),
  ...(xray === first.xray ? {} : { xray }),
});

/** How a block is seen: as the page remembers it or a link asks, otherwise as at first. */
export function useLook(channel: string, first: BlockLook, looks: Looks | undefined) {
  const id = `lattice ${channel}`;
  const start = seen(looks?.of(channel), first);
  const [from, setFrom] = useLinkedState<Look>(`${id} viewpoint`, start.from);
  const [slice, setSlice] = useLinkedState<Slice | null>(`${id} slice`, start.slice);
  const [explode, setExplode] = useLinkedState(`${id} explode`, start.explode);
  const [xray, setXray] = useLinkedState(`${id} xray`, start.xray);
  useSight(channel, looks, sightOf({ from, slice, explode, xray }, first), (asked) => {
    const next = seen(asked, first);
    setFrom(next.from);
    setSlice(next.slice);
    setExplode(next.explode);
    setXray(next.xray);
  });
  return { from, setFrom, slice, setSlice, explode, setExplode, xray, setXray };
}
