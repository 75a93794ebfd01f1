import type { PopulationRole } from "../../workers/protocol";

/**
 * Colours of everything that is drawn on a canvas. Categories are the palette of Okabe & Ito (2008), darkened or
 * lightened until text and thin marks keep their contrast (WCAG 2.2: 4.5 for text, 3 for marks) on both backgrounds.
 * Warm stands for excitation and potentiation, cool for inhibition and depression. Two things that are compared take green
 * and purple of different lightness, which mean nothing else.
 */

export type Scheme = "light" | "dark";

export type SignalRole = PopulationRole | "theory" | "potentiation" | "depression" | "weight";

export interface ViewTheme {
  readonly scheme: Scheme;
  /** Opaque: views paint it themselves. */
  readonly background: string;
  readonly text: string;
  /** Ticks, captions and everything said quietly. */
  readonly muted: string;
  readonly axis: string;
  readonly grid: string;
  readonly accent: string;
  readonly warm: string;
  readonly cool: string;
  readonly roles: Readonly<Record<SignalRole, string>>;
  /** For series without a role. */
  readonly series: readonly string[];
}

const theme = (
  base: Omit<ViewTheme, "roles">,
  roles: Record<"excitatory" | "inhibitory" | "input" | "correlated" | "pre" | "weight" | "first" | "second", string>,
): ViewTheme => ({
  ...base,
  roles: {
    ...roles,
    output: base.text,
    post: base.text,
    theory: base.muted,
    potentiation: base.warm,
    depression: base.cool,
  },
});

export const THEMES: Readonly<Record<Scheme, ViewTheme>> = {
  light: theme(
    {
      scheme: "light",
      background: "#ffffff",
      text: "#1b1b22",
      muted: "#5c636b",
      axis: "#868e96",
      grid: "#e9ecef",
      accent: "#5034a6",
      warm: "#bd4b00",
      cool: "#0067a3",
      series: ["#0067a3", "#bd4b00", "#00795a", "#a8478a", "#946300", "#1b1b22"],
    },
    {
      excitatory: "#bd4b00",
      inhibitory: "#0072b2",
      input: "#b37400",
      correlated: "#b04f90",
      pre: "#00805e",
      weight: "#0067a3",
      first: "#00664b",
      second: "#c05aa0",
    },
  ),
  dark: theme(
    {
      scheme: "dark",
      background: "#1c1c21",
      text: "#f1f3f5",
      muted: "#adb5bd",
      axis: "#868e96",
      grid: "#2c2e35",
      accent: "#c3b6ea",
      warm: "#ff9147",
      cool: "#56b4e9",
      series: ["#56b4e9", "#ff9147", "#2fc79b", "#e39bc8", "#f0c93f", "#f1f3f5"],
    },
    {
      excitatory: "#ff9147",
      inhibitory: "#56b4e9",
      input: "#e69f00",
      correlated: "#e08cc0",
      pre: "#2fc79b",
      weight: "#74c0fc",
      first: "#38d6a8",
      second: "#c56bb0",
    },
  ),
};

/**
 * From the most negative to the most positive value, with a neutral grey for zero: cool and warm, as inhibition and excitation
 * are. Both halves darken equally away from zero, so that size can be read without colour.
 */
export const DIVERGING: readonly string[] = [
  "#00456f",
  "#1f7bb0",
  "#8fc1df",
  "#e9e9e9",
  "#f3b98a",
  "#d2691e",
  "#7c3200",
];

const channels = (hex: string): [number, number, number] => {
  const value = Number.parseInt(hex.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
};

/** Relative luminance of a "#rrggbb" colour (WCAG 2.2). */
export function luminance(hex: string): number {
  const [r, g, b] = channels(hex).map((byte) => {
    const c = byte / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** Contrast ratio of two "#rrggbb" colours, 1..21. */
export function contrast(a: string, b: string): number {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

/** `over` at opacity `alpha` on `under`, packed as the little-endian word of an ImageData pixel. */
export function blendedPixel(over: string, under: string, alpha: number): number {
  const [r, g, b] = channels(over).map((c, i) =>
    Math.round(c * alpha + (channels(under)[i] as number) * (1 - alpha)),
  ) as [number, number, number];
  return ((255 << 24) | (b << 16) | (g << 8) | r) >>> 0;
}

/** A "#rrggbb" colour with an opacity. */
export const withAlpha = (hex: string, alpha: number): string => `rgb(${channels(hex).join(" ")} / ${alpha})`;
