import { create } from "zustand";
import type { Selection } from "../views/_view";

/** What the page looks like now: nothing in here changes the simulation. */

export type PhoneTab = "views" | "parameters" | "lesson";
export type Dialog = "share" | "export" | "help" | "open" | null;

export interface ViewState {
  /** Shared by all views. */
  readonly selection: Selection | null;
  /** Time under the pointer in ms. */
  readonly cursor: number | null;
  /** Slot of the view that fills the area, or null for all of them. */
  readonly maximized: string | null;
  /** Slot shown on a phone and flashed on a desktop when something points at it. */
  readonly focused: string | null;
  /** Slots that do not follow the run. */
  readonly held: readonly string[];
  readonly phoneTab: PhoneTab;
  readonly lessonOpen: boolean;
  readonly parametersOpen: boolean;
  readonly dialog: Dialog;
  /** Parameter to scroll to and focus; `ask` rises so that asking twice works twice. */
  readonly wanted: { readonly path: string; readonly ask: number } | null;
  /** Rises each time the palette is asked for; it is loaded at the first time. */
  readonly paletteAsked: number;
  /** Action whose arguments are being asked for. */
  readonly asking: string | null;
  /** Files dropped on the page, waiting for the answer what they are. */
  readonly dropped: readonly File[];
}

export const useView = create<ViewState>()(() => ({
  selection: null,
  cursor: null,
  maximized: null,
  focused: null,
  held: [],
  phoneTab: "views",
  lessonOpen: false,
  parametersOpen: false,
  dialog: null,
  wanted: null,
  paletteAsked: 0,
  asking: null,
  dropped: [],
}));

export const select = (selection: Selection | null): void => useView.setState({ selection });

export const openDialog = (dialog: Dialog): void => useView.setState({ dialog });

export const openPalette = (): void => useView.setState(({ paletteAsked }) => ({ paletteAsked: paletteAsked + 1 }));

export const toggleMaximized = (slot: string): void =>
  useView.setState(({ maximized }) => ({ maximized: maximized === slot ? null : slot, focused: slot }));

export const toggleHeld = (slot: string): void =>
  useView.setState(({ held }) => ({ held: held.includes(slot) ? held.filter((id) => id !== slot) : [...held, slot] }));

/** Brings a view to the front: turns to it on a phone, makes room for it elsewhere. */
export const focusView = (slot: string): void =>
  useView.setState(({ maximized }) => ({
    focused: slot,
    phoneTab: "views",
    maximized: maximized === null || maximized === slot ? maximized : null,
  }));

/** Shows a parameter: opens the panel where it is closed, unfolds its group and puts the focus on its field. */
export const showParameter = (path: string): void =>
  useView.setState(({ wanted }) => ({
    wanted: { path, ask: (wanted?.ask ?? 0) + 1 },
    parametersOpen: true,
    phoneTab: "parameters",
  }));

/** Asks for the arguments of an action, at its button. */
export const askAction = (name: string | null): void =>
  useView.setState(({ phoneTab }) => ({ asking: name, phoneTab: name === null ? phoneTab : "views" }));

export const toggleLesson = (): void =>
  useView.setState(({ lessonOpen, phoneTab }) => ({
    lessonOpen: !lessonOpen,
    phoneTab: lessonOpen ? (phoneTab === "lesson" ? "views" : phoneTab) : "lesson",
  }));

let cursorFrame: number | null = null;
let cursorTime: number | null = null;

/** At most one change per animation frame, however often the pointer moves. */
export function pointAt(time: number | null): void {
  cursorTime = time;
  if (cursorFrame !== null) return;
  cursorFrame = requestAnimationFrame(() => {
    cursorFrame = null;
    if (useView.getState().cursor !== cursorTime) useView.setState({ cursor: cursorTime });
  });
}
