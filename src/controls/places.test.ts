import { describe, expect, it } from "vitest";
import { EXPERIMENTS } from "../../workers/catalog";
import { presetParams } from "../../workers/params/presets";
import { getParam, parseTree, setParam } from "../../workers/params/validate";
import { loadExperiments } from "../experiments/declarations";
import { PAGES } from "../experiments/registry";
import type { Selection } from "../views/_view";
import { placeFor } from "./places";

await loadExperiments();

/** The arguments at which the form of an action opens, its defaults aside. */
function opening(id: "vrram" | "crossbar" | "network", preset: string, action: string, selection: Selection | null) {
  const experiment = EXPERIMENTS[id];
  const declared = experiment.actions[action];
  if (declared === undefined) throw new Error(`no ${action}`);
  const chosen = presetParams(experiment, preset);
  const set =
    id === "vrram" ? setParam(experiment.schema, chosen, "view.layer", 3) : { ok: true as const, value: chosen };
  if (!set.ok) throw new Error(set.error.message);
  const channels = experiment.channels(set.value as never);
  const place = placeFor(declared, PAGES[id].places, { channels, params: set.value, selection });
  expect(parseTree(declared.args, place)).toMatchObject({ ok: true });
  return place;
}

describe("the place at which the form of an action opens", () => {
  it("is the chosen cell of a block, as far as the action asks for it", () => {
    // Of 8 layers of 16 x 16.
    const chosen: Selection = { kind: "site", index: (5 * 16 + 9) * 16 + 8 };
    expect(opening("vrram", "product", "drill", chosen)).toEqual({ x: 9, y: 8 });
    expect(opening("vrram", "product", "breakLayer", chosen)).toEqual({ layer: 5 });
    expect(opening("vrram", "product", "break", chosen)).toEqual({ layer: 5, x: 9, y: 8 });
  });

  it("is the layer on the screen while no cell is chosen, or one that is not there", () => {
    expect(opening("vrram", "product", "breakLayer", null)).toEqual({ layer: 3 });
    expect(opening("vrram", "product", "breakLayer", { kind: "site", index: 1e6 })).toEqual({ layer: 3 });
    expect(opening("vrram", "product", "drill", { kind: "cell", index: 7 })).toEqual({});
  });

  it("is the chosen cell of an array, both ends of a rectangle included", () => {
    const params = presetParams(EXPERIMENTS.crossbar, "product");
    const columns = Number(getParam(params, "array.columns"));
    const chosen: Selection = { kind: "cell", index: 4 * columns + 7 };
    expect(opening("crossbar", "product", "break", chosen)).toEqual({ row: 4, column: 7 });
    expect(opening("crossbar", "product", "paint", chosen)).toEqual({ row: 4, column: 7, toRow: 4, toColumn: 7 });
    expect(opening("crossbar", "product", "inject", chosen)).toEqual({});
    expect(opening("crossbar", "product", "break", { kind: "cell", index: 1e6 })).toEqual({});
  });

  it("is nowhere on a page that names none", () => {
    const [action = ""] = Object.keys(EXPERIMENTS.network.actions);
    expect(opening("network", "cuba", action, { kind: "cell", index: 7 })).toEqual({});
  });
});
