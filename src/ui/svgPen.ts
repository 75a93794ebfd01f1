import type { Pen } from "./pen";

/** Canvas drawing written down as SVG: paths and text stay vectors, pixels are embedded as PNG. */

/** What a recorder cannot do by itself. */
export interface SvgBench {
  /** Measures text as the canvas would draw it. */
  readonly ruler: Pick<CanvasRenderingContext2D, "font" | "textBaseline" | "measureText">;
  /** An empty image of so many pixels. */
  image(width: number, height: number): ImageData;
  /** A data URL of PNG; `blocks` asks for pixels that stay sharp blocks however far they are magnified. */
  png(source: ImageData | HTMLCanvasElement, blocks: boolean): string;
}

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Characters that XML 1.0 knows no way to write: all but its production `Char`. */
const FORBIDDEN = /[^\t\n\r -\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

/** Text as the content of an XML element or of an attribute in double quotes. */
export const escapeXml = (text: string): string =>
  text.replace(FORBIDDEN, "\ufffd").replace(/[&<>"]/g, (found) => ENTITIES[found] as string);

/** At most two decimals, which is finer than any screen or press. */
export const svgNumber = (value: number): string => String(Math.round(value * 100) / 100 + 0);

/** Colour and opacity apart, as every reader of SVG knows them. */
export function svgColor(color: string): { readonly color: string; readonly opacity: number } {
  const parts = /^rgba?\(([^)]*)\)$/
    .exec(color)?.[1]
    ?.split(/[\s,/]+/)
    .filter((part) => part !== "");
  if (parts === undefined || parts.length < 3) return { color, opacity: 1 };
  const number = (part = "1"): number => (part.endsWith("%") ? Number.parseFloat(part) / 100 : Number(part));
  const hex = parts.slice(0, 3).map((part) =>
    Math.max(0, Math.min(255, Math.round(number(part))))
      .toString(16)
      .padStart(2, "0"),
  );
  return { color: `#${hex.join("")}`, opacity: number(parts[3]) };
}

interface State {
  readonly style: readonly unknown[];
  readonly dash: readonly number[];
}

const STYLE = [
  "fillStyle",
  "strokeStyle",
  "lineWidth",
  "lineCap",
  "lineJoin",
  "globalAlpha",
  "font",
  "textAlign",
  "textBaseline",
  "imageSmoothingEnabled",
] as const satisfies readonly (keyof Pen)[];

const ANCHOR: Readonly<Record<CanvasTextAlign, string>> = {
  left: "start",
  start: "start",
  center: "middle",
  right: "end",
  end: "end",
};

/** A `Pen` whose drawing is read with `markup()`. It knows no transforms, which painters do not use. */
export class SvgPen implements Pen {
  fillStyle: Pen["fillStyle"] = "#000000";
  strokeStyle: Pen["strokeStyle"] = "#000000";
  lineWidth = 1;
  lineCap: CanvasLineCap = "butt";
  lineJoin: CanvasLineJoin = "miter";
  globalAlpha = 1;
  font = "10px sans-serif";
  textAlign: CanvasTextAlign = "start";
  textBaseline: CanvasTextBaseline = "alphabetic";
  imageSmoothingEnabled = true;
  private dash: readonly number[] = [];
  private path: string[] = [];
  /** Where the path is, and where its present part began. */
  private at: readonly [number, number] | null = null;
  private readonly states: State[] = [];
  /** Clip groups opened, for each state on the stack and the present one. */
  private readonly groups: number[] = [0];
  private readonly out: string[] = [];
  private clips = 0;
  private readonly lifts = new Map<string, number>();

  /**
   * @param prefix of the ids, which no other picture of the same document has
   * @param family the font that the document names already
   * @param ratio device pixels per CSS pixel, in which image data are placed
   */
  constructor(
    private readonly bench: SvgBench,
    private readonly prefix: string,
    private readonly family: string,
    private readonly ratio: number,
  ) {}

  /** All that was drawn, as SVG elements in CSS pixels. */
  markup(): string {
    const open = this.groups.reduce((sum, n) => sum + n, 0);
    return [...this.out, ...Array<string>(open).fill("</g>")].join("\n");
  }

  save(): void {
    this.states.push({ style: STYLE.map((name) => this[name]), dash: this.dash });
    this.groups.push(0);
  }

  restore(): void {
    const state = this.states.pop();
    if (state === undefined) return;
    Object.assign(this, Object.fromEntries(STYLE.map((name, i) => [name, state.style[i]])));
    this.dash = state.dash;
    for (let open = this.groups.pop() ?? 0; open > 0; open--) this.out.push("</g>");
  }

  clip(): void {
    const id = `${this.prefix}${this.clips++}`;
    const d = this.path.join("");
    this.out.push(`<clipPath id="${id}"><path d="${d}"/></clipPath>`, `<g clip-path="url(#${id})">`);
    this.groups[this.groups.length - 1] = (this.groups.at(-1) ?? 0) + 1;
  }

  setLineDash(segments: Iterable<number>): void {
    const dash = [...segments];
    this.dash = dash.length % 2 === 1 ? [...dash, ...dash] : dash;
  }

  beginPath(): void {
    this.path = [];
    this.at = null;
  }

  closePath(): void {
    if (this.at !== null) this.path.push("Z");
  }

  moveTo(x: number, y: number): void {
    if (!finite(x, y)) return;
    this.path.push(`M${svgNumber(x)} ${svgNumber(y)}`);
    this.at = [x, y];
  }

  lineTo(x: number, y: number): void {
    if (!finite(x, y)) return;
    if (this.at === null) this.moveTo(x, y);
    else this.path.push(`L${svgNumber(x)} ${svgNumber(y)}`);
    this.at = [x, y];
  }

  quadraticCurveTo(cx: number, cy: number, x: number, y: number): void {
    if (!finite(cx, cy, x, y)) return;
    if (this.at === null) this.moveTo(cx, cy);
    this.path.push(`Q${svgNumber(cx)} ${svgNumber(cy)} ${svgNumber(x)} ${svgNumber(y)}`);
    this.at = [x, y];
  }

  /** In halves and less, because an arc of SVG cannot end where it begins. */
  arc(x: number, y: number, radius: number, start: number, end: number, back = false): void {
    if (!finite(x, y, radius, start, end)) return;
    const full = 2 * Math.PI;
    const turn = back ? start - end : end - start;
    const angle = turn >= full ? full : ((turn % full) + full) % full;
    const place = (a: number): readonly [number, number] => [x + radius * Math.cos(a), y + radius * Math.sin(a)];
    const from = place(start);
    if (this.at === null || Math.hypot(from[0] - this.at[0], from[1] - this.at[1]) > 1e-6) this.lineTo(...from);
    const parts = angle > Math.PI ? 2 : 1;
    for (let part = 1; part <= parts; part++) {
      const to = place(start + ((back ? -1 : 1) * angle * part) / parts);
      this.path.push(
        `A${svgNumber(radius)} ${svgNumber(radius)} 0 0 ${back ? 0 : 1} ${svgNumber(to[0])} ${svgNumber(to[1])}`,
      );
      this.at = to;
    }
  }

  rect(x: number, y: number, width: number, height: number): void {
    if (!finite(x, y, width, height)) return;
    this.path.push(boxPath(x, y, width, height));
    this.at = [x, y];
  }

  /** One radius for all corners. */
  roundRect(
    x: number,
    y: number,
    width: number,
    height: number,
    radii?: number | DOMPointInit | Iterable<unknown>,
  ): void {
    if (!finite(x, y, width, height)) return;
    const wanted = typeof radii === "number" ? radii : 0;
    const r = svgNumber(Math.max(0, Math.min(wanted, width / 2, height / 2)));
    const [w, h] = [svgNumber(width - 2 * Number(r)), svgNumber(height - 2 * Number(r))];
    const corner = (dx: string, dy: string): string => `a${r} ${r} 0 0 1 ${dx} ${dy}`;
    this.path.push(
      `M${svgNumber(x + Number(r))} ${svgNumber(y)}h${w}${corner(r, r)}v${h}${corner(`-${r}`, r)}`,
      `h-${w}${corner(`-${r}`, `-${r}`)}v-${h}${corner(r, `-${r}`)}Z`,
    );
    this.at = [x, y];
  }

  fill(): void {
    this.put(`<path d="${this.path.join("")}"${this.filled()}/>`);
  }

  stroke(): void {
    this.put(`<path d="${this.path.join("")}"${this.stroked()}/>`);
  }

  fillRect(x: number, y: number, width: number, height: number): void {
    if (finite(x, y, width, height)) this.out.push(`<path d="${boxPath(x, y, width, height)}"${this.filled()}/>`);
  }

  strokeRect(x: number, y: number, width: number, height: number): void {
    if (finite(x, y, width, height)) this.out.push(`<path d="${boxPath(x, y, width, height)}"${this.stroked()}/>`);
  }

  fillText(text: string, x: number, y: number): void {
    this.write(text, x, y, this.filled());
  }

  strokeText(text: string, x: number, y: number): void {
    this.write(text, x, y, this.stroked());
  }

  measureText(text: string): TextMetrics {
    const { ruler } = this.bench;
    ruler.font = this.font;
    ruler.textBaseline = this.textBaseline;
    return ruler.measureText(text);
  }

  drawImage(image: CanvasImageSource, ...place: number[]): void {
    const canvas = image as HTMLCanvasElement;
    if (place.length > 4) throw new Error("a part of an image cannot be drawn as SVG");
    const [x = 0, y = 0, width = canvas.width, height = canvas.height] = place;
    this.embed(canvas, x, y, width, height);
  }

  createImageData(width: number | ImageData, height?: number): ImageData {
    return typeof width === "number"
      ? this.bench.image(width, height ?? 1)
      : this.bench.image(width.width, width.height);
  }

  putImageData(image: ImageData, x: number, y: number): void {
    const { ratio } = this;
    this.embed(image, x / ratio, y / ratio, image.width / ratio, image.height / ratio);
  }

  private embed(source: ImageData | HTMLCanvasElement, x: number, y: number, width: number, height: number): void {
    if (!finite(x, y, width, height) || source.width === 0 || source.height === 0) return;
    const place = `x="${svgNumber(x)}" y="${svgNumber(y)}" width="${svgNumber(width)}" height="${svgNumber(height)}"`;
    const blocks = !this.imageSmoothingEnabled;
    const look = `${blocks ? ' style="image-rendering:pixelated"' : ""}${opacity("opacity", this.globalAlpha)}`;
    this.out.push(`<image ${place} preserveAspectRatio="none"${look} href="${this.bench.png(source, blocks)}"/>`);
  }

  private put(element: string): void {
    if (this.path.length > 0) this.out.push(element);
  }

  private filled(): string {
    const { color, opacity: alpha } = svgColor(String(this.fillStyle));
    return ` fill="${escapeXml(color)}"${opacity("fill-opacity", alpha * this.globalAlpha)}`;
  }

  private stroked(): string {
    const { color, opacity: alpha } = svgColor(String(this.strokeStyle));
    return [
      ` fill="none" stroke="${escapeXml(color)}"`,
      opacity("stroke-opacity", alpha * this.globalAlpha),
      this.lineWidth === 1 ? "" : ` stroke-width="${svgNumber(this.lineWidth)}"`,
      this.lineCap === "butt" ? "" : ` stroke-linecap="${this.lineCap}"`,
      // The limit of a canvas, under which fewer corners are cut off than SVG would.
      this.lineJoin === "miter" ? ' stroke-miterlimit="10"' : ` stroke-linejoin="${this.lineJoin}"`,
      this.dash.length === 0 ? "" : ` stroke-dasharray="${this.dash.map(svgNumber).join(" ")}"`,
    ].join("");
  }

  private write(text: string, x: number, y: number, paint: string): void {
    if (!finite(x, y) || text.trim() === "") return;
    const [, weight = "400", size = "10", family = "sans-serif"] = /^(\d+)? ?([\d.]+)px (.*)$/.exec(this.font) ?? [];
    const look = [
      this.textAlign === "left" || this.textAlign === "start" ? "" : ` text-anchor="${ANCHOR[this.textAlign]}"`,
      ` font-size="${size}"`,
      weight === "400" ? "" : ` font-weight="${weight}"`,
      family === this.family ? "" : ` font-family="${escapeXml(family)}"`,
    ].join("");
    this.out.push(
      `<text x="${svgNumber(x)}" y="${svgNumber(y + this.lift())}"${look}${paint}>${escapeXml(text)}</text>`,
    );
  }

  /** How far the alphabetic baseline lies below the present one, which not every reader of SVG knows. */
  private lift(): number {
    if (this.textBaseline === "alphabetic") return 0;
    const key = `${this.font}|${this.textBaseline}`;
    const known = this.lifts.get(key);
    if (known !== undefined) return known;
    const { ruler } = this.bench;
    ruler.font = this.font;
    const ascent = (baseline: CanvasTextBaseline): number => {
      ruler.textBaseline = baseline;
      return ruler.measureText("M").actualBoundingBoxAscent;
    };
    const lift = ascent("alphabetic") - ascent(this.textBaseline);
    this.lifts.set(key, lift);
    return lift;
  }
}

const finite = (...values: readonly number[]): boolean => values.every(Number.isFinite);

const opacity = (name: string, value: number): string =>
  value >= 1 ? "" : ` ${name}="${Math.round(value * 1000) / 1000}"`;

const boxPath = (x: number, y: number, width: number, height: number): string =>
  `M${svgNumber(x)} ${svgNumber(y)}h${svgNumber(width)}v${svgNumber(height)}h${svgNumber(-width)}Z`;
