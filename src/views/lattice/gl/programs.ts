import {
  AddEquation,
  Color,
  CustomBlending,
  DoubleSide,
  GLSL3,
  Matrix4,
  OneFactor,
  OneMinusSrcAlphaFactor,
  ShaderMaterial,
  type Texture,
  Vector2,
  Vector3,
  Vector4,
} from "three";
import { luminance, type ViewTheme } from "../../../ui/colors";
import { DEPTH, type Viewpoint } from "../../gl/camera";
import type { Placement } from "../shape";
import { REACH } from "../shape";
import {
  BOX_FRAGMENT,
  BOX_VERTEX,
  COPY_FRAGMENT,
  COPY_VERTEX,
  DOT_FRAGMENT,
  DOT_VERTEX,
  EVENT_FRAGMENT,
  EVENT_VERTEX,
  FLOW_FRAGMENT,
  FLOW_VERTEX,
  SHEET_FRAGMENT,
  SHEET_VERTEX,
  SPRITE_FRAGMENT,
  SPRITE_VERTEX,
  WIRE_FRAGMENT,
  WIRE_VERTEX,
} from "./shaders";

/** Programs of the lattice and their uniforms, in the colours of a theme. */

const premultiplied = {
  glslVersion: GLSL3,
  transparent: true,
  depthTest: true,
  depthWrite: false,
  side: DoubleSide,
  blending: CustomBlending,
  blendEquation: AddEquation,
  blendSrc: OneFactor,
  blendDst: OneMinusSrcAlphaFactor,
} as const;

const rgb = (hex: string): Color => new Color().setStyle(hex, "");
const vector = (): { value: Vector3 } => ({ value: new Vector3() });
const colour = (): { value: Color } => ({ value: new Color() });
const number = (value = 0): { value: number } => ({ value });
const picture = (): { value: Texture | null } => ({ value: null });

/** A ray never runs quite along a face. */
const LEAST_SLOPE = 1e-3;

/** How bright the faces along x, along layers and along y are. */
const LIGHT = { dark: new Vector3(0.8, 1, 0.62), light: new Vector3(0.86, 1, 0.72) } as const;

export type LatticePrograms = ReturnType<typeof programs>;

export function programs() {
  const shared = {
    projection: { value: new Matrix4() },
    pitch: vector(),
    half_: vector(),
    dims: { value: [1, 1, 1] },
    size: { value: new Vector2(1, 1) },
    ratio: number(1),
    cells: picture(),
    palette: picture(),
    background: colour(),
    light: vector(),
    ink: colour(),
    birth: colour(),
    death: colour(),
    fog: number(0.3),
    glow: number(1),
    cellPixels: number(1),
    edged: number(1),
    sparse: number(1),
  };
  const lists = { solid: picture(), faint: picture(), dots: picture() };
  const background = new Color();
  const area = new Vector4();
  const [low, high] = [new Vector3(), new Vector3()];
  const made: ShaderMaterial[] = [];
  const program = (
    vertexShader: string,
    fragmentShader: string,
    uniforms: Record<string, { value: unknown }>,
    options: object = {},
  ): ShaderMaterial => {
    const material = new ShaderMaterial({
      ...premultiplied,
      vertexShader,
      fragmentShader,
      uniforms: { ...shared, ...uniforms },
      ...options,
    });
    made.push(material);
    return material;
  };
  const eye = { eye: vector() };
  const ray = { across: vector(), upwards: vector(), reach: vector(), pixels: number(1) };
  const solid = { depthWrite: true };
  const tones = { plus: colour(), minus: colour() };
  const wireColors = [0, 1, 2, 3].map(() => new Color());
  const flowColors = [new Color(), new Color()];
  const dot = { grain: number(), strength: number() };
  const sheet = { plain: colour(), opacity: number(), area: { value: area } };
  const wire = {
    widths: { value: [0.8, 0.6, 1.3, 1.1] },
    opacities: { value: [0.42, 0.3, 0.75, 0.75] },
    quiet: number(1),
  };
  const halo = { grain: number() };

  return {
    shared,
    lists,
    background,
    area,
    low,
    high,
    solidBox: program(BOX_VERTEX, BOX_FRAGMENT, { ...eye, list: lists.solid }, solid),
    faintBox: program(BOX_VERTEX, BOX_FRAGMENT, { ...eye, list: lists.faint }),
    solidSprite: program(SPRITE_VERTEX, SPRITE_FRAGMENT, { ...ray, list: lists.solid }, solid),
    faintSprite: program(SPRITE_VERTEX, SPRITE_FRAGMENT, { ...ray, list: lists.faint }),
    dot: program(DOT_VERTEX, DOT_FRAGMENT, { ...dot, list: lists.dots }),
    wire: program(WIRE_VERTEX, WIRE_FRAGMENT, { ...wire, ...tones, wires: picture(), colors: { value: wireColors } }),
    sheet: program(SHEET_VERTEX, SHEET_FRAGMENT, { ...sheet, ...tones }),
    event: program(EVENT_VERTEX, EVENT_FRAGMENT, halo),
    flow: program(
      FLOW_VERTEX,
      FLOW_FRAGMENT,
      {
        depths: picture(),
        low: { value: low },
        high: { value: high },
        ends: { value: new Vector2(REACH.driver, REACH.bottom) },
        time: number(),
        grain: number(),
        way: number(1),
        colors: { value: flowColors },
        rim: colour(),
        arrows: number(),
      },
      { depthTest: false },
    ),
    copy: program(COPY_VERTEX, COPY_FRAGMENT, { picture: picture() }, { depthTest: false }),

    setTheme(theme: ViewTheme): void {
      const isLight = luminance(theme.background) > 0.5;
      background.copy(rgb(theme.background));
      shared.background.value.copy(background);
      shared.light.value.copy(isLight ? LIGHT.light : LIGHT.dark);
      shared.edged.value = isLight ? 0 : 1;
      shared.ink.value.copy(rgb(isLight ? "#1b1b22" : "#f1f3f5"));
      shared.birth.value.copy(rgb(theme.warm));
      shared.death.value.copy(rgb(theme.cool));
      shared.fog.value = isLight ? 0.3 : 0.34;
      dot.strength.value = isLight ? 0.42 : 0.4;
      tones.plus.value.copy(rgb(theme.warm));
      tones.minus.value.copy(rgb(theme.cool));
      sheet.plain.value.copy(rgb(theme.muted));
      sheet.opacity.value = isLight ? 0.1 : 0.13;
      for (const [i, hex] of [theme.muted, theme.axis, theme.muted, theme.muted].entries())
        wireColors[i]?.copy(rgb(hex));
      flowColors[0]?.copy(rgb(isLight ? theme.warm : "#fff1b8"));
      flowColors[1]?.copy(rgb(theme.cool));
      this.flow.uniforms.rim?.value.copy(rgb(isLight ? "#fff7e6" : "#ad4e00"));
    },

    /** @param lines planes are cut into lines: there are many, and what stands between them is to be seen */
    setWires(lines: boolean): void {
      wire.quiet.value = lines ? 0.2 : 0.8;
      wire.opacities.value[0] = lines ? 0.2 : 0.42;
    },

    /** @param pixels from a cell to the next */
    setView(view: Viewpoint, near: readonly [number, number, number], placement: Placement, pixels: number): void {
      eye.eye.value.set(...near).divideScalar(DEPTH);
      const [cy, sy, cp, sp] = [Math.cos(view.yaw), Math.sin(view.yaw), Math.cos(view.pitch), Math.sin(view.pitch)];
      const right = [cy, 0, sy] as const;
      const up = [sp * sy, cp, -sp * cy] as const;
      const { half, pitch } = placement;
      // The points are as large as the larger side of what a box covers.
      const side = (towards: readonly number[]): number =>
        half.reduce((sum, part, axis) => sum + part * Math.abs(towards[axis] as number), 0);
      const size = 2 * Math.max(side(right), side(up));
      const along = near.map((part) => (Math.abs(part) < LEAST_SLOPE ? LEAST_SLOPE : part)) as [number, number, number];
      ray.across.value.set(right[0] / along[0], right[1] / along[1], right[2] / along[2]);
      ray.upwards.value.set(up[0] / along[0], up[1] / along[1], up[2] / along[2]);
      ray.reach.value.set(
        half[0] / size / Math.abs(along[0]),
        half[1] / size / Math.abs(along[1]),
        half[2] / size / Math.abs(along[2]),
      );
      ray.pixels.value = (size / pitch) * pixels;
      shared.cellPixels.value = pixels;
      shared.sparse.value = Math.min(1, 0.25 + pixels / (40 * shared.ratio.value));
      dot.grain.value = 0.13 * pixels;
      halo.grain.value = 1.25 * pixels;
    },

    dispose(): void {
      for (const material of made) material.dispose();
    },
  };
}
