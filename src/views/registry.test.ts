import { expect, it } from "vitest";
import type { ViewDeclaration } from "./_view";
import { isViewId, VIEWS } from "./registry";

it("calls every view by its id", () => {
  for (const [key, view] of Object.entries(VIEWS)) {
    expect(view.id).toBe(key);
    expect(Object.keys(view.accepts).length).toBeGreaterThan(0);
    const { accepts, optional = [] }: ViewDeclaration = view;
    expect(Object.keys(accepts)).toEqual(expect.arrayContaining([...optional]));
  }
  expect(isViewId("raster")).toBe(true);
  expect(isViewId("toString")).toBe(false);
});
