import { useContext, useRef, useState } from "react";
import { getParam } from "../../../workers/params/validate";
import type { ViewDeclaration, ViewProps } from "../_view";
import type { Painter } from "../stage";
import { ViewTextContext } from "../strings";
import { ViewCanvas } from "../ViewCanvas";
import { describeRing, drawNode, drawRing, hitNode, legendAt, nodeText, RingMemory, type RingScene } from "./draw";
import { edgesCsv, rowOf } from "./layout";

/** A network on a ring with its spikes. Option `watch`: path of the parameter that takes the neuron clicked at. */
export function RingView({ feed, channels, options, params, selection, onSelect, onEdit, paused }: ViewProps) {
  const t = useContext(ViewTextContext);
  const memory = useRef<RingMemory>(null);
  memory.current ??= new RingMemory();
  const kept = memory.current;
  const [emphasis, setEmphasis] = useState<string | null>(null);
  const [graphName, spikesName] = [channels.graph ?? "", channels.spikes ?? ""];
  const watch = typeof options.watch === "string" ? options.watch : null;
  const watched = watch === null ? undefined : getParam(params, watch);
  // The watched neuron follows undo and presets, which a selection outlives.
  const marked = watch !== null ? watched : selection?.kind === "neuron" ? selection.index : undefined;

  const painter: Painter<RingScene | null> = {
    draw: (surface) => {
      const spec = feed.spec(graphName);
      if (spec?.kind !== "graph") return null;
      const graph = feed.history(graphName, "graph");
      const { step, stepMs, epoch } = feed.clock();
      return drawRing(surface, spec, graph?.read() ?? null, feed.history(spikesName, "spikes")?.read() ?? null, {
        t,
        memory: kept,
        revision: graph?.revision ?? 0,
        now: step,
        epoch,
        stepMs,
        emphasis,
      });
    },
    overlay: (surface, scene, pointer) => {
      if (scene === null) return;
      const rows = scene.data.neurons ?? scene.data.sample;
      const at = typeof marked === "number" ? rows.indexOf(marked) : -1;
      if (at >= 0) drawNode(surface, scene, at, false);
      const hit = pointer === null ? null : hitNode(scene, pointer);
      if (hit !== null) drawNode(surface, scene, hit, true);
    },
    readout: (scene, point) => {
      const hit = scene === null ? null : hitNode(scene, point);
      return scene === null || hit === null ? null : nodeText(scene, hit, t);
    },
    hover: (scene, point) => setEmphasis(scene === null || point === null ? null : legendAt(scene, point)),
    click: (scene, point) => {
      const hit = scene === null ? null : hitNode(scene, point);
      if (scene === null || hit === null) return;
      const row = rowOf(scene.data, hit);
      onSelect({ kind: "neuron", index: row });
      if (watch !== null && row !== watched) onEdit([{ path: watch, value: row }], "commit");
    },
    cursor: (scene, point) => (scene !== null && hitNode(scene, point) !== null ? "pointer" : ""),
    describe: (scene) => (scene === null ? t("describe.empty") : describeRing(scene, t)),
  };
  return (
    <ViewCanvas
      feed={feed}
      paused={paused}
      label={feed.spec(graphName)?.label ?? graphName}
      painter={painter}
      inputs={[graphName, spikesName, emphasis, t]}
    />
  );
}

export const ring: ViewDeclaration = {
  id: "ring",
  accepts: { graph: "graph", spikes: "spikes" },
  Component: RingView,
  csv: ({ feed, channels }) => {
    const data = feed.history(channels.graph ?? "", "graph")?.read();
    return data === null || data === undefined ? "" : edgesCsv(data);
  },
};
