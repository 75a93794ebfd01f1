import type { SimError } from "../../workers/protocol";
import type { ShellKey } from "../i18n";

/** Messages from the stores to whoever shows them; the stores know no component. */
export interface Notice {
  readonly tone: "info" | "success" | "error";
  readonly title: ShellKey;
  /** Already in plain words, or a shell text with its values. */
  readonly text?: string | { readonly key: ShellKey; readonly values?: Readonly<Record<string, string | number>> };
  /** Stays until it is answered or closed. */
  readonly stays?: boolean;
  readonly action?: { readonly label: ShellKey; readonly run: () => void };
}

const listeners = new Set<(notice: Notice) => void>();

export const notify = (notice: Notice): void => {
  for (const listener of listeners) listener(notice);
};

/** Returns the unsubscriber. */
export function onNotice(listener: (notice: Notice) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const clearers = new Set<() => void>();

/** Takes away messages that offer to do something, e.g. because it would lead out of a locked class. */
export function dropOffers(): void {
  for (const clear of clearers) clear();
}

/** Returns the unsubscriber. */
export function onDropOffers(clear: () => void): () => void {
  clearers.add(clear);
  return () => clearers.delete(clear);
}

const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);

/** Message and hint as sentences. */
export const errorText = ({ message, hint }: SimError): string =>
  hint === undefined ? sentence(message) : `${sentence(message)} ${sentence(hint)}`;

export const notifyError = (error: SimError, title: ShellKey = "error.title"): void =>
  notify({ tone: "error", title, text: errorText(error) });
