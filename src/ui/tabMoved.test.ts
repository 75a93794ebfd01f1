import { expect, it } from "vitest";
import { tabMoved } from "./tabMoved";

it("goes round with arrows and to the ends with Home and End", () => {
  expect(["ArrowRight", "ArrowLeft", "Home", "End", "a"].map((key) => tabMoved(key, 2, 3))).toEqual([0, 1, 0, 2, null]);
  expect(tabMoved("ArrowLeft", 0, 3)).toBe(2);
});
