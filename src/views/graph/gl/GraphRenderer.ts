import {
  AddEquation,
  BufferAttribute,
  BufferGeometry,
  Camera,
  Color,
  CustomBlending,
  DataTexture,
  DynamicDrawUsage,
  FloatType,
  GLSL3,
  InstancedBufferAttribute,
  InstancedBufferGeometry,
  LineSegments,
  Matrix4,
  Mesh,
  OneFactor,
  OneMinusSrcAlphaFactor,
  Points,
  RGBAFormat,
  Scene,
  ShaderMaterial,
  Vector2,
  type WebGLRenderer,
  WebGLRenderTarget,
} from "three";
import { luminance } from "../../../ui/colors";
import type { GlRenderer } from "../../gl/GlLayer";
import { Pace, QUICK, SLOW } from "../../gl/pace";
import type { Readback } from "../../gl/readback";
import { colorsOf, diameterOf, opacityOf } from "../look";
import { type GraphPicture, MOST_MARKED } from "../picture";
import {
  COPY_FRAGMENT,
  COPY_VERTEX,
  LINES_FRAGMENT,
  LINES_VERTEX,
  NODES_FRAGMENT,
  NODES_VERTEX,
  STRIPS_FRAGMENT,
  STRIPS_VERTEX,
} from "./shaders";

/**
 * Draws the picture of a wiring on the graphics card. The lines of all connections are kept in a picture of their own, which is
 * drawn in as many portions as the card needs for staying fluent; what stands out and the nodes are drawn over it every time.
 */

/** Every portion holds connections from all over the network, so that the first few already show what it looks like. */
const PORTIONS = 128;
/** A change of the wiring draws all lines anew after this many ms at the earliest; births and deaths are shown at once. */
const CALM = 400;
/** Portions of a frame hold at least so many lines, which any card draws in time. */
const FEW = 700;
const ROW = 1024;

const premultiplied = {
  glslVersion: GLSL3,
  transparent: true,
  depthTest: false,
  depthWrite: false,
  blending: CustomBlending,
  blendEquation: AddEquation,
  blendSrc: OneFactor,
  blendDst: OneMinusSrcAlphaFactor,
} as const;

const rgb = (hex: string): Color => new Color().setStyle(hex, "");

/** Portions drawn per frame, kept while the page is open: it says how fast this machine is. */
let perFrame = 2;

export class GraphRenderer implements GlRenderer {
  private readonly picture: GraphPicture;
  private readonly camera = new Camera();
  private readonly lines = new Scene();
  private readonly copy = new Scene();
  private readonly live = new Scene();
  private readonly shared = {
    projection: { value: new Matrix4() },
    size: { value: new Vector2(1, 1) },
    places: { value: new DataTexture(new Float32Array(4 * ROW), ROW, 1, RGBAFormat, FloatType) },
  };
  private readonly lineUniforms = {
    ...this.shared,
    plus: { value: new Color() },
    minus: { value: new Color() },
    opacity: { value: 1 },
  };
  private readonly stripUniforms = {
    ...this.shared,
    widths: { value: [2.6, 1.1, 1.2, 1.2, 2.4] },
    colors: { value: Array.from({ length: 5 }, () => new Color()) },
    glow: { value: 1 },
  };
  private readonly nodeUniforms = {
    ...this.shared,
    diameter: { value: 8 },
    ratio: { value: 1 },
    background: { value: new Color() },
    colors: { value: Array.from({ length: 8 }, () => new Color()) },
  };
  private readonly copyUniforms = { picture: { value: null as unknown } };
  private readonly portions: readonly LineSegments<InstancedBufferGeometry, ShaderMaterial>[];
  private readonly strips: Mesh<InstancedBufferGeometry, ShaderMaterial>;
  private readonly nodes: Points<BufferGeometry, ShaderMaterial>;
  private front = new WebGLRenderTarget(1, 1, { depthBuffer: false });
  private back = new WebGLRenderTarget(1, 1, { depthBuffer: false });
  private drawn = { wiring: -1, scene: -1, written: -1, at: 0 };
  /** The next portion of the picture under way; all of them are there when it is `PORTIONS`. */
  private next = 0;
  /** The picture under way is shown as it grows: the one before is of another scene. */
  private growing = true;
  private readonly pace = new Pace();
  /** Portions on the card, and what of a hand's changes is drawn. */
  private sent = 0;
  private handed = -1;

  private readonly readback: Readback | null;

  /** @param readback shows the pictures where the layer itself would keep the page waiting */
  constructor(picture: GraphPicture, readback: Readback | null) {
    this.picture = picture;
    this.readback = readback;
    const line = new BufferAttribute(Float32Array.of(0, 0, 0, 1, 0, 0), 3);
    const material = new ShaderMaterial({
      ...premultiplied,
      uniforms: this.lineUniforms,
      vertexShader: LINES_VERTEX,
      fragmentShader: LINES_FRAGMENT,
    });
    this.portions = Array.from({ length: PORTIONS }, () => {
      const geometry = new InstancedBufferGeometry();
      geometry.setAttribute("position", line);
      geometry.instanceCount = 0;
      const segments = new LineSegments(geometry, material);
      segments.frustumCulled = false;
      segments.visible = false;
      this.lines.add(segments);
      return segments;
    });
    this.strips = new Mesh(stripGeometry(), this.program(this.stripUniforms, STRIPS_VERTEX, STRIPS_FRAGMENT));
    this.strips.frustumCulled = false;
    this.nodes = new Points(new BufferGeometry(), this.program(this.nodeUniforms, NODES_VERTEX, NODES_FRAGMENT));
    this.nodes.frustumCulled = false;
    this.strips.renderOrder = 0;
    this.nodes.renderOrder = 1;
    this.live.add(this.strips, this.nodes);
    const sheet = new BufferGeometry();
    sheet.setAttribute("position", new BufferAttribute(Float32Array.of(-1, -1, 0, 3, -1, 0, -1, 3, 0), 3));
    const page = new Mesh(sheet, this.program(this.copyUniforms, COPY_VERTEX, COPY_FRAGMENT));
    page.frustumCulled = false;
    this.copy.add(page);
  }

  private program(uniforms: Record<string, { value: unknown }>, vertexShader: string, fragmentShader: string) {
    return new ShaderMaterial({ ...premultiplied, uniforms, vertexShader, fragmentShader });
  }

  /** Whether the card still works on the frame before, or has a rest. */
  isBusy(gl: WebGLRenderer, now: number): boolean {
    return this.pace.isBusy(gl, now, this.handed !== this.picture.handVersion, () => {
      this.readback?.show(gl);
      const { took } = this.pace;
      // A card that is slow gets less to do in the next frame.
      if (took > SLOW) perFrame = Math.max(1, Math.floor(Math.min(perFrame, this.sent || perFrame) / 2));
      else if (took < QUICK && this.sent >= perFrame) perFrame = Math.min(PORTIONS, 2 * perFrame);
    });
  }

  /** Draws what has changed and answers whether something is left to draw. `whole` draws everything now, however long it takes. */
  render(gl: WebGLRenderer, now: number, whole = false): boolean {
    const { picture } = this;
    const { shown } = picture;
    if (shown === null) return false;
    this.handed = picture.handVersion;
    this.write(gl);
    const width = gl.domElement.width;
    const height = gl.domElement.height;
    gl.autoClear = false;
    if (this.back.width !== width || this.back.height !== height) {
      this.front.setSize(width, height);
      this.back.setSize(width, height);
      this.drawn.scene = -1;
    }
    this.begin(now, whole);
    const least = Math.ceil((PORTIONS * FEW) / Math.max(FEW, shown.data.values.length));
    const portions = this.draw(gl, whole ? PORTIONS : Math.max(perFrame, least));
    const readback = whole ? null : this.readback;
    readback?.setSize(width, height);
    gl.setRenderTarget(readback?.target ?? null);
    gl.setClearColor(rgb(shown.theme.background), readback === null ? 0 : 1);
    gl.clear();
    if (shown.chosen === null) {
      this.copyUniforms.picture.value = (this.growing ? this.back : this.front).texture;
      gl.render(this.copy, this.camera);
    }
    gl.render(this.live, this.camera);
    readback?.ask(gl);
    if (!whole) {
      this.pace.sent(gl, now);
      this.sent = portions;
    }
    return this.next < PORTIONS || this.drawn.wiring !== picture.wiringVersion;
  }

  /** Begins a new picture of all lines, where the one before is out of date. */
  private begin(now: number, whole: boolean): void {
    const { picture, drawn } = this;
    const scene = drawn.scene !== picture.sceneVersion;
    const wiring = drawn.wiring !== picture.wiringVersion;
    if (!scene && !(wiring && (whole || (this.next >= PORTIONS && now - drawn.at > CALM)))) return;
    // A picture of the same scene grows behind the one before, and takes its place when it is whole.
    this.growing = scene || (this.growing && this.next < PORTIONS);
    this.drawn = { ...drawn, scene: picture.sceneVersion, wiring: picture.wiringVersion, at: now };
    this.next = 0;
  }

  /** Draws some portions; answers how many. */
  private draw(gl: WebGLRenderer, most: number): number {
    if (this.next >= PORTIONS || this.picture.shown?.chosen !== null) {
      this.next = PORTIONS;
      return 0;
    }
    const end = Math.min(PORTIONS, this.next + most);
    for (const [p, segments] of this.portions.entries()) segments.visible = p >= this.next && p < end;
    gl.setRenderTarget(this.back);
    if (this.next === 0) {
      gl.setClearColor(0, 0);
      gl.clear();
    }
    gl.render(this.lines, this.camera);
    const portions = end - this.next;
    this.next = end;
    if (end === PORTIONS) {
      [this.front, this.back] = [this.back, this.front];
      this.growing = false;
    }
    return portions;
  }

  /** Brings buffers and uniforms up to date; only portions in which a connection has changed are sent again. */
  private write(gl: WebGLRenderer): void {
    const { picture, shared } = this;
    const { shown } = picture;
    if (shown === null) return;
    const { theme, data, spec } = shown;
    if (this.drawn.written !== picture.wiringVersion) {
      this.drawn.written = picture.wiringVersion;
      this.writeLines(data.edges, data.values.length);
    }
    shared.projection.value.fromArray(picture.matrix);
    const ratio = gl.getPixelRatio();
    shared.size.value.set(shown.width, shown.height);
    const rows = Math.max(1, Math.ceil(spec.nodes / ROW));
    let { value: texture } = shared.places;
    if (texture.image.height !== rows) {
      texture.dispose();
      texture = new DataTexture(new Float32Array(4 * ROW * rows), ROW, rows, RGBAFormat, FloatType);
      shared.places.value = texture;
    }
    (texture.image.data as unknown as Float32Array).set(picture.nodes);
    texture.needsUpdate = true;
    const colors = colorsOf(theme, spec);
    this.lineUniforms.plus.value = rgb(colors.plus);
    this.lineUniforms.minus.value = rgb(colors.minus);
    this.lineUniforms.opacity.value = opacityOf(data.values.length, luminance(theme.background) > 0.5);
    for (const [i, color] of colors.styles.entries()) this.stripUniforms.colors.value[i] = rgb(color);
    this.stripUniforms.glow.value = shown.still ? 0 : 1;
    const marks = this.strips.geometry.getAttribute("edge") as InstancedBufferAttribute;
    (marks.array as Float32Array).set(picture.marked.subarray(0, 4 * picture.markedCount));
    marks.clearUpdateRanges();
    marks.addUpdateRange(0, 4 * picture.markedCount);
    marks.needsUpdate = true;
    this.strips.geometry.instanceCount = picture.markedCount;
    this.strips.visible = picture.markedCount > 0;
    this.nodeUniforms.background.value = rgb(theme.background);
    this.nodeUniforms.ratio.value = ratio;
    this.nodeUniforms.diameter.value = diameterOf(shown);
    for (const [i, color] of colors.populations.entries()) this.nodeUniforms.colors.value[i % 8] = rgb(color);
    this.writeNodes();
  }

  private writeLines(edges: Uint32Array, count: number): void {
    for (const [p, { geometry }] of this.portions.entries()) {
      const own = Math.max(0, Math.ceil((count - p) / PORTIONS));
      let attribute = geometry.getAttribute("edge") as InstancedBufferAttribute | undefined;
      if (attribute === undefined || attribute.count < own) {
        const room = Math.max(16, Math.ceil(1.5 * own));
        attribute = new InstancedBufferAttribute(new Float32Array(3 * room), 3);
        attribute.setUsage(DynamicDrawUsage);
        // Buffers of another size are other buffers to the card.
        geometry.dispose();
        geometry.setAttribute("edge", attribute);
      }
      const array = attribute.array as Float32Array;
      let changed = false;
      for (let k = 0, e = p; e < count; k++, e += PORTIONS) {
        const source = edges[2 * e] as number;
        const target = edges[2 * e + 1] as number;
        const sign = this.picture.signOf(e);
        if (array[3 * k] === source && array[3 * k + 1] === target && array[3 * k + 2] === sign) continue;
        array[3 * k] = source;
        array[3 * k + 1] = target;
        array[3 * k + 2] = sign;
        changed = true;
      }
      if (changed) attribute.needsUpdate = true;
      geometry.instanceCount = own;
    }
  }

  private writeNodes(): void {
    const { picture } = this;
    const { geometry } = this.nodes;
    const count = picture.opacity.length;
    let look = geometry.getAttribute("look") as BufferAttribute | undefined;
    if (look === undefined || look.count !== count) {
      geometry.dispose();
      geometry.setAttribute("position", new BufferAttribute(new Float32Array(3 * count), 3));
      geometry.setAttribute(
        "index",
        new BufferAttribute(
          Float32Array.from({ length: count }, (_, i) => i),
          1,
        ),
      );
      look = new BufferAttribute(new Float32Array(2 * count), 2);
      look.setUsage(DynamicDrawUsage);
      geometry.setAttribute("look", look);
    }
    const array = look.array as Float32Array;
    for (let i = 0; i < count; i++) {
      array[2 * i] = picture.of[i] as number;
      array[2 * i + 1] = picture.opacity[i] as number;
    }
    look.needsUpdate = true;
  }

  /** What the card held is gone. */
  forget(): void {
    this.pace.forget();
    this.readback?.forget();
    this.drawn = { wiring: -1, scene: -1, written: -1, at: 0 };
    this.next = 0;
    this.growing = true;
  }

  dispose(gl: WebGLRenderer): void {
    this.readback?.dispose(gl);
    for (const { geometry } of this.portions) geometry.dispose();
    this.portions[0]?.material.dispose();
    for (const one of [this.strips, this.nodes]) {
      one.geometry.dispose();
      one.material.dispose();
    }
    this.shared.places.value.dispose();
    this.front.dispose();
    this.back.dispose();
  }
}

function stripGeometry(): InstancedBufferGeometry {
  const geometry = new InstancedBufferGeometry();
  geometry.setAttribute("position", new BufferAttribute(Float32Array.of(0, -1, 0, 0, 1, 0, 1, -1, 0, 1, 1, 0), 3));
  geometry.setIndex([0, 2, 1, 2, 3, 1]);
  const edge = new InstancedBufferAttribute(new Float32Array(4 * MOST_MARKED), 4);
  edge.setUsage(DynamicDrawUsage);
  geometry.setAttribute("edge", edge);
  geometry.instanceCount = 0;
  return geometry;
}
