import { useSyncExternalStore } from "react";
import { type Scheme, THEMES, type ViewTheme } from "../ui/colors";

const ATTRIBUTE = "data-mantine-color-scheme";

/** The colour scheme that Mantine has set on the document. */
export const currentScheme = (): Scheme =>
  document.documentElement.getAttribute(ATTRIBUTE) === "dark" ? "dark" : "light";

function subscribe(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributeFilter: [ATTRIBUTE] });
  return () => observer.disconnect();
}

/** The theme of canvases, which follows the colour scheme that Mantine sets on the document. */
export const useViewTheme = (): ViewTheme => THEMES[useSyncExternalStore(subscribe, currentScheme)];
