import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { project, projectionOf } from "../gl/camera";
import { addressOf, siteAt } from "../sites/address";
import { rayAt, siteUnder, within } from "./pick";
import { fittedSlice, inSpace, placementOf, type Slice, wholeOf } from "./shape";

const size = { width: 400, height: 300 };
const frame = { x: 0, y: 0, ...size };
const shapes = fc.record({
  layers: fc.integer({ min: 1, max: 6 }),
  columns: fc.integer({ min: 1, max: 7 }),
  rows: fc.integer({ min: 1, max: 7 }),
});
const views = fc.record({
  yaw: fc.double({ min: -3, max: 3, noNaN: true }),
  pitch: fc.double({ min: -1.5, max: 1.5, noNaN: true }),
  zoom: fc.double({ min: 0.6, max: 4, noNaN: true }),
  x: fc.double({ min: -0.5, max: 0.5, noNaN: true }),
  y: fc.double({ min: -0.5, max: 0.5, noNaN: true }),
});

describe("the cell under a point", () => {
  it("is the one whose middle is seen there, when no other is shown", () => {
    fc.assert(
      fc.property(shapes, views, fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(), (shape, view, explode, pick) => {
        const site = pick % (shape.layers * shape.columns * shape.rows);
        const placement = placementOf(shape, explode);
        const matrix = projectionOf(view, frame, size.width, size.height);
        const { x, layer, y } = addressOf(shape, site);
        const [atX = 0, atY = 0] = project(
          Float32Array.from(inSpace(placement, x, layer, y)),
          matrix,
          size,
          new Float32Array(3),
        );
        const ray = rayAt(placement, matrix, size, { x: atX, y: atY });
        expect(siteUnder(ray, placement, wholeOf(shape), (one) => (one === site ? 1 : 0))).toBe(site);
      }),
    );
  });

  it("is the nearest of all cells that the ray meets, one by one", () => {
    fc.assert(
      fc.property(
        shapes,
        views,
        fc.integer({ min: 0, max: 399 }),
        fc.integer({ min: 0, max: 299 }),
        (shape, view, x, y) => {
          const placement = placementOf(shape, 0.3);
          const ray = rayAt(placement, projectionOf(view, frame, size.width, size.height), size, { x, y });
          const shown = (site: number): number => (site % 3 === 0 ? 0 : 1);
          let best: number | null = null;
          let first = Number.POSITIVE_INFINITY;
          const [flat, tall] = [
            (placement.half[0] as number) / placement.pitch,
            (placement.half[1] as number) / placement.gap,
          ];
          for (let site = 0; site < shape.layers * shape.columns * shape.rows; site++) {
            const at = addressOf(shape, site);
            const met = within(
              ray,
              [at.x - flat, at.layer - tall, at.y - flat],
              [at.x + flat, at.layer + tall, at.y + flat],
            );
            if (shown(site) > 0 && met !== null && met[0] < first) [best, first] = [site, met[0]];
          }
          expect(siteUnder(ray, placement, wholeOf(shape), shown)).toBe(best);
        },
      ),
    );
  });

  it("lies in the slice", () => {
    const shape = { layers: 5, columns: 5, rows: 6 };
    const placement = placementOf(shape, 0);
    // From the side: x to the right, layers upwards, the last y nearest.
    const matrix = projectionOf({ yaw: 0, pitch: 0, zoom: 1, x: 0, y: 0 }, frame, size.width, size.height);
    const ray = rayAt(placement, matrix, size, { x: 200, y: 150 });
    const slice: Slice = fittedSlice({ from: { layer: 0, x: 0, y: 0 }, to: { layer: 4, x: 4, y: 2 } }, shape);
    const all = () => 2;
    expect(addressOf(shape, siteUnder(ray, placement, wholeOf(shape), all) ?? -1)).toMatchObject({ x: 2, y: 5 });
    expect(addressOf(shape, siteUnder(ray, placement, slice, all) ?? -1)).toMatchObject({ x: 2, y: 2 });
    expect(siteUnder(ray, placement, slice, () => 0)).toBeNull();
    expect(siteAt(shape, { layer: 1, x: 2, y: 3 })).toBe(45);
  });
});
