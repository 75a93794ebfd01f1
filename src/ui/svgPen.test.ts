import { describe, expect, it } from "vitest";
import { escapeXml, type SvgBench, SvgPen, svgColor, svgNumber } from "./svgPen";

/** A font whose letters are 6 wide and whose middle lies 4 above the baseline. */
const ruler: SvgBench["ruler"] = {
  font: "",
  textBaseline: "alphabetic",
  measureText(text: string) {
    return { width: 6 * text.length, actualBoundingBoxAscent: this.textBaseline === "middle" ? 4 : 8 } as TextMetrics;
  },
};

const bench: SvgBench = {
  ruler,
  image: (width, height) => ({ width, height }) as ImageData,
  png: ({ width, height }, blocks) => `data:image/png;base64,${width}x${height}${blocks ? "blocks" : ""}`,
};

const pen = (ratio = 1) => new SvgPen(bench, "c", "system-ui", ratio);

const count = (text: string, part: string): number => text.split(part).length - 1;

describe("text of SVG", () => {
  it("escapes what XML reads as its own and leaves out what it cannot hold", () => {
    expect(escapeXml(`a < b & "c" > d`)).toBe("a &lt; b &amp; &quot;c&quot; &gt; d");
    expect(escapeXml("a\u0000b\ud800c\u{1f600}")).toBe("a\ufffdb\ufffdc\u{1f600}");
  });

  it("writes numbers with two decimals and no negative zero", () => {
    expect([1.23456, -0.001, 1e-9, 300].map(svgNumber)).toEqual(["1.23", "0", "0", "300"]);
  });

  it("tells colour and opacity apart in every notation that painters use", () => {
    expect(svgColor("#bd4b00")).toEqual({ color: "#bd4b00", opacity: 1 });
    expect(svgColor("rgb(189 75 0 / 0.25)")).toEqual({ color: "#bd4b00", opacity: 0.25 });
    expect(svgColor("rgba(189, 75, 0, 50%)")).toEqual({ color: "#bd4b00", opacity: 0.5 });
    expect(svgColor("rgb(1, 2, 3)")).toEqual({ color: "#010203", opacity: 1 });
  });
});

describe("SvgPen", () => {
  it("strokes and fills the same path, each with its own paint", () => {
    const ctx = pen();
    ctx.beginPath();
    ctx.moveTo(1, 2);
    ctx.lineTo(3, 4);
    ctx.quadraticCurveTo(5, 6, 7, 8);
    ctx.closePath();
    ctx.fillStyle = "rgb(0 0 255 / 0.5)";
    ctx.globalAlpha = 0.5;
    ctx.fill();
    ctx.globalAlpha = 1;
    ctx.lineWidth = 1.5;
    ctx.setLineDash([4, 3, 2]);
    ctx.stroke();
    expect(ctx.markup().split("\n")).toEqual([
      '<path d="M1 2L3 4Q5 6 7 8Z" fill="#0000ff" fill-opacity="0.25"/>',
      '<path d="M1 2L3 4Q5 6 7 8Z" fill="none" stroke="#000000" stroke-width="1.5" stroke-miterlimit="10" stroke-dasharray="4 3 2 4 3 2"/>',
    ]);
  });

  it("begins a path with the point of the first line, as a canvas does", () => {
    const ctx = pen();
    ctx.beginPath();
    ctx.lineTo(1, 1);
    ctx.lineTo(2, 2);
    ctx.stroke();
    expect(ctx.markup()).toContain('d="M1 1L2 2"');
  });

  it("leaves out points that are nowhere", () => {
    const ctx = pen();
    ctx.beginPath();
    ctx.moveTo(0, 0);
    ctx.lineTo(Number.NaN, 3);
    ctx.lineTo(5, 5);
    ctx.arc(1, 1, Number.POSITIVE_INFINITY, 0, 1);
    ctx.stroke();
    ctx.fillRect(0, Number.NaN, 1, 1);
    ctx.fillText("x", Number.NaN, 0);
    expect(ctx.markup()).toContain('d="M0 0L5 5"');
    expect(ctx.markup()).not.toMatch(/NaN|Infinity|<text/);
  });

  it("turns a full circle in two halves", () => {
    const ctx = pen();
    ctx.beginPath();
    ctx.moveTo(15, 10);
    ctx.arc(10, 10, 5, 0, 2 * Math.PI);
    ctx.fill();
    expect(ctx.markup()).toContain('d="M15 10A5 5 0 0 1 5 10A5 5 0 0 1 15 10"');
  });

  it("turns a quarter the way it is told", () => {
    const path = (back: boolean): string => {
      const ctx = pen();
      ctx.beginPath();
      ctx.arc(0, 0, 10, 0, Math.PI / 2, back);
      ctx.stroke();
      return /d="([^"]*)"/.exec(ctx.markup())?.[1] ?? "";
    };
    expect(path(false)).toBe("M10 0A10 10 0 0 1 0 10");
    // The other way round it is three quarters, in two parts.
    expect(path(true)).toBe("M10 0A10 10 0 0 0 -7.07 -7.07A10 10 0 0 0 0 10");
  });

  it("clips what is drawn until the state is restored, and gives back the state", () => {
    const ctx = pen();
    ctx.fillStyle = "#111111";
    ctx.save();
    ctx.beginPath();
    ctx.rect(0, 0, 10, 10);
    ctx.clip();
    ctx.fillStyle = "#222222";
    ctx.setLineDash([1, 1]);
    ctx.fillRect(1, 1, 2, 2);
    ctx.restore();
    ctx.fillRect(3, 3, 4, 4);
    ctx.strokeRect(0, 0, 1, 1);
    const [clip, open, inside, close, outside, frame] = ctx.markup().split("\n");
    expect(clip).toBe('<clipPath id="c0"><path d="M0 0h10v10h-10Z"/></clipPath>');
    expect(open).toBe('<g clip-path="url(#c0)">');
    expect(inside).toContain("#222222");
    expect(close).toBe("</g>");
    expect(outside).toContain("#111111");
    expect(frame).not.toContain("dasharray");
  });

  it("closes every group, also those of states that were never restored", () => {
    const ctx = pen();
    for (let i = 0; i < 3; i++) {
      ctx.save();
      ctx.beginPath();
      ctx.rect(0, 0, i, i);
      ctx.clip();
      ctx.clip();
    }
    ctx.restore();
    expect(count(ctx.markup(), "<g ")).toBe(6);
    expect(count(ctx.markup(), "</g>")).toBe(6);
  });

  it("writes text on the alphabetic baseline, with font and anchor", () => {
    const ctx = pen();
    ctx.font = "600 11px system-ui";
    ctx.textAlign = "right";
    ctx.textBaseline = "middle";
    ctx.fillText("τ < 20 ms", 100, 50);
    expect(ctx.markup()).toBe(
      '<text x="100" y="54" text-anchor="end" font-size="11" font-weight="600" fill="#000000">τ &lt; 20 ms</text>',
    );
    expect(ctx.measureText("abc").width).toBe(18);
  });

  it("names a font that is not the document's", () => {
    const ctx = pen();
    ctx.font = '400 12px "A & B", serif';
    ctx.fillText("x", 0, 0);
    expect(ctx.markup()).toContain('font-size="12" font-family="&quot;A &amp; B&quot;, serif"');
  });

  it("embeds pixels where they lie, in CSS pixels", () => {
    const ctx = pen(2);
    ctx.putImageData(ctx.createImageData(40, 20), 10, 6);
    ctx.imageSmoothingEnabled = false;
    ctx.drawImage({ width: 4, height: 3 } as HTMLCanvasElement, 1, 2, 30, 40);
    const [data, cells] = ctx.markup().split("\n");
    expect(data).toBe(
      '<image x="5" y="3" width="20" height="10" preserveAspectRatio="none" href="data:image/png;base64,40x20"/>',
    );
    expect(cells).toContain('x="1" y="2" width="30" height="40"');
    expect(cells).toContain("4x3blocks");
  });

  it("rounds corners no further than the box allows", () => {
    const ctx = pen();
    ctx.beginPath();
    ctx.roundRect(0, 0, 10, 4, 3);
    ctx.fill();
    expect(ctx.markup()).toContain('d="M2 0h6a2 2 0 0 1 2 2v0a2 2 0 0 1 -2 2h-6a2 2 0 0 1 -2 -2v-0a2 2 0 0 1 2 -2Z"');
  });
});
