import { type KeyboardEvent, type TouchEvent, useEffect, useRef } from "react";
import type { Arrangement, ExperimentPage } from "../experiments/_page";
import { useT } from "../i18n";
import { focusView, useView } from "../stores/viewStore";
import { tabMoved } from "../ui/tabMoved";
import { ViewCard } from "./ViewCard";
import styles from "./views.module.css";

/** A swipe is at least this long, in pixels, and clearly more sideways than up or down. */
const SWIPE = 56;
const SLOPE = 1.8;

/** Places where a touch means something of its own. */
const OWN_GESTURES = '[role="slider"], input, button, [data-gestures]';

/** One view at a time, for phones: tabs name them all, a swipe turns the page. */
export function ViewPager({ page, arrangement }: { readonly page: ExperimentPage; readonly arrangement: Arrangement }) {
  const t = useT();
  const names = Object.keys(arrangement.slots);
  const focused = useView((state) => state.focused);
  const shown = focused !== null && names.includes(focused) ? focused : (names[0] ?? "");
  const slot = arrangement.slots[shown];
  const start = useRef<{ readonly x: number; readonly y: number } | null>(null);
  const tabs = useRef<HTMLDivElement>(null);

  // Only the row of tabs may scroll: scrollIntoView would move the page as well.
  useEffect(() => {
    const row = tabs.current;
    const tab = row?.querySelector<HTMLElement>(`[data-tab="${CSS.escape(shown)}"]`);
    if (row && tab) row.scrollLeft = tab.offsetLeft - (row.clientWidth - tab.clientWidth) / 2;
  }, [shown]);

  const turn = (event: KeyboardEvent | null, key: string) => {
    const to = tabMoved(key, names.indexOf(shown), names.length);
    const next = to === null ? undefined : names[to];
    if (next === undefined) return;
    focusView(next);
    if (event === null) return;
    event.preventDefault();
    tabs.current?.querySelector<HTMLElement>(`[data-tab="${CSS.escape(next)}"]`)?.focus();
  };

  const onTouchStart = (event: TouchEvent) => {
    const touch = event.touches[0];
    const own = event.target instanceof Element && event.target.closest(OWN_GESTURES) !== null;
    start.current =
      touch === undefined || own || event.touches.length > 1 ? null : { x: touch.clientX, y: touch.clientY };
  };

  const onTouchEnd = (event: TouchEvent) => {
    const touch = event.changedTouches[0];
    if (start.current === null || touch === undefined) return;
    const dx = touch.clientX - start.current.x;
    const dy = touch.clientY - start.current.y;
    start.current = null;
    if (Math.abs(dx) >= SWIPE && Math.abs(dx) > SLOPE * Math.abs(dy)) turn(null, dx < 0 ? "ArrowRight" : "ArrowLeft");
  };

  if (slot === undefined) return null;
  return (
    <div className={styles.pager}>
      <div className={styles.tabs} role="tablist" aria-label={t("views.label")} ref={tabs} hidden={names.length === 1}>
        {names.map((name) => (
          <button
            key={name}
            id={`tab-${name}`}
            type="button"
            role="tab"
            aria-selected={name === shown}
            aria-controls="view-page"
            tabIndex={name === shown ? 0 : -1}
            data-tab={name}
            onClick={() => focusView(name)}
            onKeyDown={(event) => turn(event, event.key)}
          >
            {t(arrangement.slots[name]?.title ?? slot.title)}
          </button>
        ))}
      </div>
      <div
        id="view-page"
        role="tabpanel"
        aria-labelledby={`tab-${shown}`}
        className={styles.page}
        onTouchStart={onTouchStart}
        onTouchEnd={onTouchEnd}
      >
        <ViewCard key={shown} page={page} name={shown} slot={slot} canMaximize={false} />
      </div>
    </div>
  );
}
