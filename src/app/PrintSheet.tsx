import type { MDXContent } from "mdx/types";
import { useCallback, useEffect, useRef, useState } from "react";
import { createPortal, flushSync } from "react-dom";
import type { ExperimentId } from "../../workers/catalog";
import type { Arrangement, ExperimentPage } from "../experiments/_page";
import { visibleArrangement } from "../experiments/visible";
import { type Language, useLanguage, useT } from "../i18n";
import { LESSONS } from "../lessons/lessons";
import { useClassroom } from "../stores/classroom";
import { useLab } from "../stores/labStore";
import { notify } from "../stores/notices";
import { useView } from "../stores/viewStore";
import { THEMES } from "../ui/colors";
import { compose } from "../views/composition";
import { exportSvg } from "../views/exportSvg";
import { PrintDocument, type PrintedPicture } from "./PrintDocument";
import styles from "./print.module.css";
import { ViewBody } from "./ViewBody";

interface Props {
  readonly experiment: ExperimentId;
  readonly page: ExperimentPage;
}

type Slots = Arrangement["slots"];

interface Sheet {
  readonly pictures: readonly PrintedPicture[];
  /** Titles of the views that have no picture. */
  readonly missing: readonly string[];
  readonly withLesson: boolean;
}

async function loadLesson(experiment: ExperimentId, language: Language): Promise<MDXContent> {
  const [content] = await Promise.all([LESSONS[experiment].content[language](), import("katex/dist/katex.min.css")]);
  return content.default;
}

/** The views that are not on the screen get so long to draw themselves, in ms. */
const PATIENCE = 3000;

/** What shows a view: its card, or its place beside the page. */
const placeOf = (name: string): Element | null =>
  document.querySelector(`[data-view="${CSS.escape(name)}"], [data-beside="${CSS.escape(name)}"]`);

const pictured = (name: string): boolean => {
  const place = placeOf(name);
  return place !== null && compose(place) !== null;
};

/** Pictures and fonts that the document has just begun to use. */
const settled = async (root: HTMLElement | null): Promise<void> => {
  const images = [...(root?.querySelectorAll<SVGImageElement & { decode?: () => Promise<void> }>("image") ?? [])];
  await Promise.all([document.fonts.ready, ...images.map((image) => image.decode?.())]);
};

/**
 * The printed document. It stands in the page only while it is printed: all views are drawn anew in light colours, those that
 * are not on the screen in a place beside it, and the page itself stays as it is. Also prints when the browser is told to,
 * which waits for nothing: then the sheet names the views that are not on the screen.
 */
export default function PrintSheet({ experiment, page }: Props) {
  const t = useT();
  const language = useLanguage();
  const lessonOpen = useView((state) => state.lessonOpen);
  const asked = useView((state) => state.printAsked);
  const views = useClassroom((state) => state.views);
  const [lesson, setLesson] = useState<{ readonly of: string; readonly content: MDXContent } | null>(null);
  const [sheet, setSheet] = useState<Sheet | null>(null);
  const [beside, setBeside] = useState<Slots>({});
  const root = useRef<HTMLDivElement>(null);
  const of = `${experiment} ${language}`;

  const fetchLesson = useCallback(async () => {
    const content = await loadLesson(experiment, language);
    setLesson({ of: `${experiment} ${language}`, content });
  }, [experiment, language]);

  const present = useCallback(
    (): Slots => visibleArrangement(page.arrange(useLab.getState().params), views).slots,
    [page, views],
  );

  const take = useCallback(
    (withLesson: boolean): Sheet => {
      const missing: string[] = [];
      const pictures = Object.entries(present()).flatMap(([name, slot]): PrintedPicture[] => {
        const place = placeOf(name);
        const title = t(slot.title);
        const svg = place === null ? null : exportSvg(place, title, THEMES.light, false);
        if (svg === null) missing.push(title);
        return svg === null ? [] : [{ name, title, svg }];
      });
      return { pictures, missing, withLesson };
    },
    [present, t],
  );

  useEffect(() => {
    // The browser prints the page as it is when this returns, and waits for nothing.
    const before = () => flushSync(() => setSheet((now) => now ?? take(lessonOpen)));
    const after = () => setSheet(null);
    addEventListener("beforeprint", before);
    addEventListener("afterprint", after);
    return () => {
      removeEventListener("beforeprint", before);
      removeEventListener("afterprint", after);
    };
  }, [take, lessonOpen]);

  // An open lesson is at hand before the browser is told to print.
  useEffect(() => {
    if (lessonOpen) fetchLesson().catch(() => undefined);
  }, [lessonOpen, fetchLesson]);

  useEffect(() => {
    if (!asked) return;
    useView.setState({ printAsked: false });
    const print = async () => {
      try {
        await fetchLesson();
      } catch {
        notify({ tone: "error", title: "print.title", text: { key: "print.noLesson" } });
      }
      const unseen = Object.entries(present()).filter(([name]) => !pictured(name));
      setBeside(Object.fromEntries(unseen));
      const until = performance.now() + PATIENCE;
      while (!unseen.every(([name]) => pictured(name)) && performance.now() < until) {
        await new Promise((resolve) => setTimeout(resolve, 30));
      }
      const whole = take(true);
      flushSync(() => {
        setSheet(whole);
        setBeside({});
      });
      // Another experiment was opened in the meantime.
      if (root.current === null) return;
      await settled(root.current).catch(() => undefined);
      window.print();
    };
    void print();
  }, [asked, fetchLesson, present, take]);

  if (sheet === null) {
    return createPortal(
      Object.entries(beside).map(([name, slot]) => (
        <div key={name} className={styles.beside} data-beside={name} inert>
          <ViewBody name={name} slot={slot} />
        </div>
      )),
      document.body,
    );
  }
  return createPortal(
    <div ref={root} className={styles.sheet} data-print lang={language}>
      <PrintDocument
        experiment={experiment}
        pictures={sheet.pictures}
        missing={sheet.missing}
        lesson={sheet.withLesson && lesson?.of === of ? lesson.content : null}
      />
    </div>,
    document.body,
  );
}
