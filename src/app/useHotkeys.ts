import { useEffect } from "react";
import { commandOf } from "../controls/commands";
import { useLab } from "../stores/labStore";

/** Elements that use plain keys themselves. */
const TAKES_TEXT =
  'input:not([type="range"], [type="checkbox"], [type="radio"]), textarea, select, [contenteditable="true"]';
const TAKES_ARROWS = `${TAKES_TEXT}, input, [role="slider"], [role="application"], [role="separator"], [role="radio"], [role="tab"], [role="menuitem"], [role="option"]`;
const TAKES_SPACE = `${TAKES_TEXT}, button, a, summary, input:not([type="range"]), [role="button"], [role="menuitem"], [role="option"]`;

function takenBy(target: EventTarget | null, { key, ctrlKey, metaKey }: KeyboardEvent): boolean {
  if (!(target instanceof Element)) return false;
  if (target.closest('[role="dialog"]') !== null) return true;
  // Undo in a text field belongs to its text.
  if (ctrlKey || metaKey) return key.toLowerCase() !== "k" && target.closest(TAKES_TEXT) !== null;
  if (key === " ") return target.closest(TAKES_SPACE) !== null;
  if (key.startsWith("Arrow")) return target.closest(TAKES_ARROWS) !== null;
  return target.closest(TAKES_TEXT) !== null;
}

/** Keys of the page, where nothing nearer wants them. */
export function useHotkeys(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || takenBy(event.target, event)) return;
      const found = commandOf(event);
      if (found === undefined) return;
      event.preventDefault();
      const [, command] = found;
      if (command.enabled?.(useLab.getState()) ?? true) command.run();
    };
    addEventListener("keydown", onKeyDown);
    return () => removeEventListener("keydown", onKeyDown);
  }, []);
}
