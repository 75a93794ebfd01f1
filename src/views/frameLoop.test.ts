import { describe, expect, it } from "vitest";
import { type Drawable, FrameLoop } from "./frameLoop";

function setUp() {
  const requests: (() => void)[] = [];
  const reports = new Map<Element, (visible: boolean) => void>();
  let now = 0;
  const loop = new FrameLoop({
    request: (callback) => requests.push(callback),
    now: () => now,
    observe: (element, report) => {
      reports.set(element, report);
      return () => reports.delete(element);
    },
  });
  const painted: string[] = [];
  const view = (name: string, cost = 0): Drawable => {
    const drawable = {
      element: { id: name } as Element,
      paint: () => {
        painted.push(name);
        now += cost;
      },
    };
    loop.add(drawable);
    return drawable;
  };
  const show = (drawable: Drawable, visible = true): void => reports.get(drawable.element)?.(visible);
  const nextFrame = (): void => {
    for (const callback of requests.splice(0)) callback();
  };
  return { loop, painted, view, show, nextFrame, requests };
}

describe("FrameLoop", () => {
  it("paints what changed, once per frame, and asks for no frame when nothing did", () => {
    const { loop, painted, view, show, nextFrame, requests } = setUp();
    const [a, b] = [view("a"), view("b")];
    show(a);
    show(b);
    loop.invalidate(a);
    loop.invalidate(a);
    expect(requests).toHaveLength(1);
    nextFrame();
    expect(painted).toEqual(["a"]);
    expect(requests).toHaveLength(0);
  });

  it("costs nothing for what cannot be seen, and catches up when it appears", () => {
    const { loop, painted, view, show, nextFrame, requests } = setUp();
    const a = view("a");
    loop.invalidate(a);
    expect(requests).toHaveLength(0);
    show(a);
    nextFrame();
    expect(painted).toEqual(["a"]);
    show(a, false);
    loop.invalidate(a);
    expect(requests).toHaveLength(0);
  });

  it("lets a view rest, and paints it when it has", () => {
    const { loop, painted, view, show, nextFrame, requests } = setUp();
    const [a, b] = [Object.assign(view("a"), { restsUntil: 10 }), view("b", 12)];
    for (const one of [a, b]) {
      show(one);
      loop.invalidate(one);
    }
    nextFrame();
    expect(painted).toEqual(["b"]);
    expect(requests).toHaveLength(1);
    nextFrame();
    expect(painted).toEqual(["b", "a"]);
    expect(requests).toHaveLength(0);
  });

  it("leaves costly views to later frames and starves none", () => {
    const { loop, painted, view, show, nextFrame } = setUp();
    const views = ["a", "b", "c"].map((name) => view(name, 20));
    for (const one of views) {
      show(one);
      loop.invalidate(one);
    }
    nextFrame();
    expect(painted).toEqual(["a"]);
    loop.invalidate(views[0] as Drawable);
    nextFrame();
    nextFrame();
    nextFrame();
    expect(painted).toEqual(["a", "b", "c", "a"]);
  });
});
