import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { listen } from "./pointer";
import type { CanvasStage, Painter } from "./stage";

/** A canvas that hears events and lies at the origin. */
class Canvas extends EventTarget {
  readonly style = { cursor: "" };
  getBoundingClientRect = () => ({ left: 0, top: 0 });
}

beforeEach(() => {
  vi.stubGlobal("HTMLCanvasElement", Canvas);
});
afterEach(() => {
  vi.unstubAllGlobals();
});

function clickTwice(painter: Partial<Painter<object>>): void {
  const element = new Canvas();
  const stage = { element, painter, scene: {}, point: () => {} } as unknown as CanvasStage<object>;
  const silence = listen(stage, () => {});
  const send = (type: string, timeStamp: number) => {
    const event = Object.assign(new Event(type), { button: 0, pointerId: 1, pointerType: "mouse" });
    for (const [name, value] of Object.entries({ clientX: 10, clientY: 10, timeStamp })) {
      Object.defineProperty(event, name, { value });
    }
    element.dispatchEvent(event);
  };
  for (const at of [0, 100]) {
    send("pointerdown", at);
    send("pointerup", at + 50);
  }
  silence();
}

describe("two clicks in quick succession", () => {
  it("are two clicks where a double click means nothing", () => {
    const click = vi.fn();
    clickTwice({ click });
    expect(click).toHaveBeenCalledTimes(2);
  });

  it("are a click and a double click where that means something", () => {
    const [click, doubleClick] = [vi.fn(), vi.fn()];
    clickTwice({ click, doubleClick });
    expect(click).toHaveBeenCalledTimes(1);
    expect(doubleClick).toHaveBeenCalledTimes(1);
  });
});
