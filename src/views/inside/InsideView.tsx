import { useContext } from "react";
import type { ViewDeclaration, ViewProps } from "../_view";
import { csvTable } from "../csv";
import type { Painter } from "../stage";
import { ViewTextContext } from "../strings";
import { ViewCanvas } from "../ViewCanvas";
import { describeInside, drawInside, type InsideScene, insideReadout } from "./draw";

/** Picture of the inside of a device, which moves with its state. Option: `badge`, the kind of a model that is not measured. */
export function InsideView({ feed, channels, options, paused }: ViewProps) {
  const t = useContext(ViewTextContext);
  const name = channels.inside ?? "";
  const badge = options.badge === "surrogate" || options.badge === "unverified" ? options.badge : null;
  const painter: Painter<InsideScene | null> = {
    draw: (surface) => {
      const spec = feed.spec(name);
      if (spec?.kind !== "inside") return null;
      return drawInside(surface, spec, feed.history(name, "inside")?.read() ?? null, { t, badge });
    },
    readout: (scene, point) => (scene === null ? null : insideReadout(scene, point)),
    describe: (scene) => (scene === null ? t("describe.empty") : describeInside(scene, t)),
  };
  return (
    <ViewCanvas
      feed={feed}
      paused={paused}
      label={feed.spec(name)?.label ?? name}
      painter={painter}
      inputs={[name, badge, t]}
    />
  );
}

export const inside: ViewDeclaration = {
  id: "inside",
  accepts: { inside: "inside" },
  Component: InsideView,
  csv: ({ feed, channels }) => {
    const spec = feed.spec(channels.inside ?? "");
    const data = feed.history(channels.inside ?? "", "inside")?.read();
    if (spec?.kind !== "inside") return "";
    return csvTable(["quantity", "value", "unit"], spec.quantities.length, (i) => [
      spec.quantities[i]?.name ?? "",
      data?.values[i] ?? Number.NaN,
      spec.quantities[i]?.unit ?? "",
    ]);
  },
};
