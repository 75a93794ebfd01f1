import { expect, it } from "vitest";
import { seen, sightOf } from "./useLook";

it("says how a network is seen as far as that is not as at first, and leads back", () => {
  expect(sightOf({ layout: "spatial", moved: null }, "spatial")).toEqual({});
  expect(seen({}, "force")).toEqual({ layout: "force", moved: null });
  const moved = { yaw: 0.12345678, pitch: 0.5, zoom: 2, x: 0, y: -0.25 };
  const sight = sightOf({ layout: "circular", moved }, "spatial");
  expect(sight).toEqual({ layout: "circular", from: { ...moved, yaw: 0.1235 } });
  expect(seen(sight, "spatial")).toEqual({ layout: "circular", moved: { ...moved, yaw: 0.1235 } });
  expect(seen({ layout: "__proto__", from: "top", explode: 1 }, "spatial")).toEqual({ layout: "spatial", moved: null });
  expect(seen({ from: { ...moved, zoom: 99 } }, "spatial").moved?.zoom).toBe(12);
});
