import { ActionIcon, Menu, Popover } from "@mantine/core";
import { useRef } from "react";
import { copyViewLink } from "../controls/saveView";
import type { ExperimentPage, ViewSlot } from "../experiments/_page";
import { useT } from "../i18n";
import { usePart } from "../stores/classroom";
import { bringFront, toggleHeld, toggleMaximized, useView } from "../stores/viewStore";
import { ErrorBoundary } from "../ui/ErrorBoundary";
import { HelpIcon, MaximizeIcon, MenuIcon, PauseIcon, PlayIcon, RestoreIcon, ShareIcon } from "../ui/icons";
import { RecordingMark } from "./RecordingMark";
import { SaveItems } from "./SaveItems";
import { ViewBody } from "./ViewBody";
import styles from "./views.module.css";

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

interface Named {
  readonly name: string;
  readonly title: ViewSlot["title"];
}

/** The title of a place that several views share. */
function Choice({ name, stack }: { readonly name: string; readonly stack: readonly Named[] }) {
  const t = useT();
  const names = stack.map((one) => one.name);
  return (
    <select
      className={styles.choice}
      aria-label={t("view.choice")}
      value={name}
      onChange={(event) => bringFront(event.target.value, names)}
    >
      {stack.map((one) => (
        <option key={one.name} value={one.name}>
          {t(one.title)}
        </option>
      ))}
    </select>
  );
}

interface CardProps {
  readonly page: ExperimentPage;
  readonly name: string;
  readonly slot: ViewSlot;
  /** False where only one view is shown anyway. */
  readonly canMaximize: boolean;
  /** The views that take turns in this place, this one among them. */
  readonly stack?: readonly Named[];
}

/** A view with its title, its explanation and its menu. */
export function ViewCard({ page, name, slot, canMaximize, stack }: CardProps) {
  const t = useT();
  const card = useRef<HTMLElement>(null);
  const maximized = useView((state) => state.maximized === name);
  const held = useView((state) => state.held.includes(name));
  const focused = useView((state) => state.focused === name);
  const share = usePart("share");
  const title = t(slot.title);
  const about = { view: slot.view, channels: slot.channels, title };

  return (
    <section ref={card} className={styles.card} aria-label={title} data-view={name} data-focused={focused || undefined}>
      <header className={styles.head}>
        <h2 className={styles.title}>{stack === undefined ? title : <Choice name={name} stack={stack} />}</h2>
        <About text={t(slot.doc)} />
        {held ? <span className={styles.held}>{t("view.held")}</span> : null}
        <span className={styles.space} />
        <RecordingMark name={name} card={card} />
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
            {share ? (
              <>
                <SaveItems view={about} name={name} card={card} />
                <Menu.Divider />
                <Menu.Item leftSection={<ShareIcon />} onClick={() => void copyViewLink(page.id, name)}>
                  {t("view.link")}
                </Menu.Item>
              </>
            ) : null}
          </Menu.Dropdown>
        </Menu>
      </header>
      <div className={styles.body}>
        <ErrorBoundary
          key={name}
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
          <ViewBody name={name} slot={slot} />
        </ErrorBoundary>
      </div>
    </section>
  );
}
