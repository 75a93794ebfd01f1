import { useContext } from "react";
import { contains } from "../../ui/canvas";
import { formatMeasured } from "../../ui/format";
import type { ViewDeclaration, ViewFeed, ViewProps } from "../_view";
import { csvTable } from "../csv";
import { type Painter, revisions } from "../stage";
import { ViewTextContext } from "../strings";
import { ViewCanvas } from "../ViewCanvas";
import { describeMemory, drawMemory, type MemoryMark, type MemoryScene, type MemoryValues } from "./draw";

const ROLES = ["dense", "sparse", "density", "breakEven", "saved"] as const;

function valuesOf(feed: ViewFeed, channels: Readonly<Record<string, string>>): MemoryValues {
  const of = (role: (typeof ROLES)[number]): number =>
    feed.history(channels[role] ?? "", "scalar")?.read()?.value ?? Number.NaN;
  return {
    dense: of("dense"),
    sparse: of("sparse"),
    density: of("density"),
    breakEven: of("breakEven"),
    saved: of("saved"),
  };
}

/**
 * Bytes of the dense and the sparse form of the same weights. Roles: `dense` and `sparse` in bytes; `density`, `breakEven` and
 * `saved` in %. Option `core: true` marks the local memory of a core of SpiNNaker 2's prototype.
 */
export function MemoryView({ feed, channels, options, paused }: ViewProps) {
  const t = useContext(ViewTextContext);
  const marks: readonly MemoryMark[] =
    options.core === true ? [{ bytes: CORE, label: t("memory.core"), short: t("memory.coreShort") }] : [];
  const painter: Painter<MemoryScene> = {
    draw: (surface) => drawMemory(surface, valuesOf(feed, channels), marks, t),
    readout: (scene, point) => {
      const bar = scene.bars.find(({ box }) => contains({ ...box, x: 0, width: 1e4 }, point));
      if (bar !== undefined) return `${t(`memory.${bar.name}`)}: ${formatMeasured(bar.bytes, "B")}`;
      return scene.marks.find(({ x }) => Math.abs(x - point.x) < NEAR)?.label ?? null;
    },
    describe: (scene) => describeMemory(scene, t),
  };
  const label = feed.spec(channels.sparse ?? "")?.label ?? "";
  return (
    <ViewCanvas
      feed={feed}
      paused={paused}
      label={label}
      painter={painter}
      inputs={[marks.length, t]}
      depends={() =>
        revisions(
          feed,
          ROLES.map((role) => channels[role]),
        )
      }
    />
  );
}

/** Pixels from which a mark is pointed at. */
const NEAR = 24;

/** Local memory of a core of the prototype (Liu et al. 2018), bytes. */
const CORE = 64 * 1024;

export const memory: ViewDeclaration = {
  id: "memory",
  accepts: Object.fromEntries(ROLES.map((role) => [role, "scalar" as const])),
  Component: MemoryView,
  csv: ({ feed, channels }) => {
    const values = valuesOf(feed, channels);
    return csvTable(["dense (B)", "sparse (B)", "density (%)", "breakEven (%)", "saved (%)"], 1, () =>
      ROLES.map((role) => values[role]),
    );
  },
};
