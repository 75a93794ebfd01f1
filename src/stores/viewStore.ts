import { create } from "zustand";
import type { PageState } from "../../workers/params/page";
import type { Selection, Sight } from "../views/_view";

/** What the page looks like now: nothing in here changes the simulation. */

type LookedAt = NonNullable<PageState["look"]>;
export type PhoneTab = "views" | "parameters" | "lesson";
export type Dialog = "share" | "export" | "help" | "runs" | "open" | "unfinished" | "data" | null;

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
  /** Slots shown in places that several share, other than the first of each place. */
  readonly fronts: readonly string[];
  /** How what the page shows in space is seen, as its view said last or a link asked; null where all is as at first. */
  readonly look: LookedAt | null;
  /** Rises when a link asks for a look. */
  readonly lookAsk: number;
  readonly phoneTab: PhoneTab;
  readonly lessonOpen: boolean;
  readonly parametersOpen: boolean;
  readonly dialog: Dialog;
  /** Parameter to scroll to and focus; `ask` rises so that asking twice works twice. */
  readonly wanted: { readonly path: string; readonly ask: number } | null;
  /** The palette is asked for, and has not opened yet. */
  readonly paletteAsked: boolean;
  /** The command to print was given, and printing has not begun. */
  readonly printAsked: boolean;
  /** Rises each time the readouts are to be read out. */
  readonly readAsked: number;
  /** Action whose arguments are being asked for. */
  readonly asking: string | null;
  /** Files dropped on the page, waiting for the answer what they are. */
  readonly dropped: readonly File[];
  /** Data files in their dialog. */
  readonly dataFiles: readonly File[];
}

export const useView = create<ViewState>()(() => ({
  selection: null,
  cursor: null,
  maximized: null,
  focused: null,
  held: [],
  fronts: [],
  look: null,
  lookAsk: 0,
  phoneTab: "views",
  lessonOpen: false,
  parametersOpen: false,
  dialog: null,
  wanted: null,
  paletteAsked: false,
  readAsked: 0,
  printAsked: false,
  asking: null,
  dropped: [],
  dataFiles: [],
}));

export const select = (selection: Selection | null): void => useView.setState({ selection });

export const openDialog = (dialog: Dialog): void => useView.setState({ dialog });

export const openPalette = (): void => useView.setState({ paletteAsked: true });

/** Prints the lesson and the views; without it, the browser's own command prints what is open. */
export const askToPrint = (): void => useView.setState({ printAsked: true, dialog: null });

export const askValues = (): void => useView.setState(({ readAsked }) => ({ readAsked: readAsked + 1 }));

export const toggleMaximized = (slot: string): void =>
  useView.setState(({ maximized }) => ({ maximized: maximized === slot ? null : slot, focused: slot }));

/** Shows one of the views that share a place. */
export const bringFront = (slot: string, place: readonly string[]): void =>
  useView.setState(({ fronts, focused }) => ({
    fronts: [...fronts.filter((name) => !place.includes(name)), ...(slot === place[0] ? [] : [slot])],
    focused: focused !== slot && focused !== null && place.includes(focused) ? null : focused,
  }));

export function lookOf(channel: string): Sight {
  const { channel: known, ...sight } = useView.getState().look ?? { channel: null };
  return known === channel ? sight : {};
}

export const sayLook = (channel: string, sight: Sight): void =>
  useView.setState({ look: Object.keys(sight).length === 0 ? null : { channel, ...sight } });

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
