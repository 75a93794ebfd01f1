import { CloseButton } from "@mantine/core";
import { type KeyboardEvent as ReactKeyboardEvent, useEffect, useRef, useState } from "react";
import { Group, Panel, Separator, useDefaultLayout } from "react-resizable-panels";
import type { ExperimentId } from "../../workers/catalog";
import { ActionBar } from "../controls/ActionBar";
import { lazily } from "../controls/lazily";
import { ParamPanel } from "../controls/ParamPanel";
import { Transport } from "../controls/Transport";
import type { Arrangement, ExperimentPage } from "../experiments/_page";
import { PAGES } from "../experiments/registry";
import { visibleArrangement } from "../experiments/visible";
import { useT } from "../i18n";
import { showsPanel, showsPart, useClassroom, usePart } from "../stores/classroom";
import { useCompare } from "../stores/compare";
import { useLab } from "../stores/labStore";
import { useNeeded } from "../stores/needed";
import { recall, remember } from "../stores/storage";
import { useUnfinished } from "../stores/unfinished";
import { openPalette, type PhoneTab, toggleLesson, useView } from "../stores/viewStore";
import { tabMoved } from "../ui/tabMoved";
import { useLayoutKind } from "../ui/useLayoutKind";
import { EmbedBar } from "./EmbedBar";
import { FileDrop } from "./FileDrop";
import { Header } from "./Header";
import { LessonSlot } from "./LessonSlot";
import { Printing } from "./Printing";
import { ExperimentItems, Rail } from "./Rail";
import { Readouts } from "./Readouts";
import { RunStatus } from "./RunStatus";
import styles from "./shell.module.css";
import { useHotkeys } from "./useHotkeys";
import { ViewGrid } from "./ViewGrid";
import { ViewPager } from "./ViewPager";

const Palette = lazily(() => import("./Palette"));
const UnfinishedNote = lazily(() => import("./UnfinishedNote"));
const NeededNote = lazily(() => import("./NeededNote"));
const Dialogs = lazily(() => import("./Dialogs"));
const CompareBar = lazily(() => import("./CompareBar"));

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
  const actions = usePart("actions");
  const embed = useClassroom((state) => state.embed);
  const comparing = useCompare((state) => state.phase !== "off");
  if (embed && !actions) return null;
  return (
    <>
      <div className={styles.strip}>
        {embed ? null : <Caption arrangement={arrangement} />}
        {actions ? <ActionBar experiment={experiment} page={page} /> : null}
        {embed ? null : <Readouts channels={arrangement.readouts} />}
      </div>
      {comparing ? <CompareBar experiment={experiment} /> : null}
    </>
  );
}

/** Only where there is nothing but a part of the lab to be seen: another experiment would lead out of it. */
const useRail = (): boolean => useClassroom((state) => state.mode === null && !state.embed);

const useLessonShown = (): boolean => {
  const part = usePart("lesson");
  return useView((state) => state.lessonOpen) && part;
};

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
  const lessonOpen = useLessonShown();
  const rail = useRail();
  const panel = useClassroom(showsPanel);
  const saved = useDefaultLayout({
    id: `synaptarium.layout.page${panel ? "" : ".views"}`,
    panelIds: panel ? ["views", "parameters"] : ["views"],
  });
  return (
    <div className={styles.middle}>
      {rail ? <Rail current={experiment} narrow={lessonOpen} /> : null}
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
          {panel ? (
            <>
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
            </>
          ) : null}
        </Group>
      </main>
    </div>
  );
}

function Tablet({ experiment, page, arrangement }: BodyProps) {
  const t = useT();
  const lessonOpen = useLessonShown();
  const rail = useRail();
  const panel = useClassroom(showsPanel);
  const parametersOpen = useView((state) => state.parametersOpen) && panel;
  return (
    <div className={styles.middle}>
      {rail ? <Rail current={experiment} narrow /> : null}
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
  const asked = useView((state) => state.phoneTab);
  const panel = useClassroom(showsPanel);
  const lesson = usePart("lesson");
  const tabs = TABS.filter((id) => id === "views" || (id === "parameters" ? panel : lesson));
  const tab = tabs.includes(asked) ? asked : "views";
  const bar = useRef<HTMLDivElement>(null);
  const show = (phoneTab: PhoneTab) => useView.setState({ phoneTab, lessonOpen: phoneTab === "lesson" });
  const move = (event: ReactKeyboardEvent) => {
    const to = tabMoved(event.key, tabs.indexOf(tab), tabs.length);
    const next = to === null ? undefined : tabs[to];
    if (next === undefined) return;
    event.preventDefault();
    show(next);
    bar.current?.querySelector<HTMLElement>(`#page-${next}`)?.focus();
  };
  return (
    <div className={styles.phone}>
      <nav hidden={tabs.length === 1}>
        <div className={styles.phoneTabs} role="tablist" aria-label={t("tabs.label")} ref={bar}>
          {tabs.map((id) => (
            <button
              key={id}
              id={`page-${id}`}
              type="button"
              role="tab"
              aria-selected={id === tab}
              aria-controls="views-area"
              tabIndex={id === tab ? 0 : -1}
              onClick={() => show(id)}
              onKeyDown={move}
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

/** The arrangement of the present parameters and of the class; the same object until something in it changes. */
function useArrangement(page: ExperimentPage): Arrangement {
  const last = useRef<{ readonly text: string; readonly arrangement: Arrangement } | null>(null);
  const views = useClassroom((state) => state.views);
  return useLab(({ params }) => {
    const arrangement = visibleArrangement(page.arrange(params), views);
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

/** What is loaded when it is asked for, and stays from then on. */
function AskedParts({ experiment, page }: Omit<BodyProps, "arrangement">) {
  const dialog = useView((state) => state.dialog !== null || state.dropped.length > 0);
  const palette = useView((state) => state.paletteAsked);
  const [loaded, setLoaded] = useState({ dialogs: false, palette: false });

  useEffect(() => {
    if (dialog) setLoaded((now) => ({ ...now, dialogs: true }));
    if (palette) setLoaded((now) => ({ ...now, palette: true }));
  }, [dialog, palette]);

  const failDialogs = () => {
    const { dialog: asked, dropped } = useView.getState();
    useView.setState({ dialog: null, dropped: [] });
    setLoaded((now) => ({ ...now, dialogs: false }));
    return () => useView.setState({ dialog: asked, dropped });
  };
  const failPalette = () => {
    useView.setState({ paletteAsked: false });
    setLoaded((now) => ({ ...now, palette: false }));
    return openPalette;
  };
  return (
    <>
      {loaded.dialogs ? <Dialogs experiment={experiment} page={page} onFail={failDialogs} /> : null}
      {loaded.palette ? <Palette experiment={experiment} page={page} onFail={failPalette} /> : null}
    </>
  );
}

const BODIES = { desktop: Desktop, tablet: Tablet, phone: Phone } as const;

/** The page around an open experiment. */
export function Shell({ experiment }: { readonly experiment: ExperimentId }) {
  const t = useT();
  const embed = useClassroom((state) => state.embed);
  const transport = useClassroom((state) => showsPart(state, "transport"));
  const unfinished = useUnfinished((state) => state.asking);
  const needed = useNeeded((state) => state.needed !== null);
  const asked = useLayoutKind();
  // A frame has no head that could open a drawer.
  const kind = embed && asked === "tablet" ? "desktop" : asked;
  const page = PAGES[experiment];
  const arrangement = useArrangement(page);
  const rail = useRail();
  useHotkeys();
  useEscape();

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
      {embed ? (
        <h1 className="quiet">{t("app.name")}</h1>
      ) : (
        <Header
          experiment={experiment}
          kind={kind}
          experiments={rail ? <ExperimentItems current={experiment} /> : null}
        />
      )}
      {unfinished ? <UnfinishedNote /> : null}
      {needed ? <NeededNote /> : null}
      <Body experiment={experiment} page={page} arrangement={arrangement} />
      {embed ? <EmbedBar experiment={experiment} /> : transport ? <Transport kind={kind} /> : null}
      <RunStatus channels={arrangement.readouts} />
      <FileDrop />
      <Printing experiment={experiment} page={page} />
      <AskedParts experiment={experiment} page={page} />
    </div>
  );
}
