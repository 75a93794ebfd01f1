import type { Looks, Sight } from "../_view";
import { useLinkedState } from "../compare/ScaleLink";
import { roundedView, type Viewpoint, viewpointOf } from "../gl/camera";
import { useSight } from "../gl/useSight";
import { LAYOUTS, type LayoutKind } from "./layout";

/** How a network is seen. */
export interface NetworkLook {
  readonly layout: LayoutKind;
  /** Null: as the layout is seen at first, or as this device has kept it. */
  readonly moved: Viewpoint | null;
}

export const seen = (sight: Sight | undefined, first: LayoutKind): NetworkLook => ({
  layout: LAYOUTS.find((one) => one === sight?.layout) ?? first,
  moved: viewpointOf(sight?.from),
});

/** What is not as at first, no finer than can be seen. */
export const sightOf = ({ layout, moved }: NetworkLook, first: LayoutKind): Sight => ({
  ...(layout === first ? {} : { layout }),
  ...(moved === null ? {} : { from: roundedView(moved) }),
});

/** How a network is seen: as the page remembers it or a link asks, otherwise as at first. */
export function useLook(channel: string, first: LayoutKind, looks: Looks | undefined) {
  const id = `graph ${channel}`;
  const start = seen(looks?.of(channel), first);
  const [layout, setLayout] = useLinkedState<LayoutKind>(`${id} layout`, start.layout);
  const [moved, setMoved] = useLinkedState<Viewpoint | null>(`${id} viewpoint`, start.moved);
  useSight(channel, looks, sightOf({ layout, moved }, first), (asked) => {
    const next = seen(asked, first);
    setLayout(next.layout);
    setMoved(next.moved);
  });
  return { layout, setLayout, moved, setMoved };
}
