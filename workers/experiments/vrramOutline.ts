/** What the list of experiments says of the block. */
export const vrramOutline = {
  id: "vrram",
  wing: 4,
  title: "Block: memory in three dimensions",
  summary:
    "Turn a block of memory cells in your hands, see currents run down planes and pillars, and carve a circuit out of it that names digits.",
} as const;
