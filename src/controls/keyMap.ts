import type { ShellKey } from "../i18n";
import type { ViewId } from "../views/registry";

/** Keys that belong to what has the focus; those of the whole page are commands. */

export interface KeyGroup {
  readonly title: ShellKey;
  /** Only where the page shows such a view. */
  readonly view?: ViewId;
  readonly keys: readonly (readonly [keys: string, meaning: ShellKey])[];
}

export const KEY_GROUPS: readonly KeyGroup[] = [
  {
    title: "keys.everywhere",
    keys: [
      ["Tab, Shift+Tab", "keys.everywhere.tab"],
      ["Esc", "keys.everywhere.escape"],
    ],
  },
  {
    title: "keys.picture",
    keys: [
      ["← ↑ → ↓", "keys.picture.arrows"],
      ["Shift+← ↑ → ↓", "keys.picture.far"],
      ["Enter", "keys.picture.enter"],
      ["Esc", "keys.picture.escape"],
    ],
  },
  {
    title: "keys.protocol",
    view: "protocol",
    keys: [
      ["← →", "keys.protocol.spike"],
      ["↑ ↓", "keys.protocol.neuron"],
      ["Shift+← →", "keys.protocol.move"],
      ["Enter", "keys.protocol.add"],
      ["Delete", "keys.protocol.remove"],
      ["+ −", "keys.protocol.zoom"],
    ],
  },
  {
    title: "keys.slider",
    keys: [
      ["← ↑ → ↓", "keys.slider.step"],
      ["Shift+← ↑ → ↓", "keys.slider.ten"],
      ["Page Up, Page Down", "keys.slider.page"],
      ["Home, End", "keys.slider.ends"],
    ],
  },
  {
    title: "keys.field",
    keys: [
      ["↑ ↓", "keys.slider.step"],
      ["Enter", "keys.field.enter"],
      ["Esc", "keys.field.escape"],
    ],
  },
  {
    title: "keys.list",
    keys: [
      ["← → ↑ ↓", "keys.list.arrows"],
      ["Home, End", "keys.list.ends"],
    ],
  },
];
