/** What the list of experiments says of the bench of devices. */
export const deviceOutline = {
  id: "device",
  wing: 4,
  title: "Devices: a resistor that remembers",
  summary: "Pulse one memristive device, see inside what moves, and let two overlapping spikes write a synapse.",
} as const;
