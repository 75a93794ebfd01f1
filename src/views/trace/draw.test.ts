import { expect, it } from "vitest";
import type { SignalSpec } from "../../../workers/protocol";
import { THEMES } from "../../ui/colors";
import { signalColor } from "./draw";

const theme = THEMES.dark;
const signal = (name: string, more: Partial<SignalSpec> = {}): SignalSpec => ({
  name,
  label: name,
  symbol: name,
  unit: "1",
  axis: "one",
  ...more,
});

it("gives a reference the colour of what it is compared with, by its role or by its place", () => {
  const signals = [
    signal("first"),
    signal("inhibitory", { role: "inhibitory" }),
    signal("aim", { reference: "inhibitory" }),
    signal("other", { reference: "first" }),
  ];
  expect(signals.map((_, i) => signalColor(theme, signals, i))).toEqual([
    theme.series[0],
    theme.roles.inhibitory,
    theme.roles.inhibitory,
    theme.series[0],
  ]);
});
