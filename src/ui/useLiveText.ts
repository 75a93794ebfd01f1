import { type RefObject, useEffect, useRef } from "react";

/** Numbers that change with every frame are written this often: fast enough to follow, slow enough to read. */
const READABLE_MS = 100;

/**
 * Writes a text that changes with the run straight into the page, without a render.
 *
 * @param subscribe announces that the text may have changed; returns the unsubscriber.
 * @param read the text as it is now.
 */
export function useLiveText<E extends HTMLElement>(
  subscribe: (listener: () => void) => () => void,
  read: () => string,
): RefObject<E | null> {
  const element = useRef<E>(null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let written = 0;
    const write = () => {
      timer = undefined;
      written = performance.now();
      const text = read();
      if (element.current !== null && element.current.textContent !== text) element.current.textContent = text;
    };
    write();
    // The first change after a pause shows at once: it is the answer to what somebody just did.
    const stop = subscribe(() => {
      timer ??= setTimeout(write, Math.max(0, written + READABLE_MS - performance.now()));
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [subscribe, read]);
  return element;
}
