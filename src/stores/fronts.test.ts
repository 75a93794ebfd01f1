import { beforeEach, describe, expect, it } from "vitest";
import { useLab } from "./labStore";
import { presentPage, showPage } from "./shown";
import { bringFront, focusView, lookOf, sayLook, useView } from "./viewStore";

/** Which views stand in front, and from where a block is seen, as links carry it. */

const PLACE = ["training", "turnover", "fanIn"];
const fronts = () => useView.getState().fronts;

beforeEach(() => {
  useView.setState({ fronts: [], focused: null, look: null, lookAsk: 0 });
  useLab.setState({ channels: { lattice: {} } as never });
});

describe("views that share a place", () => {
  it("are named once per place, the first of a place not at all", () => {
    bringFront("turnover", PLACE);
    bringFront("scores", ["templates", "scores"]);
    bringFront("fanIn", PLACE);
    expect(fronts()).toEqual(["scores", "fanIn"]);
    expect(presentPage(false).front).toEqual(["scores", "fanIn"]);
    bringFront("training", PLACE);
    expect(fronts()).toEqual(["scores"]);
  });

  it("let go of the focus that another one of the place has, so that it can be pointed at again", () => {
    focusView("turnover");
    bringFront("turnover", PLACE);
    expect(useView.getState().focused).toBe("turnover");
    bringFront("fanIn", PLACE);
    expect(useView.getState().focused).toBeNull();
    focusView("scores");
    bringFront("turnover", PLACE);
    expect(useView.getState().focused).toBe("scores");
  });
});

describe("the look at a block", () => {
  it("is carried for the channels that there are, and asked for anew by each link", () => {
    sayLook("lattice", { from: "top", explode: 0.5 });
    expect(lookOf("lattice")).toEqual({ from: "top", explode: 0.5 });
    expect(lookOf("other")).toEqual({});
    expect(presentPage(false).look).toEqual({ channel: "lattice", from: "top", explode: 0.5 });
    useLab.setState({ channels: {} });
    expect(presentPage(false).look).toBeUndefined();

    showPage({ look: { channel: "lattice", from: "side" }, front: ["fanIn"] });
    expect([lookOf("lattice"), fronts(), useView.getState().lookAsk]).toEqual([{ from: "side" }, ["fanIn"], 1]);
    showPage({});
    expect([lookOf("lattice"), fronts(), useView.getState().lookAsk]).toEqual([{ from: "side" }, ["fanIn"], 1]);
    sayLook("lattice", {});
    expect(presentPage(false).look).toBeUndefined();
  });
});
