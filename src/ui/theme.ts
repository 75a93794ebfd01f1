import { type CSSVariablesResolver, createTheme, type MantineColorsTuple, Menu, Tooltip } from "@mantine/core";

/** Neutral surfaces and one accent; warm and cool stay free for potentiation and depression. */

const accent: MantineColorsTuple = [
  "#f3f0fc",
  "#e2dcf5",
  "#c3b6ea",
  "#a38ee0",
  "#886cd7",
  "#7756d2",
  "#6d4ad0",
  "#5b3bb9",
  "#5034a6",
  "#432b92",
];

/** Where tooltips and menus are put: what stands on the page belongs to a landmark. */
export const TOOLTIPS = "tooltips";
/** The button that a comparison begins with; the focus comes back to it. */
export const COMPARISON = "open-comparison";

export const theme = createTheme({
  components: {
    Tooltip: Tooltip.extend({ defaultProps: { portalProps: { target: `#${TOOLTIPS}` } } }),
    // A menu holds nothing but its items, the first of which takes the focus.
    Menu: Menu.extend({
      defaultProps: { portalProps: { target: `#${TOOLTIPS}` }, withInitialFocusPlaceholder: false },
    }),
  },
  colors: { accent },
  primaryColor: "accent",
  primaryShade: { light: 7, dark: 5 },
  autoContrast: true,
  defaultRadius: "sm",
  cursorType: "pointer",
  respectReducedMotion: true,
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace',
  breakpoints: { xs: "30em", sm: "48em", md: "68.75em", lg: "80em", xl: "100em" },
});

/** Surfaces of the shell; views take their own colours from the colour scheme. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    "--page": "#f4f4f6",
    "--surface": "#ffffff",
    "--surface-quiet": "#f7f7f9",
    "--line": "#d9d9e0",
    "--line-strong": "#8a8a99",
    "--ink": "#1b1b22",
    "--ink-quiet": "#5a5a68",
    "--accent-ink": "#5034a6",
    "--accent-quiet": "#ece7fa",
    "--danger-ink": "#b3261e",
    "--mantine-color-dimmed": "#5a5a68",
  },
  dark: {
    "--page": "#131316",
    "--surface": "#1c1c21",
    "--surface-quiet": "#232329",
    "--line": "#36363f",
    "--line-strong": "#777786",
    "--ink": "#ececf1",
    "--ink-quiet": "#a9a9b8",
    "--accent-ink": "#c3b6ea",
    "--accent-quiet": "#322b4a",
    "--danger-ink": "#ffb4ab",
    "--mantine-color-dimmed": "#a9a9b8",
    "--mantine-color-body": "#1c1c21",
    "--mantine-color-anchor": "#c3b6ea",
  },
});
