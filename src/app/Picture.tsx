import { type ComponentType, useEffect, useMemo, useState } from "react";
import type { ViewSlot } from "../experiments/_page";
import { lookOf, pointAt, sayLook, select, useView } from "../stores/viewStore";
import type { ViewProps } from "../views/_view";
import { loadView, type ViewId } from "../views/registry";

const NO_OPTIONS = {};

const loaded = new Map<ViewId, ComponentType<ViewProps>>();

/** Component of a view; null until its code is there. A failure is thrown while rendering, and mounting tries again. */
function useComponent(id: ViewId): ComponentType<ViewProps> | null {
  const [, arrived] = useState<unknown>(null);
  useEffect(() => {
    if (loaded.has(id)) return;
    loadView(id).then(
      ({ Component }) => {
        loaded.set(id, Component);
        arrived(id);
      },
      (error: unknown) =>
        arrived(() => {
          throw error;
        }),
    );
  }, [id]);
  return loaded.get(id) ?? null;
}

export interface SlotProps {
  readonly name: string;
  readonly slot: ViewSlot;
}

/** Frames and parameters of the run that a picture shows, and what may be done to it. */
export type PictureProps = SlotProps & Pick<ViewProps, "feed" | "params" | "onEdit" | "onAct">;

/** The view of a slot, fed by any run. */
export function Picture({ name, slot, ...run }: PictureProps) {
  const Component = useComponent(slot.view);
  const selection = useView((state) => state.selection);
  const cursor = useView((state) => state.cursor);
  const asked = useView((state) => state.lookAsk);
  const looks = useMemo(() => ({ asked, of: lookOf, say: sayLook }), [asked]);
  const paused = useView((state) => state.held.includes(name));
  if (Component === null) return null;
  return (
    <Component
      channels={slot.channels}
      options={slot.options ?? NO_OPTIONS}
      selection={selection}
      onSelect={select}
      cursor={cursor}
      onCursor={pointAt}
      paused={paused}
      looks={looks}
      {...run}
    />
  );
}
