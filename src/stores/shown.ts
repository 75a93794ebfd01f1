import type { ExperimentId } from "../../workers/catalog";
import type { PageState } from "../../workers/params/page";
import { openAtStep, recallProgress } from "../lessons/progress";
import { useLab } from "./labStore";
import { focusView, useView } from "./viewStore";

/** What the page shows, as links and session files carry it. */

/** @param run whether the run is to go on by itself when it is opened */
export function presentPage(run: boolean): PageState {
  const { focused, maximized, held, fronts, look, selection, lessonOpen } = useView.getState();
  const { experiment, asked, channels } = useLab.getState();
  return {
    ...(focused === null ? {} : { view: focused }),
    ...(maximized === null ? {} : { max: maximized }),
    ...(held.length === 0 ? {} : { hold: [...held] }),
    ...(fronts.length === 0 ? {} : { front: [...fronts] }),
    // Another experiment may have been looked at before.
    ...(look === null || !Object.hasOwn(channels, look.channel) ? {} : { look }),
    ...(selection === null ? {} : { select: { kind: selection.kind, index: selection.index } }),
    speed: asked,
    ...(run ? { run } : {}),
    ...(lessonOpen && experiment !== null ? { lesson: recallProgress(experiment).step } : {}),
  };
}

/** Before the session is open: a lesson reads its step when it is put on the page. */
export function preparePage(experiment: ExperimentId, { lesson }: PageState): void {
  if (lesson === undefined) return;
  useView.setState({ lessonOpen: false });
  if (lesson !== "") openAtStep(experiment, lesson);
}

/** Brings back what was shown; what the link does not name stays as it is. */
export function showPage({ view, max, hold, front, look, select, lesson }: PageState): void {
  if (view !== undefined) focusView(view);
  useView.setState({
    ...(max === undefined ? {} : { maximized: max }),
    ...(hold === undefined ? {} : { held: hold }),
    ...(front === undefined ? {} : { fronts: front }),
    ...(look === undefined ? {} : { look, lookAsk: useView.getState().lookAsk + 1 }),
    ...(select === undefined ? {} : { selection: select }),
    ...(lesson === undefined ? {} : { lessonOpen: true }),
  });
}
