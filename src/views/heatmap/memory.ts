import type { AxisSpec, MatrixData, MatrixSpec } from "../../../workers/protocol";
import { ColourBar } from "../colourBar";
import type { Domain } from "../scale";
import { Glows } from "./glow";
import type { Grid } from "./layout";
import { pool, poolingOf } from "./pool";
import type { ScaleKind } from "./shades";
import { colourDomain, type Survey, scaledAxis, shadeCells, survey } from "./shades";
import { seen } from "./window";

export interface Coloured {
  readonly axis: AxisSpec;
  readonly domain: Domain;
  readonly survey: Survey;
}

/** An image, and the part of it that is seen. */
export interface Picture {
  readonly canvas: HTMLCanvasElement;
  readonly part: readonly [x: number, y: number, width: number, height: number];
}

/** A canvas that values are painted on, one pixel each. */
class Sheet {
  readonly canvas = document.createElement("canvas");
  private image: ImageData | null = null;
  private words: Uint32Array = new Uint32Array(0);

  paint(values: Float32Array, width: number, height: number, axis: AxisSpec, domain: Domain): void {
    if (this.image === null || this.image.width !== width || this.image.height !== height) {
      this.canvas.width = width;
      this.canvas.height = height;
      this.image = new ImageData(width, height);
      this.words = new Uint32Array(this.image.data.buffer);
    }
    shadeCells(values, axis, domain, this.words);
    this.canvas.getContext("2d")?.putImageData(this.image, 0, 0);
  }
}

/** The coloured cells of an array as an image, kept so that only new values are coloured: moving about is one copy. */
export class HeatMemory {
  readonly bar = new ColourBar();
  readonly glows = new Glows();
  private readonly whole = new Sheet();
  private readonly pooled = new Sheet();
  private room: Float32Array = new Float32Array(0);
  private spec: MatrixSpec | null = null;
  private data: MatrixData | null = null;
  private kind: ScaleKind | null = null;
  private axis: AxisSpec = { label: "", unit: "1" };
  private own: Domain = [0, 1];
  private domain: Domain = [0, 1];
  private known: Survey | null = null;
  /** What each sheet shows. */
  private paintedWhole = "";
  private paintedPooled = "";
  private revision = 0;

  /**
   * Data are never the same object with other values.
   *
   * @param widen ends of the scale of colours from those of the data: wider where another picture shares the scale
   */
  colour(spec: MatrixSpec, data: MatrixData, kind: ScaleKind, widen: (own: Domain) => Domain): Coloured {
    const fresh = this.spec !== spec || this.data !== data;
    if (fresh || this.known === null) this.known = survey(data.values, data.flags, spec);
    if (fresh || this.kind !== kind) {
      this.axis = scaledAxis(spec.value, kind);
      this.own = colourDomain(spec, this.axis, this.known.ends);
    }
    const domain = widen(this.own);
    if (fresh || this.kind !== kind || domain[0] !== this.domain[0] || domain[1] !== this.domain[1]) this.revision++;
    this.domain = domain;
    this.spec = spec;
    this.data = data;
    this.kind = kind;
    return { axis: this.axis, domain, survey: this.known };
  }

  /**
   * The cells of what was coloured last.
   *
   * @param sparse most cells have no value: where cells are smaller than pixels, those that have one are not averaged away
   */
  picture(grid: Grid, ratio: number, sparse: boolean): Picture {
    const { window, rows, columns } = grid;
    const values = this.data?.values ?? new Float32Array(rows * columns);
    const [across, down] = [seen(columns, window.zoom), seen(rows, window.zoom)];
    const pooling = sparse ? poolingOf(grid, ratio) : null;
    if (pooling === null) {
      const key = String(this.revision);
      if (this.paintedWhole !== key) this.whole.paint(values, columns, rows, this.axis, this.domain);
      this.paintedWhole = key;
      return { canvas: this.whole.canvas, part: [window.left, window.top, across, down] };
    }
    const { width, height } = pooling;
    const key = [this.revision, width, height, window.left, window.top, window.zoom].join();
    if (this.paintedPooled !== key) {
      const gathered = pool(values, grid, pooling, this.room);
      this.room = gathered.values;
      this.pooled.paint(gathered.values, gathered.width, gathered.height, this.axis, this.domain);
    }
    this.paintedPooled = key;
    const x = width === 0 ? ([window.left, across] as const) : ([0, width] as const);
    const y = height === 0 ? ([window.top, down] as const) : ([0, height] as const);
    return { canvas: this.pooled.canvas, part: [x[0], y[0], x[1], y[1]] };
  }
}
