import type { ViewFeed } from "../_view";
import { csvTable } from "../csv";
import { addressOf } from "./address";

/** A line per cell that takes part: address, value, current, steps since its birth, and what else it is. */
export function sitesCsv(feed: ViewFeed, channels: Readonly<Record<string, string>>): string {
  const spec = feed.spec(channels.lattice ?? "");
  const data = feed.history(channels.lattice ?? "", "lattice")?.read() ?? null;
  if (spec?.kind !== "lattice" || data === null) return "";
  const ages = feed.history(channels.age ?? "", "vector")?.read()?.values;
  const sites = [...data.activity.keys()].filter((site) => (data.activity[site] as number) > 0);
  const header = [
    "layer",
    "x",
    "y",
    `${spec.value.label} (${spec.value.unit})`,
    `${spec.current.label} (${spec.current.unit})`,
    ...(ages === undefined ? [] : ["age (steps)"]),
    "flag",
  ];
  return csvTable(header, sites.length, (i) => {
    const site = sites[i] as number;
    const { layer, x, y } = addressOf(spec, site);
    return [
      layer,
      x,
      y,
      data.values[site] as number,
      data.currents[site] as number,
      ...(ages === undefined ? [] : [ages[site] ?? Number.NaN]),
      spec.flags?.[(data.flags?.[site] ?? 0) - 1]?.name ?? "",
    ];
  });
}
