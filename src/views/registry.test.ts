import { expect, it } from "vitest";
import { loadView, VIEW_IDS } from "./registry";

it.each(VIEW_IDS)("loads %s under its id", async (id) => {
  const { accepts, optional = [], ...view } = await loadView(id);
  expect(view.id).toBe(id);
  expect(Object.keys(accepts).length).toBeGreaterThan(0);
  expect(Object.keys(accepts)).toEqual(expect.arrayContaining([...optional]));
});
