import { describe, expect, it } from "vitest";
import { type BlockLook, seen, sightOf } from "./useLook";

const FIRST: BlockLook = { from: "corner", slice: null, explode: 0, xray: false };
const PART = { from: { layer: 1, x: 0, y: 2 }, to: { layer: 3, x: 15, y: 2 } };

describe("how a block is seen", () => {
  it("is said as far as it is not as at first, and leads back", () => {
    expect(sightOf(FIRST, FIRST)).toEqual({});
    expect(seen({}, FIRST)).toEqual(FIRST);
    expect(seen(undefined, FIRST)).toEqual(FIRST);
    const look: BlockLook = { from: "top", slice: PART, explode: 0.4, xray: true };
    expect(sightOf(look, FIRST)).toEqual({ from: "top", slice: [1, 3, 0, 15, 2, 2], explode: 0.4, xray: true });
    expect(seen(sightOf(look, FIRST), FIRST)).toEqual(look);
    // What a set-up shows from the start can be turned off.
    const first = { ...FIRST, explode: 0.5, xray: true };
    expect(seen(sightOf(FIRST, first), first)).toEqual(FIRST);
  });

  it("takes the ends of a slice in any order, and no place that it does not know", () => {
    expect(seen({ slice: [3, 1, 15, 0, 2, 2] }, FIRST).slice).toEqual(PART);
    expect(seen({ from: "nowhere", layout: "circular" }, FIRST)).toEqual(FIRST);
  });
});
