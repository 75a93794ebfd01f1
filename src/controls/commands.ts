import type { ShellKey } from "../i18n";
import { currentLanguage } from "../i18n";
import { redo, undo } from "../stores/edits";
import type { LabState } from "../stores/labStore";
import { chooseLanguage } from "../stores/language";
import { changeSpeed, reset, seekBy, stepAhead, stepBack, toggleRun } from "../stores/transport";
import { openDialog, openPalette, toggleLesson } from "../stores/viewStore";

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

const open = (state: LabState): boolean => state.phase === "open";
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
  undo: {
    label: "params.undo",
    group: "edit",
    keys: [mod("z")],
    enabled: (state) => state.past.length > 0,
    run: () => void undo(),
  },
  redo: {
    label: "params.redo",
    group: "edit",
    keys: [mod("z", true), mod("y")],
    enabled: (state) => state.future.length > 0,
    run: () => void redo(),
  },
  palette: { label: "commands.palette", group: "page", keys: [mod("k")], run: openPalette },
  lesson: { label: "header.lesson", group: "page", keys: [key("l")], run: toggleLesson },
  share: { label: "header.share", group: "page", keys: [], enabled: open, run: () => openDialog("share") },
  export: { label: "export.title", group: "page", keys: [mod("s")], enabled: open, run: () => openDialog("export") },
  language: {
    label: "commands.language",
    group: "page",
    keys: [],
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
