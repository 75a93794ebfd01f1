import { useSyncExternalStore } from "react";

/** Phone: one thing at a time. Tablet: rail of icons, parameters in a drawer. Desktop: everything side by side. */
export type LayoutKind = "phone" | "tablet" | "desktop";

const QUERIES = {
  desktop: "(min-width: 1100px) and (min-height: 520px)",
  tablet: "(min-width: 700px) and (min-height: 520px)",
} as const;

const read = (): LayoutKind => {
  if (matchMedia(QUERIES.desktop).matches) return "desktop";
  return matchMedia(QUERIES.tablet).matches ? "tablet" : "phone";
};

function subscribe(changed: () => void): () => void {
  const lists = Object.values(QUERIES).map((query) => matchMedia(query));
  for (const list of lists) list.addEventListener("change", changed);
  return () => {
    for (const list of lists) list.removeEventListener("change", changed);
  };
}

export const useLayoutKind = (): LayoutKind => useSyncExternalStore(subscribe, read);
