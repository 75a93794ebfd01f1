/** What the list of experiments says of the crossbar. */
export const crossbarOutline = {
  id: "crossbar",
  wing: 4,
  title: "Crossbar: a product by Ohm and Kirchhoff",
  summary:
    "Multiply a vector by an array of devices, and see what wires, sneak paths, converters, faults and time make of it.",
} as const;
