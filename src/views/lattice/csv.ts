import type { LatticeData, LatticeSpec } from "../../../workers/protocol";
import { csvTable } from "../csv";
import { addressOf } from "../sites/address";

/** A line per cell: its address, all that is known of it, and the voltage of the plane or line it hangs on. */
export function latticeCsv(spec: LatticeSpec, data: LatticeData): string {
  const { value, current, voltage, lines, rows, flags = [] } = spec;
  const header = [
    "layer",
    "x",
    "y",
    `${value.label} (${value.unit})`,
    "activity",
    `${current.label} (${current.unit})`,
    `pillar current (${current.unit})`,
    `${voltage.label} (${voltage.unit})`,
    "selected",
    ...(flags.length === 0 ? [] : ["flag"]),
  ];
  return csvTable(header, data.values.length, (site) => {
    const { layer, x, y } = addressOf(spec, site);
    return [
      layer,
      x,
      y,
      data.values[site] as number,
      data.activity[site] as number,
      data.currents[site] as number,
      data.segments[site] as number,
      data.voltages[lines ? layer * rows + y : layer] as number,
      data.selected[x * rows + y] as number,
      ...(flags.length === 0 ? [] : [flags[(data.flags?.[site] ?? 0) - 1]?.name ?? ""]),
    ];
  });
}
