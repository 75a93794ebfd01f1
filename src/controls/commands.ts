import { isOpenClass, type Part } from "../../workers/params/page";
import type { ShellKey } from "../i18n";
import { currentLanguage } from "../i18n";
import { toggleSound } from "../sound/soundStore";
import { showsPart, useClassroom } from "../stores/classroom";
import { forkHere } from "../stores/compare";
import { redo } from "../stores/edits";
import {
  jumpToBirth,
  jumpToChallenge,
  jumpToChange,
  jumpToEnd,
  jumpToSpike,
  jumpToStart,
  wiringChannel,
} from "../stores/jump";
import type { LabState } from "../stores/labStore";
import { chooseLanguage } from "../stores/language";
import { takeBack } from "../stores/takeBack";
import {
  changeSpeed,
  loopFromHere,
  loopToHere,
  reset,
  seekBy,
  stepAhead,
  stepBack,
  toggleLoop,
  toggleRun,
} from "../stores/transport";
import { listUnfinished } from "../stores/unfinished";
import { askToPrint, askValues, openDialog, openPalette, toggleLesson } from "../stores/viewStore";

/** The one list of what a person can do: buttons, keys and palette all call these. */

export interface Keys {
  /** As `KeyboardEvent.key`, upper case letters as they are without Shift. */
  readonly key: string;
  /** Ctrl, or Cmd on a Mac. */
  readonly mod?: boolean;
  readonly shift?: boolean;
  /** For `aria-keyshortcuts`. */
  readonly aria: string;
}

export interface Command {
  readonly label: ShellKey;
  readonly group: "run" | "edit" | "page";
  readonly keys: readonly Keys[];
  readonly enabled?: (state: LabState) => boolean;
  readonly run: () => void;
}

const key = (name: string): Keys => ({ key: name, aria: name === " " ? "Space" : name });
const mod = (name: string, shift = false): Keys => ({
  key: name,
  mod: true,
  shift,
  aria: `Control+${shift ? "Shift+" : ""}${name.toUpperCase()}`,
});

const shift = (name: string): Keys => ({ key: name, shift: true, aria: `Shift+${name}` });

/** Keys and palette reach no part of the page that a class does not get. */
const withPart =
  (part: Part) =>
  (state: LabState): boolean =>
    state.phase === "open" && showsPart(useClassroom.getState(), part);

const open = withPart("transport");
const shared = withPart("share");
const compared = withPart("compare");
/** Connections come and go, and each has its moment of birth. */
const rewires = (state: LabState): boolean => open(state) && wiringChannel(state.channels) !== null;
const still = (state: LabState): boolean => open(state) && state.runState !== "running";

/** One arrow key moves this far along the run, in ms. */
const ARROW_MS = 1000;

export const COMMANDS = {
  toggleRun: {
    label: "transport.play",
    group: "run",
    keys: [key(" ")],
    enabled: open,
    run: () => void toggleRun(),
  },
  stepAhead: {
    label: "transport.step",
    group: "run",
    keys: [key(".")],
    enabled: still,
    run: () => void stepAhead(),
  },
  stepBack: {
    label: "transport.stepBack",
    group: "run",
    keys: [key(",")],
    enabled: still,
    run: () => void stepBack(),
  },
  reset: {
    label: "transport.reset",
    group: "run",
    keys: [key("r")],
    enabled: open,
    run: () => void reset(),
  },
  slower: {
    label: "transport.slower",
    group: "run",
    keys: [key("ArrowDown")],
    enabled: open,
    run: () => void changeSpeed(-1),
  },
  faster: {
    label: "transport.faster",
    group: "run",
    keys: [key("ArrowUp")],
    enabled: open,
    run: () => void changeSpeed(1),
  },
  back: {
    label: "transport.back",
    group: "run",
    keys: [key("ArrowLeft")],
    enabled: open,
    run: () => void seekBy(-ARROW_MS),
  },
  ahead: {
    label: "transport.ahead",
    group: "run",
    keys: [key("ArrowRight")],
    enabled: open,
    run: () => void seekBy(ARROW_MS),
  },
  birthBack: {
    label: "time.birthBack",
    group: "run",
    keys: [],
    enabled: rewires,
    run: () => void jumpToBirth("back"),
  },
  birthAhead: {
    label: "time.birthAhead",
    group: "run",
    keys: [],
    enabled: rewires,
    run: () => void jumpToBirth("ahead"),
  },
  spikeBack: {
    label: "time.spikeBack",
    group: "run",
    keys: [shift("ArrowLeft")],
    enabled: open,
    run: () => void jumpToSpike("back"),
  },
  spikeAhead: {
    label: "time.spikeAhead",
    group: "run",
    keys: [shift("ArrowRight")],
    enabled: open,
    run: () => void jumpToSpike("ahead"),
  },
  changeBack: {
    label: "time.changeBack",
    group: "run",
    keys: [shift("ArrowDown")],
    enabled: open,
    run: () => void jumpToChange("back"),
  },
  changeAhead: {
    label: "time.changeAhead",
    group: "run",
    keys: [shift("ArrowUp")],
    enabled: open,
    run: () => void jumpToChange("ahead"),
  },
  toChallenge: { label: "time.toChallenge", group: "run", keys: [], enabled: open, run: () => void jumpToChallenge() },
  toStart: { label: "time.toStart", group: "run", keys: [], enabled: open, run: () => void jumpToStart() },
  toEnd: { label: "time.toEnd", group: "run", keys: [], enabled: open, run: () => void jumpToEnd() },
  loopFrom: { label: "time.loopFrom", group: "run", keys: [key("[")], enabled: open, run: () => void loopFromHere() },
  loopTo: { label: "time.loopTo", group: "run", keys: [key("]")], enabled: open, run: () => void loopToHere() },
  toggleLoop: { label: "time.loop", group: "run", keys: [key("\\")], enabled: open, run: () => void toggleLoop() },
  readValues: { label: "readouts.read", group: "run", keys: [key("i")], enabled: open, run: askValues },
  undo: {
    label: "params.undo",
    group: "edit",
    keys: [mod("z")],
    enabled: (state) => state.past.length > 0,
    run: () => void takeBack(),
  },
  redo: {
    label: "params.redo",
    group: "edit",
    keys: [mod("z", true), mod("y")],
    enabled: (state) => state.future.length > 0,
    run: () => void redo(),
  },
  palette: { label: "commands.palette", group: "page", keys: [mod("k")], run: openPalette },
  lesson: { label: "header.lesson", group: "page", keys: [key("l")], enabled: withPart("lesson"), run: toggleLesson },
  compare: {
    label: "compare.open",
    group: "page",
    keys: [key("c")],
    enabled: compared,
    run: () => openDialog("runs"),
  },
  fork: { label: "compare.fork", group: "run", keys: [key("f")], enabled: compared, run: () => void forkHere() },
  share: { label: "header.share", group: "page", keys: [], enabled: shared, run: () => openDialog("share") },
  export: { label: "export.title", group: "page", keys: [mod("s")], enabled: shared, run: () => openDialog("export") },
  unfinished: {
    label: "unfinished.list",
    group: "page",
    keys: [],
    enabled: () => isOpenClass(useClassroom.getState()),
    run: () => void listUnfinished(),
  },
  sound: { label: "sound.toggle", group: "page", keys: [key("s")], run: () => void toggleSound() },
  print: { label: "print.command", group: "page", keys: [], enabled: open, run: askToPrint },
  language: {
    label: "commands.language",
    group: "page",
    keys: [],
    enabled: () => useClassroom.getState().lang === undefined,
    run: () => void chooseLanguage(currentLanguage() === "en" ? "pt-BR" : "en"),
  },
  help: { label: "header.help", group: "page", keys: [key("?")], run: () => openDialog("help") },
} as const satisfies Record<string, Command>;

export type CommandId = keyof typeof COMMANDS;

export const commandList: readonly (readonly [CommandId, Command])[] = Object.entries(COMMANDS) as [
  CommandId,
  Command,
][];

const SYMBOLS: Readonly<Record<string, string>> = { ArrowLeft: "←", ArrowRight: "→", ArrowUp: "↑", ArrowDown: "↓" };

const isApple = (): boolean => typeof navigator !== "undefined" && /Mac|iPhone|iPad/.test(navigator.userAgent);

/** The keys of a command as a person reads them, e.g. `Ctrl+Shift+Z`. */
export function keysText(command: Command, t: (name: ShellKey) => string): string {
  return command.keys
    .map((keys) => {
      const name = keys.key === " " ? t("help.key.Space") : (SYMBOLS[keys.key] ?? keys.key.toUpperCase());
      return [keys.mod ? (isApple() ? "⌘" : "Ctrl") : "", keys.shift ? "Shift" : "", name]
        .filter((part) => part !== "")
        .join("+");
    })
    .join(", ");
}

type Press = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "shiftKey" | "altKey">;

/** The command that a key press asks for. Symbols such as `?` may need Shift on a keyboard; letters must not. */
export function commandOf(press: Press): readonly [CommandId, Command] | undefined {
  if (press.altKey) return undefined;
  const pressed = press.key.length === 1 ? press.key.toLowerCase() : press.key;
  const mods = press.ctrlKey || press.metaKey;
  const shiftMatters = mods || /^[a-z]$/.test(pressed) || pressed.length > 1;
  return commandList.find(([, command]) =>
    command.keys.some(
      (keys) =>
        keys.key === pressed &&
        (keys.mod ?? false) === mods &&
        (!shiftMatters || (keys.shift ?? false) === press.shiftKey),
    ),
  );
}
