import { describe, expect, it } from "vitest";
import type { ExperimentId } from "../../workers/catalog";
import { EXPERIMENTS } from "../../workers/catalog";
import { presetParams } from "../../workers/params/presets";
import type { Layout } from "./_page";
import { loadExperiments } from "./declarations";
import { PAGES } from "./registry";
import { visibleArrangement } from "./visible";

await loadExperiments();

const names = (layout: Layout): string[] => {
  if (typeof layout === "string") return [layout];
  return "stack" in layout ? [...layout.stack] : layout.parts.flatMap((part) => names(part.content));
};

const sharesAdd = (layout: Layout): boolean =>
  typeof layout === "string" ||
  ("stack" in layout && layout.stack.length > 1) ||
  ("parts" in layout &&
    layout.parts.length > 1 &&
    Math.abs(layout.parts.reduce((sum, { share }) => sum + share, 0) - 100) < 1e-9 &&
    layout.parts.every(({ content }) => sharesAdd(content)));

const all = (Object.keys(PAGES) as ExperimentId[]).flatMap((id) =>
  Object.keys(EXPERIMENTS[id].presets).map((preset) => PAGES[id].arrange(presetParams(EXPERIMENTS[id], preset))),
);

/** Most presets stand in the same order as others. */
const arrangements = [
  ...new Map(all.map((one) => [JSON.stringify([Object.keys(one.slots), one.layout]), one])).values(),
];

describe("visibleArrangement", () => {
  it("shows every choice of views of every experiment, each once, and fills the space", () => {
    for (const arrangement of arrangements) {
      const every = Object.keys(arrangement.slots);
      for (let choice = 1; choice < 2 ** every.length; choice++) {
        const views = every.filter((_, i) => choice & (1 << i));
        const { slots, layout } = visibleArrangement(arrangement, views);
        const isRight =
          Object.keys(slots).join() === views.join() &&
          names(layout).sort().join() === [...views].sort().join() &&
          (views.length === every.length || sharesAdd(layout));
        // An expectation of every one of so many would take longer than arranging them.
        if (!isRight) expect({ views, slots: Object.keys(slots), layout }).toBe("each once, with shares of 100");
      }
    }
  });

  it("keeps the whole where nothing is chosen or nothing would be left", () => {
    const [first] = arrangements;
    if (first === undefined) throw new Error("no arrangement");
    expect(visibleArrangement(first, "all")).toBe(first);
    expect(visibleArrangement(first, ["nothing"])).toBe(first);
  });
});
