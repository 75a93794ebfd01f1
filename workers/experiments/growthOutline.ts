/** What the list of experiments says of growing networks. */
export const growthOutline = {
  id: "growth",
  wing: 3,
  title: "Growth: a network that finds its own wiring",
  summary:
    "Neurons grow synapses until they fire as they should; lesion them and watch them heal. Or let rows of synapses search for the inputs that matter.",
} as const;
