import { useContext, useState } from "react";
import { contains } from "../../ui/canvas";
import { formatMeasured } from "../../ui/format";
import type { ViewDeclaration, ViewProps } from "../_view";
import { useScales } from "../compare/ScaleLink";
import { indexOfSelection, rowOfIndex } from "../groups";
import { vectorCsv } from "../histogram/HistogramView";
import { type Painter, revisions } from "../stage";
import { ViewTextContext } from "../strings";
import { ViewCanvas } from "../ViewCanvas";
import { describeScatter, drawScatter, nearestPoint, type ScatterScene } from "./draw";

const REACH = 12;

/** A click selects the neuron that the index stands for, or the synapse where the vector names no population. */
export function ScatterView({ feed, channels, paused, selection, onSelect }: ViewProps) {
  const t = useContext(ViewTextContext);
  const [emphasis, setEmphasis] = useState<string | null>(null);
  const name = channels.vector ?? "";
  const scales = useScales(`scatter ${name}`);

  const painter: Painter<ScatterScene | null> = {
    draw: (surface) => {
      const spec = feed.spec(name);
      if (spec?.kind !== "vector") return null;
      const data = feed.history(name, "vector")?.read() ?? null;
      return drawScatter(surface, spec, data, { t, values: scales.get("values"), emphasis });
    },
    overlay: ({ ctx, theme }, scene, pointer) => {
      if (scene === null) return;
      const chosen = indexOfSelection(scene.spec, selection);
      const ring = (index: number, radius: number, color: string): void => {
        const value = scene.values[index];
        if (value === undefined || Number.isNaN(value)) return;
        ctx.strokeStyle = color;
        ctx.lineWidth = 2;
        ctx.beginPath();
        ctx.arc(scene.toX(index), scene.toY(value), radius, 0, 2 * Math.PI);
        ctx.stroke();
      };
      if (chosen !== null) ring(chosen, 7, theme.accent);
      const near = pointer === null ? null : nearestPoint(scene, pointer, REACH);
      if (near !== null) ring(near, 5, theme.text);
    },
    readout: (scene, point) => {
      const index = scene === null ? null : nearestPoint(scene, point, REACH);
      if (scene === null || index === null) return null;
      const { spec, groups, values: shown } = scene;
      const group = groups.find((g) => index < g.end)?.spec.label ?? "";
      return `${group}, ${spec.index.label} ${index}\n${spec.value.label}: ${formatMeasured(shown[index] as number, spec.value.unit)}`;
    },
    hover: (scene, point) => {
      setEmphasis(
        point === null ? null : (scene?.legend.find((b) => b.name !== "" && contains(b, point))?.name ?? null),
      );
    },
    click: (scene, point) => {
      const index = scene === null ? null : nearestPoint(scene, point, REACH);
      if (scene === null || index === null) {
        onSelect(null);
        return;
      }
      const row = rowOfIndex(scene.spec, index);
      onSelect(row === null ? { kind: "synapse", index } : { kind: "neuron", index: row });
    },
    describe: (scene) => (scene === null ? t("describe.empty") : describeScatter(t, scene)),
    cursor: (scene, point) => (scene !== null && nearestPoint(scene, point, REACH) !== null ? "pointer" : ""),
  };
  return (
    <ViewCanvas
      feed={feed}
      paused={paused}
      label={feed.spec(name)?.label ?? name}
      painter={painter}
      inputs={[name, emphasis, t]}
      depends={() => revisions(feed, [name])}
    />
  );
}

export const scatter: ViewDeclaration = {
  id: "scatter",
  accepts: { vector: "vector" },
  Component: ScatterView,
  csv: ({ feed, channels }) => vectorCsv(feed, channels.vector ?? ""),
};
