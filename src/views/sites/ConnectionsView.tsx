import { useContext, useEffect, useRef } from "react";
import type { LatticeSpec } from "../../../workers/protocol";
import type { Point } from "../../ui/canvas";
import type { ViewDeclaration, ViewFeed, ViewProps } from "../_view";
import { countText } from "../clock";
import { useLinkedState } from "../compare/ScaleLink";
import styles from "../PictureTools.module.css";
import { type Painter, revisions } from "../stage";
import { ViewTextContext } from "../strings";
import { ViewCanvas, type ViewCanvasHandle } from "../ViewCanvas";
import { addressOf, watchEdits, watchOf } from "./address";
import { ConnectionTools } from "./ConnectionTools";
import { sitesCsv } from "./csv";
import {
  describeTable,
  drawTable,
  drawTableOverlay,
  fittedTop,
  onScroll,
  rowAt,
  rowsIn,
  siteText,
  sortsOf,
  type TableScene,
  titleAt,
} from "./draw";
import { type Filter, partOf, SiteOrder, type Sorting, type SortKey } from "./order";

/** Pixels of a row for a mouse, and for a finger. */
const LINE = 24;
const LINE_TOUCH = 44;

const latticeOf = (feed: ViewFeed, name: string): LatticeSpec | null => {
  const spec = feed.spec(name);
  return spec?.kind === "lattice" ? spec : null;
};

/** Steps since each cell was born; null where nobody counts them, or of another block. */
export function agesOf(feed: ViewFeed, name: string | undefined, sites: number): Float32Array | null {
  const values = name === undefined ? undefined : feed.history(name, "vector")?.read()?.values;
  return values?.length === sites ? values : null;
}

/**
 * The cells of a block that take part, as a table. Roles: `lattice`, and `age` with the steps since each cell was born. Option
 * `watch`: parameters that follow the chosen cell (`SiteWatch`).
 */
export function ConnectionsView({ feed, channels, options, params, paused, selection, onSelect, onEdit }: ViewProps) {
  const t = useContext(ViewTextContext);
  const name = channels.lattice ?? "";
  const spec = latticeOf(feed, name);
  const canvas = useRef<ViewCanvasHandle>(null);
  const picture = useRef<TableScene | null>(null);
  const order = useRef<SiteOrder>(null);
  order.current ??= new SiteOrder();
  const kept = order.current;
  const top = useRef(0);
  const [asked, setSorting] = useLinkedState<Sorting>("connections sorting", { key: "current", descending: true });
  const [filter, setFilter] = useLinkedState<Filter>("connections filter", "all");
  const line = matchMedia("(pointer: coarse)").matches ? LINE_TOUCH : LINE;
  const aged = channels.age !== undefined && feed.spec(channels.age)?.kind === "vector";
  const sorting = sortsOf(aged).includes(asked.key) ? asked : { ...asked, key: "current" as const };

  const count = spec === null ? 0 : spec.layers * spec.columns * spec.rows;
  const chosen = selection?.kind === "site" && selection.index < count ? selection.index : null;
  const part = spec === null ? null : partOf(spec, filter, chosen);
  const reveal = (scene: TableScene, site: number): void => {
    const row = scene.options.sites.indexOf(site);
    if (row < 0) return;
    const room = rowsIn(scene);
    if (row < top.current) top.current = row;
    else if (row + 1 > top.current + room) top.current = row + 1 - room;
    canvas.current?.invalidate();
  };
  // A cell that is chosen elsewhere comes into sight.
  const revealing = useRef(reveal);
  revealing.current = reveal;
  useEffect(() => {
    if (picture.current !== null && chosen !== null) revealing.current(picture.current, chosen);
  }, [chosen]);
  const scroll = (scene: TableScene, rows: number): void => {
    const { sites } = scene.options;
    top.current = fittedTop(top.current + rows, sites.length, scene.body.height, line);
    canvas.current?.invalidate();
  };
  const say = (text: string): void => canvas.current?.announce(text);
  const choose = (scene: TableScene, row: number): void => {
    const site = scene.options.sites[row];
    if (site === undefined) return;
    onSelect({ kind: "site", index: site });
    reveal(scene, site);
    const place = t("sites.row", { row: countText(row + 1), count: countText(scene.options.sites.length) });
    say(`${siteText(scene, site).replaceAll("\n", ", ")}, ${place}`);
  };
  const follow = (scene: TableScene, site: number): void => {
    const edits = watchEdits(watchOf(options), addressOf(scene.spec, site), params);
    if (edits.length > 0) onEdit(edits, "commit");
  };
  const sortBy = (key: SortKey): void => {
    top.current = 0;
    // Large numbers first; addresses in their order.
    setSorting(sorting.key === key ? { key, descending: !sorting.descending } : { key, descending: key !== "address" });
  };

  const drag = (scene: TableScene, from: Point) => {
    const before = top.current;
    const { sites } = scene.options;
    const { body, thumb } = scene;
    // The bar goes the way of the pointer; rows are pulled against it.
    const bar = onScroll(scene, from) && thumb !== null;
    const perPixel = bar ? (sites.length - body.height / line) / Math.max(1, body.height - thumb.height) : -1 / line;
    return {
      move: (to: Point) => {
        top.current = before;
        scroll(scene, (to.y - from.y) * perPixel);
      },
      end: () => undefined,
    };
  };

  const painter: Painter<TableScene | null> = {
    draw: (surface) => {
      const now = latticeOf(feed, name);
      if (now === null) return null;
      const data = feed.history(name, "lattice")?.read() ?? null;
      const ages = aged ? (agesOf(feed, channels.age, count) ?? new Float32Array(count).fill(Number.NaN)) : null;
      const sites = data === null ? new Uint32Array(0) : kept.update(data, ages, partOf(now, filter, chosen), sorting);
      const scene = drawTable(surface, now, data, { t, sites, ages, sorting, top: top.current, line });
      top.current = scene.options.top;
      picture.current = scene;
      return scene;
    },
    overlay: (surface, scene, pointer) => {
      if (scene !== null) drawTableOverlay(surface, scene, pointer === null ? null : rowAt(scene, pointer), chosen);
    },
    press: (scene, point) => (scene === null ? null : drag(scene, point)),
    click: (scene, point) => {
      if (scene === null) return;
      const title = titleAt(scene, point);
      if (title !== null) return sortBy(title);
      if (onScroll(scene, point) && scene.thumb !== null) {
        const { thumb } = scene;
        return scroll(scene, (point.y < thumb.y ? -1 : 1) * rowsIn(scene));
      }
      const row = rowAt(scene, point);
      if (row === null) return;
      choose(scene, row);
      follow(scene, scene.options.sites[row] as number);
    },
    wheel: (scene, _point, { down }) => {
      if (scene !== null) scroll(scene, down / line);
    },
    key: (scene, event) => {
      if (scene === null || scene.data === null) return false;
      const { sites } = scene.options;
      const now = chosen === null ? -1 : sites.indexOf(chosen);
      const page = rowsIn(scene);
      const to: Readonly<Record<string, number>> = {
        ArrowDown: now + 1,
        ArrowUp: Math.max(0, now - 1),
        PageDown: now + page,
        PageUp: now - page,
        Home: 0,
        End: sites.length - 1,
      };
      const row = to[event.key];
      if (row !== undefined) choose(scene, Math.max(0, Math.min(sites.length - 1, row)));
      else if (event.key === "Enter" && chosen !== null) {
        follow(scene, chosen);
        say(siteText(scene, chosen).replaceAll("\n", ", "));
      } else if (event.key === "Escape" && chosen !== null) onSelect(null);
      else return false;
      return true;
    },
    describe: (scene) => (scene === null ? t("describe.empty") : describeTable(scene)),
    cursor: (scene, point) =>
      scene !== null && (titleAt(scene, point) !== null || rowAt(scene, point) !== null) ? "pointer" : "",
  };

  const label = spec?.label ?? name;
  return (
    <div className={styles.root}>
      <ConnectionTools
        titles={{
          address: t("sites.address"),
          value: spec?.value.label ?? "",
          current: spec?.current.label ?? "",
          age: t("sites.age"),
        }}
        sorts={sortsOf(aged)}
        sorting={sorting}
        onSort={(key) => key !== sorting.key && sortBy(key)}
        onTurn={() => sortBy(sorting.key)}
        filter={filter}
        filters={chosen !== null}
        onFilter={(next) => {
          top.current = 0;
          setFilter(next);
        }}
      />
      <div className={styles.picture}>
        <ViewCanvas
          feed={feed}
          paused={paused}
          label={label}
          painter={painter}
          inputs={[name, sorting.key, sorting.descending, part?.first, part?.count, aged, line, t]}
          depends={() => revisions(feed, [name, channels.age])}
          gestures
          handle={canvas}
          keys={t("sites.keys")}
        />
      </div>
    </div>
  );
}

export const connections: ViewDeclaration = {
  id: "connections",
  accepts: { lattice: "lattice", age: "vector" },
  optional: ["age"],
  Component: ConnectionsView,
  csv: ({ feed, channels }) => sitesCsv(feed, channels),
};
