import type { Pen } from "./pen";

const PAINTS: ReadonlySet<string | symbol> = new Set<keyof Pen>([
  "fill",
  "stroke",
  "fillRect",
  "strokeRect",
  "fillText",
  "strokeText",
  "drawImage",
  "putImageData",
]);
const ANSWERS: ReadonlySet<string | symbol> = new Set<keyof Pen>(["measureText", "createImageData"]);

/** What texts are measured with. */
type Ruler = Pick<Pen, "font" | "measureText" | "createImageData">;

/**
 * True when a painter leaves anything on a canvas. A canvas that is touched, if only to clear it, has to be brought to the
 * screen again, which costs more than most pictures.
 */
export function paintsAnything(ruler: Ruler, paint: (pen: Pen) => void): boolean {
  let painted = false;
  const note = (): void => {
    painted = true;
  };
  const idle = (): void => {};
  const kept: Record<string | symbol, unknown> = {};
  const pen = new Proxy(kept, {
    get: (_, name) => {
      if (PAINTS.has(name)) return note;
      if (ANSWERS.has(name)) return (ruler[name as keyof Ruler] as (...args: unknown[]) => unknown).bind(ruler);
      return name in kept ? kept[name] : idle;
    },
    set: (_, name, value) => {
      kept[name] = value;
      if (name === "font") ruler.font = value;
      return true;
    },
  });
  paint(pen as unknown as Pen);
  return painted;
}
