import { describe, expect, it } from "vitest";
import type { Pen } from "./pen";
import { paintsAnything } from "./trialPen";

function paints(paint: (pen: Pen) => void) {
  const ruler = { font: "", measureText: (text: string) => ({ width: 6 * text.length, font: ruler.font }) };
  return { painted: paintsAnything(ruler as never, paint), ruler };
}

describe("a trial of a painter", () => {
  it("tells what leaves a mark from what only prepares one", () => {
    const prepare = (pen: Pen): void => {
      pen.save();
      pen.lineWidth = 2;
      pen.setLineDash([2, 2]);
      pen.beginPath();
      pen.moveTo(0, 0);
      pen.lineTo(1, 1);
      pen.restore();
    };
    expect(paints(() => {}).painted).toBe(false);
    expect(paints(prepare).painted).toBe(false);
    for (const mark of ["fill", "stroke"] as const)
      expect(
        paints((pen) => {
          prepare(pen);
          pen[mark]();
        }).painted,
      ).toBe(true);
    expect(paints((pen) => pen.fillText("a", 0, 0)).painted).toBe(true);
    expect(paints((pen) => pen.fillRect(0, 0, 1, 1)).painted).toBe(true);
  });

  it("measures with the font that was chosen, and remembers what was set", () => {
    const { painted, ruler } = paints((pen) => {
      pen.font = "11px sans-serif";
      pen.globalAlpha = 0.5;
      if (pen.measureText("four").width === 24 && pen.globalAlpha === 0.5) pen.stroke();
    });
    expect([painted, ruler.font]).toEqual([true, "11px sans-serif"]);
  });
});
