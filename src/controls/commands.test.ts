import { expect, it } from "vitest";
import { translate } from "../i18n";
import { commandList, commandOf, keysText } from "./commands";

const press = (
  key: string,
  extra: { ctrlKey?: boolean; metaKey?: boolean; shiftKey?: boolean; altKey?: boolean } = {},
) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...extra,
});

it("gives no two commands the same key", () => {
  const keys = commandList.flatMap(([, command]) => command.keys.map(({ aria }) => aria));
  expect(new Set(keys).size).toBe(keys.length);
});

it("finds the command of every key that it announces", () => {
  for (const [id, command] of commandList) {
    for (const { key, mod = false, shift = false } of command.keys) {
      expect(commandOf(press(key, { ctrlKey: mod, shiftKey: shift }))?.[0]).toBe(id);
      if (mod) expect(commandOf(press(key, { metaKey: true, shiftKey: shift }))?.[0]).toBe(id);
    }
  }
});

it("takes symbols with or without Shift, letters only without", () => {
  expect(commandOf(press("?", { shiftKey: true }))?.[0]).toBe("help");
  expect(commandOf(press("R", { shiftKey: true }))).toBeUndefined();
  expect(commandOf(press("Z", { ctrlKey: true, shiftKey: true }))?.[0]).toBe("redo");
  expect(commandOf(press(" ", { altKey: true }))).toBeUndefined();
  expect(commandOf(press("x"))).toBeUndefined();
});

it("names the keys of every command that has some", () => {
  for (const [, command] of commandList) {
    expect(keysText(command, translate) === "").toBe(command.keys.length === 0);
  }
});
