import { describe, expect, it } from "vitest";
import type { SpikesData } from "../../../workers/protocol";
import { THEMES } from "../../ui/colors";
import { type SvgBench, SvgPen } from "../../ui/svgPen";
import { drawMarks } from "./marks";
import { layoutBands, rowTables } from "./rasterise";

const populations = [
  { name: "e", label: "E", role: "excitatory", offset: 0, size: 4 },
  { name: "i", label: "I", role: "inhibitory", offset: 4, size: 1 },
] as const;

const plot = { x: 10, y: 20, width: 100, height: 50 };

function draw(data: SpikesData, ratio = 2) {
  const bands = layoutBands(populations, plot.height * ratio, 0, 10);
  const pen = new SvgPen({} as SvgBench, "c", "", ratio);
  const surface = { ctx: pen, width: 200, height: 100, ratio, theme: THEMES.light };
  const drawn = drawMarks(surface, plot, data, bands, rowTables(bands), { from: 100, to: 200 });
  return { drawn, markup: pen.markup() };
}

const spikes = (list: readonly (readonly [step: number, row: number])[]): SpikesData => ({
  kind: "spikes",
  steps: Uint32Array.from(list, ([step]) => step),
  neurons: Uint32Array.from(list, ([, row]) => row),
});

describe("spikes as marks", () => {
  it("stand at their times in the rows of their neurons, in the colours of their populations", () => {
    // 100 pixels for 5 rows, two per CSS pixel: the inhibitory one on top, then the excitatory ones from the last to the first.
    const { drawn, markup } = draw(
      spikes([
        [50, 0],
        [150, 4],
        [175, 0],
        [201, 1],
      ]),
    );
    expect(drawn).toBe(true);
    const paths = [...markup.matchAll(/<path d="([^"]*)" fill="(#\w+)"/g)].map(([, d, fill]) => [d, fill]);
    expect(paths).toEqual([
      ["M84.5 60h1v9.5h-1Z", THEMES.light.roles.excitatory],
      ["M59.5 20h1v9.5h-1Z", THEMES.light.roles.inhibitory],
    ]);
  });

  it("are not drawn where they would hide each other", () => {
    const many = spikes(Array.from({ length: 2501 }, (_, i) => [100 + Math.floor(i / 25), i % 5]));
    expect(draw(many)).toEqual({ drawn: false, markup: "" });
  });
});
