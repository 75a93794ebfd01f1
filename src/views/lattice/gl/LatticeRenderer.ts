import {
  BufferAttribute,
  BufferGeometry,
  Camera,
  DataTexture,
  DepthTexture,
  DynamicDrawUsage,
  FloatType,
  LinearFilter,
  Mesh,
  Points,
  RGBAFormat,
  Scene,
  type ShaderMaterial,
  type Texture,
  UnsignedByteType,
  UnsignedIntType,
  type WebGLRenderer,
  WebGLRenderTarget,
} from "three";
import type { GlRenderer } from "../../gl/GlLayer";
import { Pace } from "../../gl/pace";
import type { Readback } from "../../gl/readback";
import { paletteBytes, ROW } from "../cells";
import { WAY } from "../flow";
import { type LatticePicture, MOST_EVENTS, PARTICLES } from "../picture";
import { REACH } from "../shape";
import { SHEET_SIZE } from "../wires";
import { BoxIndex, stripIndex } from "./geometry";
import { type LatticePrograms, programs } from "./programs";

/**
 * Draws a lattice on the graphics card. All that stands still is kept in a picture with its depths; while nothing but the current moves,
 * a frame is that picture and the particles over it. A picture drawn in a hurry is drawn again, finer, when hands rest.
 */

/** Time without a change after which the finer picture is drawn, in ms. */
const CALM = 160;
/** Pixels that a picture may have, and the time of a frame up to which all are fine, in ms. */
const MOST_PIXELS = 9e6;
const FAST = 9;
/** A card of software on which frames take longer than this draws half the pixels each way while a hand turns the block, in ms. */
const SLOW = 70;
/** Pixels of a cell from which on it is drawn as a box: below it is a point. A card of software needs larger ones. */
const BOX = 7;
const BOX_SOFTWARE = 15;
/** Cells that the particles of the fastest way run through in a second. */
const SPEED = 5.5;

type Bytes = Uint8Array<ArrayBuffer> | Float32Array<ArrayBuffer>;

/** A picture of numbers of which only the rows that changed are sent. */
class NumberTexture {
  texture: DataTexture;
  private source: Bytes | null = null;

  constructor(private readonly type: typeof UnsignedByteType | typeof FloatType) {
    this.texture = this.make(type === FloatType ? new Float32Array(4) : new Uint8Array(4), 1, 1);
  }

  private make(numbers: Bytes, width: number, height: number): DataTexture {
    const made = new DataTexture(numbers, width, height, RGBAFormat, this.type);
    made.needsUpdate = true;
    return made;
  }

  send(numbers: Bytes, dirty: Uint8Array): void {
    if (this.source !== numbers) {
      if (this.source !== null) this.texture.dispose();
      this.source = numbers;
      this.texture = this.make(numbers, ROW, Math.max(1, dirty.length));
      dirty.fill(0);
      return;
    }
    let some = false;
    for (let row = 0; row < dirty.length; row++) {
      if (dirty[row] === 0) continue;
      dirty[row] = 0;
      some = true;
      this.texture.addUpdateRange(4 * ROW * row, 4 * ROW);
    }
    if (some) this.texture.needsUpdate = true;
  }

  /** The card has lost it: there is nothing to give back. */
  forget(): void {
    this.source = null;
  }
}

export class LatticeRenderer implements GlRenderer {
  private readonly camera = new Camera();
  private readonly still = new Scene();
  private readonly live = new Scene();
  private readonly cells = new NumberTexture(UnsignedByteType);
  private readonly lists = [0, 1, 2].map(() => new NumberTexture(UnsignedByteType));
  private readonly wires = new NumberTexture(FloatType);
  private readonly programs: LatticePrograms = programs();
  private readonly palettes: readonly DataTexture[];
  private readonly boxes = new BoxIndex();
  private readonly solidBoxes: Mesh<BufferGeometry, ShaderMaterial>;
  private readonly solidSprites: Points<BufferGeometry, ShaderMaterial>;
  private readonly faintBoxes: Mesh<BufferGeometry, ShaderMaterial>;
  private readonly faintSprites: Points<BufferGeometry, ShaderMaterial>;
  private readonly dots: Points<BufferGeometry, ShaderMaterial>;
  private readonly strips: Mesh<BufferGeometry, ShaderMaterial>;
  private readonly sheets: Mesh<BufferGeometry, ShaderMaterial>;
  private readonly halos: Points<BufferGeometry, ShaderMaterial>;
  private readonly particles: Points<BufferGeometry, ShaderMaterial>;
  private readonly page: Mesh<BufferGeometry, ShaderMaterial>;
  private readonly target = pictureWithDepths();
  private readonly pace = new Pace();
  private drawn = { scene: -1, hand: -1, live: "", flow: -1, fine: 0, stripped: 0 };
  private changedAt = 0;
  private handledAt = 0;
  private rough = false;
  private time = 0;
  private timedAt = 0;

  /** @param readback shows the pictures where the layer itself would keep the page waiting */
  constructor(
    private readonly picture: LatticePicture,
    private readonly readback: Readback | null,
  ) {
    const { programs: p } = this;
    this.palettes = [false, true].map((diverging) => {
      const made = new DataTexture(paletteBytes(diverging), 256, 1, RGBAFormat, UnsignedByteType);
      made.needsUpdate = true;
      return made;
    });
    const mesh = (material: ShaderMaterial, order: number, scene: Scene) => {
      const made = new Mesh(new BufferGeometry(), material);
      made.frustumCulled = false;
      made.renderOrder = order;
      scene.add(made);
      return made;
    };
    const points = (material: ShaderMaterial, order: number, scene: Scene) => {
      const made = new Points(new BufferGeometry(), material);
      made.frustumCulled = false;
      made.renderOrder = order;
      scene.add(made);
      return made;
    };
    this.solidBoxes = mesh(p.solidBox, 0, this.still);
    this.solidSprites = points(p.solidSprite, 0, this.still);
    this.dots = points(p.dot, 1, this.still);
    this.strips = mesh(p.wire, 2, this.still);
    this.sheets = mesh(p.sheet, 3, this.still);
    this.faintBoxes = mesh(p.faintBox, 4, this.still);
    this.faintSprites = points(p.faintSprite, 4, this.still);
    this.halos = points(p.event, 5, this.still);
    this.page = mesh(p.copy, 0, this.live);
    this.particles = points(p.flow, 1, this.live);
    this.page.geometry.setAttribute("position", new BufferAttribute(Float32Array.of(-1, -1, 0, 3, -1, 0, -1, 3, 0), 3));
    this.halos.geometry.setAttribute("event", dynamic(new Float32Array(2 * MOST_EVENTS), 2));
    this.particles.geometry.setAttribute("path", dynamic(new Float32Array(WAY * PARTICLES), WAY));
    p.shared.cells.value = this.cells.texture;
  }

  isBusy(gl: WebGLRenderer, now: number): boolean {
    return this.pace.isBusy(gl, now, this.drawn.hand !== this.picture.handVersion, () => this.readback?.show(gl));
  }

  render(gl: WebGLRenderer, now: number, whole = false): boolean {
    const { picture, drawn } = this;
    const { shown } = picture;
    if (shown === null) return false;
    const { width, height } = gl.domElement;
    const most = width * height * 4 <= MOST_PIXELS ? 2 : 1;
    const scene = drawn.scene !== picture.sceneVersion;
    if (scene && !whole) this.changedAt = now;
    if (drawn.hand !== picture.handVersion) {
      if (this.readback !== null && this.pace.took > SLOW) this.rough = true;
      this.handledAt = now;
    } else if (now - this.handledAt > CALM) this.rough = false;
    const calm = whole || now - this.changedAt > CALM || (this.pace.took > 0 && this.pace.took < FAST);
    const fine = calm ? most : this.rough && !whole ? 0.5 : 1;
    gl.autoClear = false;
    if (
      scene ||
      fine > drawn.fine ||
      this.target.width !== Math.ceil(width * drawn.fine) ||
      this.target.height !== Math.ceil(height * drawn.fine)
    ) {
      this.drawStill(gl, width, height, fine);
      drawn.scene = picture.sceneVersion;
      drawn.fine = fine;
    }
    drawn.hand = picture.handVersion;
    const live = [drawn.scene, drawn.fine, picture.flow.version, shown.flows, shown.still, width, height].join();
    const rests = !whole && live === drawn.live && !picture.flowing;
    drawn.live = whole ? "" : live;
    if (rests) return drawn.fine < most;
    this.drawLive(gl, now, whole);
    if (!whole) this.pace.sent(gl, now);
    // Once more at least: what is read back has to be fetched.
    return true;
  }

  private drawStill(gl: WebGLRenderer, width: number, height: number, fine: number): void {
    const { target } = this;
    target.setSize(Math.ceil(width * fine), Math.ceil(height * fine));
    this.write(gl.getPixelRatio() * fine, this.readback === null ? BOX : BOX_SOFTWARE, fine <= 1);
    gl.setRenderTarget(target);
    gl.setClearColor(0, 0);
    gl.clear();
    gl.render(this.still, this.camera);
  }

  private drawLive(gl: WebGLRenderer, now: number, whole: boolean): void {
    const { picture, programs: p } = this;
    const { shown, flow } = picture;
    if (shown === null) return;
    const ratio = gl.getPixelRatio();
    const { width, height } = gl.domElement;
    p.copy.uniforms.picture = { value: this.target.texture };
    this.particles.visible = shown.flows && flow.count > 0;
    if (this.particles.visible) {
      if (picture.flowing) this.time += Math.min(100, now - this.timedAt) / 1000;
      this.timedAt = now;
      this.writeFlow();
      p.shared.ratio.value = ratio;
      p.shared.size.value.set(width, height);
      const own = p.flow.uniforms;
      set(own, "depths", this.target.depthTexture);
      set(own, "time", this.time * SPEED * flow.sign);
      set(own, "way", flow.sign);
      set(own, "arrows", shown.still ? 1 : 0);
      set(own, "grain", (shown.still ? 0.42 : 0.27) * picture.pixels * ratio);
      this.particles.geometry.setDrawRange(0, flow.count);
    }
    const readback = whole ? null : this.readback;
    readback?.setSize(width, height);
    gl.setRenderTarget(readback?.target ?? null);
    gl.setClearColor(p.background, readback === null ? 0 : 1);
    gl.clear();
    gl.render(this.live, this.camera);
    readback?.ask(gl);
  }

  /** Brings pictures, buffers and uniforms up to date; only what changed is sent. */
  private write(ratio: number, least: number, hurried: boolean): void {
    const { picture, programs: p, drawn } = this;
    const { shown, cells, wires, placement, pixels } = picture;
    if (shown === null) return;
    const { shape, pitch, gap, half } = placement;
    this.cells.send(cells.bytes, cells.dirty);
    const lists = [picture.solid, picture.faint, picture.dot] as const;
    for (const [i, list] of lists.entries()) this.lists[i]?.send(list.bytes, list.dirty);
    this.wires.send(wires.numbers, wires.dirty);
    p.setTheme(shown.theme);
    p.setWires(shown.spec.lines);
    const { shared } = p;
    shared.cells.value = this.cells.texture;
    for (const [i, key] of (["solid", "faint", "dots"] as const).entries())
      p.lists[key].value = this.lists[i]?.texture as Texture;
    p.wire.uniforms.wires = { value: this.wires.texture };
    shared.palette.value = this.palettes[shown.spec.value.diverging ? 1 : 0] as Texture;
    shared.projection.value.fromArray(picture.matrix);
    shared.pitch.value.set(pitch, gap, pitch);
    shared.half_.value.set(...half);
    shared.dims.value = [shape.columns, shape.layers, shape.rows];
    shared.ratio.value = ratio;
    shared.size.value.set(shown.width * ratio, shown.height * ratio);
    shared.glow.value = shown.still ? 0 : 1;
    p.setView(shown.view, picture.near, placement, pixels * ratio);
    const boxes = pixels * ratio >= least;
    const [solid, faint, dot] = lists.map(({ length }) => length) as [number, number, number];
    if (boxes) {
      const index = this.boxes.of(Math.max(solid, faint));
      this.solidBoxes.geometry.setIndex(index);
      this.faintBoxes.geometry.setIndex(index);
    }
    for (const [one, count, isBox] of [
      [this.solidBoxes, solid, true],
      [this.faintBoxes, faint, true],
      [this.solidSprites, solid, false],
      [this.faintSprites, faint, false],
    ] as const) {
      one.visible = isBox === boxes && count > 0;
      one.geometry.setDrawRange(0, count * (isBox ? BoxIndex.SIZE : 1));
    }
    this.dots.visible = dot > 0;
    this.dots.geometry.setDrawRange(0, dot);
    this.strips.visible = shown.wired && wires.count > 0;
    if (drawn.stripped < wires.count) {
      drawn.stripped = wires.count;
      this.strips.geometry.setIndex(stripIndex(wires.count));
    }
    this.strips.geometry.setDrawRange(0, 6 * wires.count);
    this.writeSheets();
    // Sheets cover the whole picture as often as there are planes: too much for a card of software in a hurry.
    if (this.readback !== null && hurried) this.sheets.visible = false;
    this.writeEvents();
  }

  private writeSheets(): void {
    const { picture, programs: p } = this;
    const { shown, wires } = picture;
    this.sheets.visible = shown?.wired === true && wires.sheetCount > 0;
    if (shown === null || !this.sheets.visible) return;
    const { from, to } = shown.slice;
    const left = from.x === 0 ? -REACH.driver : from.x - 0.5;
    p.area.set(left, from.y - 0.5, to.x + 0.5, to.y + 0.5);
    const { geometry } = this.sheets;
    let attribute = geometry.getAttribute("sheet") as BufferAttribute | undefined;
    if (attribute === undefined || attribute.count < 4 * wires.sheetCount) {
      geometry.dispose();
      attribute = dynamic(new Float32Array(4 * SHEET_SIZE * wires.sheetCount), SHEET_SIZE);
      geometry.setAttribute("sheet", attribute);
      geometry.setIndex(stripIndex(wires.sheetCount));
    }
    const numbers = attribute.array as Float32Array;
    for (let sheet = 0; sheet < wires.sheetCount; sheet++)
      for (let corner = 0; corner < 4; corner++)
        for (let i = 0; i < SHEET_SIZE; i++)
          numbers[(4 * sheet + corner) * SHEET_SIZE + i] = wires.sheets[SHEET_SIZE * sheet + i] as number;
    attribute.needsUpdate = true;
    geometry.setDrawRange(0, 6 * wires.sheetCount);
  }

  private writeEvents(): void {
    const { events, eventCount } = this.picture;
    this.halos.visible = eventCount > 0;
    if (eventCount === 0) return;
    const attribute = this.halos.geometry.getAttribute("event") as BufferAttribute;
    (attribute.array as Float32Array).set(events.subarray(0, 2 * eventCount));
    attribute.clearUpdateRanges();
    attribute.addUpdateRange(0, 2 * eventCount);
    attribute.needsUpdate = true;
    this.halos.geometry.setDrawRange(0, eventCount);
  }

  private writeFlow(): void {
    const { flow, shown } = this.picture;
    const { programs: p, drawn } = this;
    if (shown === null) return;
    const { from, to } = shown.slice;
    const low = [from.x === 0 ? -2 : from.x - 0.5, from.layer === 0 ? -2 : from.layer - 0.5, from.y - 0.5] as const;
    p.low.set(...low);
    p.high.set(to.x + 0.5, to.layer + 0.6, to.y + 0.5);
    if (drawn.flow === flow.version) return;
    drawn.flow = flow.version;
    const attribute = this.particles.geometry.getAttribute("path") as BufferAttribute;
    (attribute.array as Float32Array).set(flow.ways);
    attribute.needsUpdate = true;
  }

  forget(): void {
    this.pace.forget();
    this.readback?.forget();
    for (const one of [this.cells, this.wires, ...this.lists]) one.forget();
    this.drawn = { scene: -1, hand: -1, live: "", flow: -1, fine: 0, stripped: 0 };
  }

  dispose(gl: WebGLRenderer): void {
    this.readback?.dispose(gl);
    for (const scene of [this.still, this.live])
      for (const one of scene.children) (one as Mesh<BufferGeometry, ShaderMaterial>).geometry.dispose();
    this.programs.dispose();
    for (const one of [this.cells, this.wires, ...this.lists]) one.texture.dispose();
    for (const one of this.palettes) one.dispose();
    this.target.dispose();
  }
}

function pictureWithDepths(): WebGLRenderTarget {
  const made = new WebGLRenderTarget(1, 1, { minFilter: LinearFilter, magFilter: LinearFilter });
  made.depthTexture = new DepthTexture(1, 1, UnsignedIntType);
  return made;
}

function dynamic(numbers: Float32Array, size: number): BufferAttribute {
  const made = new BufferAttribute(numbers, size);
  made.setUsage(DynamicDrawUsage);
  return made;
}

const set = (uniforms: ShaderMaterial["uniforms"], name: string, value: unknown): void => {
  (uniforms[name] as { value: unknown }).value = value;
};
