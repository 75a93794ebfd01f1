import { CloseButton } from "@mantine/core";
import { lazy, Suspense, useEffect, useRef, useState } from "react";
import { Group, Panel, Separator, useDefaultLayout } from "react-resizable-panels";
import type { ExperimentId } from "../../workers/catalog";
import { ActionBar } from "../controls/ActionBar";
import { ParamPanel } from "../controls/ParamPanel";
import { Transport } from "../controls/Transport";
import type { Arrangement, ExperimentPage } from "../experiments/_page";
import { PAGES } from "../experiments/registry";
import { useT } from "../i18n";
import { useLab } from "../stores/labStore";
import { recall, remember } from "../stores/storage";
import { type PhoneTab, toggleLesson, useView } from "../stores/viewStore";
import { useLayoutKind } from "../ui/useLayoutKind";
import { FileDrop } from "./FileDrop";
import { Header } from "./Header";
import { LessonSlot } from "./LessonSlot";
import { ExperimentItems, Rail } from "./Rail";
import { Readouts } from "./Readouts";
import { RunStatus } from "./RunStatus";
import styles from "./shell.module.css";
import { useHotkeys } from "./useHotkeys";
import { ViewGrid } from "./ViewGrid";
import { ViewPager } from "./ViewPager";

const Palette = lazy(() => import("./Palette"));
const Dialogs = lazy(() => import("./Dialogs"));

/** Sizes of the parameter panel, in pixels. */
const PANEL = { least: 270, usual: 320, most: 560 } as const;

function Caption({ arrangement }: { readonly arrangement: Arrangement }) {
  const t = useT();
  const [hidden, setHidden] = useState(() => recall("captionHidden", (value) => typeof value === "boolean") ?? false);
  if (hidden) return null;
  return (
    <p className={styles.caption}>
      {t(arrangement.caption, arrangement.values)}
      <CloseButton
        size={24}
        aria-label={t("caption.dismiss")}
        onClick={() => {
          remember("captionHidden", true);
          setHidden(true);
        }}
      />
    </p>
  );
}

interface BodyProps {
  readonly experiment: ExperimentId;
  readonly page: ExperimentPage;
  readonly arrangement: Arrangement;
}

function Strip({ experiment, page, arrangement }: BodyProps) {
  return (
    <div className={styles.strip}>
      <Caption arrangement={arrangement} />
      <ActionBar experiment={experiment} page={page} />
      <Readouts channels={arrangement.readouts} />
    </div>
  );
}

function LessonAside({ experiment }: { readonly experiment: ExperimentId }) {
  const t = useT();
  return (
    <aside className={styles.lesson} aria-label={t("header.lesson")}>
      <div className={styles.lessonHead}>
        <strong>{t("header.lesson")}</strong>
        <CloseButton aria-label={t("dialog.close")} onClick={toggleLesson} />
      </div>
      <div className={styles.lessonBody}>
        <LessonSlot experiment={experiment} />
      </div>
    </aside>
  );
}

function Desktop({ experiment, page, arrangement }: BodyProps) {
  const t = useT();
  const lessonOpen = useView((state) => state.lessonOpen);
  const saved = useDefaultLayout({ id: "synaptarium.layout.page", panelIds: ["views", "parameters"] });
  return (
    <div className={styles.middle}>
      <Rail current={experiment} narrow={lessonOpen} />
      {lessonOpen ? <LessonAside experiment={experiment} /> : null}
      <main className={styles.fill}>
        <Group id="page" defaultLayout={saved.defaultLayout} onLayoutChanged={saved.onLayoutChanged}>
          <Panel id="views" className={styles.column}>
            <section id="views-area" className={styles.column} aria-label={t("views.label")} tabIndex={-1}>
              <Strip experiment={experiment} page={page} arrangement={arrangement} />
              <div className={styles.views}>
                <ViewGrid page={page} arrangement={arrangement} />
              </div>
            </section>
          </Panel>
          <Separator className={styles.border} aria-label={t("views.resizeColumns")} />
          <Panel
            id="parameters"
            defaultSize={PANEL.usual}
            minSize={PANEL.least}
            maxSize={PANEL.most}
            groupResizeBehavior="preserve-pixel-size"
          >
            <section className={styles.parameters} aria-label={t("params.label")}>
              <ParamPanel experiment={experiment} page={page} />
            </section>
          </Panel>
        </Group>
      </main>
    </div>
  );
}

function Tablet({ experiment, page, arrangement }: BodyProps) {
  const t = useT();
  const lessonOpen = useView((state) => state.lessonOpen);
  const parametersOpen = useView((state) => state.parametersOpen);
  return (
    <div className={styles.middle}>
      <Rail current={experiment} narrow />
      <main id="views-area" className={styles.column} aria-label={t("views.label")} tabIndex={-1}>
        <Strip experiment={experiment} page={page} arrangement={arrangement} />
        <div className={styles.views}>
          <ViewGrid page={page} arrangement={arrangement} />
        </div>
      </main>
      {lessonOpen ? <LessonAside experiment={experiment} /> : null}
      {parametersOpen ? (
        <aside className={styles.drawer} aria-label={t("params.label")}>
          <div className={styles.lessonHead}>
            <strong>{t("params.label")}</strong>
            <CloseButton aria-label={t("dialog.close")} onClick={() => useView.setState({ parametersOpen: false })} />
          </div>
          <ParamPanel experiment={experiment} page={page} />
        </aside>
      ) : null}
    </div>
  );
}

const TABS = ["views", "parameters", "lesson"] as const satisfies readonly PhoneTab[];

function Phone({ experiment, page, arrangement }: BodyProps) {
  const t = useT();
  const tab = useView((state) => state.phoneTab);
  const bar = useRef<HTMLDivElement>(null);
  const show = (phoneTab: PhoneTab) => useView.setState({ phoneTab, lessonOpen: phoneTab === "lesson" });
  const move = (by: number) => {
    const next = TABS[(TABS.indexOf(tab) + by + TABS.length) % TABS.length] ?? tab;
    show(next);
    bar.current?.querySelector<HTMLElement>(`#page-${next}`)?.focus();
  };
  return (
    <div className={styles.phone}>
      <nav>
        <div className={styles.phoneTabs} role="tablist" aria-label={t("tabs.label")} ref={bar}>
          {TABS.map((id) => (
            <button
              key={id}
              id={`page-${id}`}
              type="button"
              role="tab"
              aria-selected={id === tab}
              aria-controls="views-area"
              tabIndex={id === tab ? 0 : -1}
              onClick={() => show(id)}
              onKeyDown={(event) => {
                if (event.key === "ArrowRight") move(1);
                else if (event.key === "ArrowLeft") move(-1);
                else return;
                event.preventDefault();
              }}
            >
              {t(`tabs.${id}`)}
            </button>
          ))}
        </div>
      </nav>
      <main className={styles.phoneMain}>
        <div
          id="views-area"
          className={styles.phonePanel}
          role="tabpanel"
          aria-labelledby={`page-${tab}`}
          tabIndex={-1}
          data-tab={tab}
        >
          {tab === "views" ? (
            <>
              <Strip experiment={experiment} page={page} arrangement={arrangement} />
              <ViewPager page={page} arrangement={arrangement} />
            </>
          ) : null}
          {tab === "parameters" ? <ParamPanel experiment={experiment} page={page} /> : null}
          {tab === "lesson" ? <LessonSlot experiment={experiment} /> : null}
        </div>
      </main>
    </div>
  );
}

/** The arrangement of the present parameters; the same object until something in it changes. */
function useArrangement(page: ExperimentPage): Arrangement {
  const last = useRef<{ readonly text: string; readonly arrangement: Arrangement } | null>(null);
  return useLab(({ params }) => {
    const arrangement = page.arrange(params);
    const text = JSON.stringify(arrangement);
    if (last.current?.text === text) return last.current.arrangement;
    last.current = { text, arrangement };
    return arrangement;
  });
}

/** Escape takes away what lies over the views, the uppermost first. */
function useEscape(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || event.defaultPrevented) return;
      if (event.target instanceof Element && event.target.closest('[role="dialog"], input, [role="menu"]')) return;
      const { maximized, parametersOpen } = useView.getState();
      if (parametersOpen) useView.setState({ parametersOpen: false });
      else if (maximized !== null) useView.setState({ maximized: null });
    };
    addEventListener("keydown", onKeyDown);
    return () => removeEventListener("keydown", onKeyDown);
  }, []);
}

const BODIES = { desktop: Desktop, tablet: Tablet, phone: Phone } as const;

/** The page around an open experiment. */
export function Shell({ experiment }: { readonly experiment: ExperimentId }) {
  const t = useT();
  const kind = useLayoutKind();
  const page = PAGES[experiment];
  const arrangement = useArrangement(page);
  const dialog = useView((state) => state.dialog !== null || state.dropped.length > 0);
  const paletteAsked = useView((state) => state.paletteAsked);
  const [dialogsLoaded, setDialogsLoaded] = useState(false);
  useHotkeys();
  useEscape();

  useEffect(() => {
    if (dialog) setDialogsLoaded(true);
  }, [dialog]);

  const Body = BODIES[kind];
  return (
    <div className={styles.shell} data-kind={kind}>
      <nav aria-label={t("app.skip")}>
        <a
          className={styles.skip}
          href={`#/${experiment}`}
          onClick={(event) => {
            event.preventDefault();
            document.getElementById("views-area")?.focus();
          }}
        >
          {t("app.skip")}
        </a>
      </nav>
      <Header experiment={experiment} kind={kind} experiments={<ExperimentItems current={experiment} />} />
      <Body experiment={experiment} page={page} arrangement={arrangement} />
      <Transport kind={kind} />
      <RunStatus />
      <FileDrop />
      <Suspense fallback={null}>
        {dialogsLoaded ? <Dialogs experiment={experiment} page={page} /> : null}
        {paletteAsked > 0 ? <Palette experiment={experiment} page={page} asked={paletteAsked} /> : null}
      </Suspense>
    </div>
  );
}
