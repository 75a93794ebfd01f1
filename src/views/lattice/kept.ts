import { isSameView, roundedView, type Viewpoint, viewpointOf } from "../gl/camera";
import { isViewpointName, type Look } from "./options";

/** Viewpoints that are kept on this device: a few of each channel, by numbers that stay when another one goes. */

export interface Kept {
  readonly number: number;
  readonly view: Viewpoint;
}

/** As many as there are keys for. */
export const MOST_KEPT = 9;

const keyOf = (channel: string): string => `synaptarium.viewpoints.lattice.${channel}`;

/** Those that were kept, by their numbers; what is none is left out. */
export function readKept(channel: string): readonly Kept[] {
  let stored: unknown;
  try {
    stored = JSON.parse(localStorage.getItem(keyOf(channel)) ?? "[]");
  } catch {
    // Storage is denied, or holds something else: there is none.
  }
  const views = Array.isArray(stored) ? stored.slice(0, MOST_KEPT).map(viewpointOf) : [];
  return views.flatMap((view, i) => (view === null ? [] : [{ number: i + 1, view }]));
}

/** Keeps these, so that the number of each says where it stands in the list. */
function write(channel: string, kept: readonly Kept[]): void {
  const list = Array.from({ length: MOST_KEPT }, (_, i) => kept.find(({ number }) => number === i + 1)?.view ?? null);
  try {
    localStorage.setItem(keyOf(channel), JSON.stringify(list));
  } catch {
    // Storage is denied: the viewpoints hold until the page is closed.
  }
}

/** The least number that is free; null where all are taken. */
export function freeNumber(kept: readonly Kept[]): number | null {
  const numbers = Array.from({ length: MOST_KEPT }, (_, i) => i + 1);
  return numbers.find((number) => kept.every((one) => one.number !== number)) ?? null;
}

export function withKept(channel: string, kept: readonly Kept[], number: number, view: Viewpoint): readonly Kept[] {
  const next = [...kept.filter((one) => one.number !== number), { number, view }].sort((a, b) => a.number - b.number);
  write(channel, next);
  return next;
}

export function withoutKept(channel: string, kept: readonly Kept[], number: number): readonly Kept[] {
  const next = kept.filter((one) => one.number !== number);
  write(channel, next);
  return next;
}

export const roundedLook = (look: Look): Look => (typeof look === "string" ? look : roundedView(look));

export const isSameLook = (a: Look, b: Look): boolean =>
  typeof a === "string" || typeof b === "string" ? a === b : isSameView(a, b);

/** What a link or the page says; null when it is no look. */
export const lookOf = (value: unknown): Look | null => (isViewpointName(value) ? value : viewpointOf(value));
