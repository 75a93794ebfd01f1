import { ActionIcon, Menu, Popover } from "@mantine/core";
import { type ComponentType, useEffect, useRef, useState } from "react";
import { copyViewLink, saveCsv, savePicture } from "../controls/saveView";
import type { ExperimentPage, ViewSlot } from "../experiments/_page";
import { useT } from "../i18n";
import { actNow } from "../stores/act";
import { edit } from "../stores/edits";
import { feed } from "../stores/feed";
import { useLab } from "../stores/labStore";
import { pointAt, select, toggleHeld, toggleMaximized, useView } from "../stores/viewStore";
import { ErrorBoundary } from "../ui/ErrorBoundary";
import {
  ExportIcon,
  HelpIcon,
  MaximizeIcon,
  MenuIcon,
  PauseIcon,
  PictureIcon,
  PlayIcon,
  RestoreIcon,
  ShareIcon,
} from "../ui/icons";
import type { ViewProps } from "../views/_view";
import { loadView, type ViewId } from "../views/registry";
import styles from "./views.module.css";

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

function Body({ name, slot }: { readonly name: string; readonly slot: ViewSlot }) {
  const Component = useComponent(slot.view);
  const params = useLab((state) => state.params);
  const selection = useView((state) => state.selection);
  const cursor = useView((state) => state.cursor);
  const paused = useView((state) => state.held.includes(name));
  if (Component === null) return null;
  return (
    <Component
      feed={feed}
      channels={slot.channels}
      options={slot.options ?? NO_OPTIONS}
      params={params}
      onEdit={edit}
      onAct={actNow}
      selection={selection}
      onSelect={select}
      cursor={cursor}
      onCursor={pointAt}
      paused={paused}
    />
  );
}

function About({ text }: { readonly text: string }) {
  const t = useT();
  return (
    <Popover width={260} position="bottom" withArrow shadow="md">
      <Popover.Target>
        <ActionIcon variant="subtle" color="gray" size={24} aria-label={t("view.about")}>
          <HelpIcon width={15} height={15} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown className={styles.about}>{text}</Popover.Dropdown>
    </Popover>
  );
}

interface CardProps {
  readonly page: ExperimentPage;
  readonly name: string;
  readonly slot: ViewSlot;
  /** False where only one view is shown anyway. */
  readonly canMaximize: boolean;
}

/** A view with its title, its explanation and its menu. */
export function ViewCard({ page, name, slot, canMaximize }: CardProps) {
  const t = useT();
  const card = useRef<HTMLElement>(null);
  const maximized = useView((state) => state.maximized === name);
  const held = useView((state) => state.held.includes(name));
  const focused = useView((state) => state.focused === name);
  const title = t(slot.title);
  const about = { view: slot.view, channels: slot.channels, title };

  return (
    <section ref={card} className={styles.card} aria-label={title} data-view={name} data-focused={focused || undefined}>
      <header className={styles.head}>
        <h2 className={styles.title}>{title}</h2>
        <About text={t(slot.doc)} />
        {held ? <span className={styles.held}>{t("view.held")}</span> : null}
        <span className={styles.space} />
        {canMaximize ? (
          <ActionIcon
            variant="subtle"
            color="gray"
            size={24}
            aria-label={t(maximized ? "view.restore" : "view.maximize")}
            title={t(maximized ? "view.restore" : "view.maximize")}
            aria-pressed={maximized}
            onClick={() => toggleMaximized(name)}
          >
            {maximized ? <RestoreIcon width={15} height={15} /> : <MaximizeIcon width={15} height={15} />}
          </ActionIcon>
        ) : null}
        <Menu position="bottom-end" withArrow shadow="md">
          <Menu.Target>
            <ActionIcon variant="subtle" color="gray" size={24} aria-label={t("view.menu", { title })}>
              <MenuIcon width={15} height={15} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item leftSection={held ? <PlayIcon /> : <PauseIcon />} onClick={() => toggleHeld(name)}>
              {t(held ? "view.follow" : "view.hold")}
            </Menu.Item>
            <Menu.Item leftSection={<PictureIcon />} onClick={() => void savePicture(about, card.current)}>
              {t("view.picture")}
            </Menu.Item>
            <Menu.Item leftSection={<ExportIcon />} onClick={() => void saveCsv(about)}>
              {t("view.data")}
            </Menu.Item>
            <Menu.Item leftSection={<ShareIcon />} onClick={() => void copyViewLink(page.id, name)}>
              {t("view.link")}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </header>
      <div className={styles.body}>
        <ErrorBoundary
          fallback={(error, retry) => (
            <div className={styles.crashed} role="alert">
              <p>
                {t("view.crashed")}: {error.message}
              </p>
              <p>{t("view.crashedHint")}</p>
              <button type="button" onClick={retry}>
                {t("view.retry")}
              </button>
            </div>
          )}
        >
          <Body name={name} slot={slot} />
        </ErrorBoundary>
      </div>
    </section>
  );
}
