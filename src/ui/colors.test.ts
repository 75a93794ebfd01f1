import { describe, expect, it } from "vitest";
import { blendedPixel, contrast, THEMES } from "./colors";

describe.each(Object.values(THEMES))("$scheme theme", (theme) => {
  it.each(["text", "muted", "warm", "cool", "accent"] as const)("%s is legible as text", (name) => {
    expect(contrast(theme[name], theme.background)).toBeGreaterThanOrEqual(4.5);
  });

  it("gives every mark a contrast of 3", () => {
    for (const color of [...Object.values(theme.roles), ...theme.series, theme.axis]) {
      expect(contrast(color, theme.background), color).toBeGreaterThanOrEqual(3);
    }
  });

  it("tells the first from the second by lightness as well as by hue", () => {
    expect(contrast(theme.roles.first, theme.roles.second)).toBeGreaterThanOrEqual(1.5);
  });
});

it("measures contrast as WCAG does", () => {
  expect(contrast("#000000", "#ffffff")).toBeCloseTo(21, 6);
  expect(contrast("#767676", "#ffffff")).toBeCloseTo(4.54, 2);
});

it("packs a blended pixel as opaque little-endian RGBA", () => {
  expect(blendedPixel("#ff0000", "#0000ff", 1)).toBe(0xff0000ff);
  expect(blendedPixel("#ffffff", "#000000", 0.5)).toBe(0xff808080);
});
