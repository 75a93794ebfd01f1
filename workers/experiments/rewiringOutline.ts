/** What the list of experiments says of rewiring. */
export const rewiringOutline = {
  id: "rewiring",
  wing: 3,
  title: "Rewiring: learning with few connections",
  summary:
    "Train a network that keeps one connection in fifty, and watch which rules let connections die and find better places.",
} as const;
