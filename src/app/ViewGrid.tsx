import { Fragment, useEffect } from "react";
import { Group, Panel, Separator, useDefaultLayout } from "react-resizable-panels";
import type { Arrangement, ExperimentPage, Layout } from "../experiments/_page";
import { useT } from "../i18n";
import { bringFront, useView } from "../stores/viewStore";
import { ViewCard } from "./ViewCard";
import styles from "./views.module.css";

/** No view may be dragged smaller than it can still be read, in pixels. */
const LEAST = { row: 200, column: 130 } as const;

function nameOf(layout: Layout): string {
  if (typeof layout === "string") return layout;
  return "stack" in layout ? layout.stack.join("/") : layout.parts.map((part) => nameOf(part.content)).join("+");
}

interface Props {
  readonly page: ExperimentPage;
  readonly arrangement: Arrangement;
}

function Split({ page, arrangement, layout }: Props & { readonly layout: Extract<Layout, { parts: unknown }> }) {
  const t = useT();
  const parts = layout.parts.map((part) => ({ ...part, id: nameOf(part.content) }));
  const id = `${arrangement.id}:${parts.map((part) => part.id).join("|")}`;
  const saved = useDefaultLayout({ id: `synaptarium.layout.${id}`, panelIds: parts.map((part) => part.id) });
  const sideways = layout.direction === "row";
  return (
    <Group
      id={id}
      className={styles.split}
      orientation={sideways ? "horizontal" : "vertical"}
      defaultLayout={saved.defaultLayout}
      onLayoutChanged={saved.onLayoutChanged}
    >
      {parts.map((part, index) => (
        <Fragment key={part.id}>
          {index === 0 ? null : (
            <Separator
              className={styles.border}
              data-sideways={sideways}
              aria-label={t(sideways ? "views.resizeColumns" : "views.resize")}
            />
          )}
          <Panel id={part.id} defaultSize={`${part.share}%`} minSize={LEAST[layout.direction]}>
            <Part page={page} arrangement={arrangement} layout={part.content} />
          </Panel>
        </Fragment>
      ))}
    </Group>
  );
}

/** Views that take turns in one place: the title is the choice of them. */
function Stack({ page, arrangement, names }: Props & { readonly names: readonly string[] }) {
  const shown = useView(({ fronts }) => names.find((name) => fronts.includes(name)) ?? (names[0] as string));
  const focused = useView((state) => state.focused);
  useEffect(() => {
    if (focused !== null && names.includes(focused)) bringFront(focused, names);
  }, [focused, names]);
  const slot = arrangement.slots[shown];
  if (slot === undefined) throw new Error(`${arrangement.id} has no view ${shown}`);
  const stack = names.map((name) => ({ name, title: arrangement.slots[name]?.title ?? slot.title }));
  return <ViewCard page={page} name={shown} slot={slot} stack={stack} canMaximize />;
}

function Part({ page, arrangement, layout }: Props & { readonly layout: Layout }) {
  if (typeof layout !== "string")
    return "stack" in layout ? (
      <Stack page={page} arrangement={arrangement} names={layout.stack} />
    ) : (
      <Split page={page} arrangement={arrangement} layout={layout} />
    );
  const slot = arrangement.slots[layout];
  if (slot === undefined) throw new Error(`${arrangement.id} has no view ${layout}`);
  return <ViewCard page={page} name={layout} slot={slot} canMaximize />;
}

/** All views side by side with borders that can be moved; or one of them alone. */
export function ViewGrid({ page, arrangement }: Props) {
  const maximized = useView((state) => state.maximized);
  // The name may come from a link.
  const alone =
    maximized !== null && Object.hasOwn(arrangement.slots, maximized) ? arrangement.slots[maximized] : undefined;
  return alone === undefined || maximized === null ? (
    <Part key={arrangement.id} page={page} arrangement={arrangement} layout={arrangement.layout} />
  ) : (
    <ViewCard page={page} name={maximized} slot={alone} canMaximize />
  );
}
