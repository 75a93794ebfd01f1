import { beforeEach, describe, expect, it, vi } from "vitest";
import { FRONT } from "../gl/camera";
import {
  freeNumber,
  isSameLook,
  type Kept,
  lookOf,
  MOST_KEPT,
  readKept,
  roundedLook,
  withKept,
  withoutKept,
} from "./kept";

const store = new Map<string, string>();
const view = (yaw: number) => ({ ...FRONT, yaw });
const numbers = (kept: readonly Kept[]) => kept.map(({ number }) => number);

beforeEach(() => {
  store.clear();
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => store.get(key) ?? null,
    setItem: (key: string, text: string) => void store.set(key, text),
  });
});

describe("kept viewpoints", () => {
  it("keep their numbers on the device when another one goes, and the free number is taken again", () => {
    let kept = readKept("block");
    for (const yaw of [0.1, 0.2, 0.3]) kept = withKept("block", kept, freeNumber(kept) as number, view(yaw));
    kept = withoutKept("block", kept, 2);
    expect(readKept("block")).toEqual([
      { number: 1, view: view(0.1) },
      { number: 3, view: view(0.3) },
    ]);
    expect(readKept("other")).toEqual([]);
    expect(numbers(withKept("block", kept, freeNumber(kept) as number, view(0.4)))).toEqual([1, 2, 3]);
    expect(readKept("block")[1]?.view).toEqual(view(0.4));
  });

  it("are as many as there are keys", () => {
    let kept: readonly Kept[] = [];
    for (let i = 1; i <= MOST_KEPT; i++) kept = withKept("block", kept, freeNumber(kept) as number, view(i / 10));
    expect(freeNumber(kept)).toBeNull();
    expect(numbers(readKept("block"))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it("are none where storage holds something else or is denied", () => {
    for (const text of ["{", "3", '{"0":1}', '[null,3,"top",{"yaw":"1","pitch":0}]']) {
      store.set("synaptarium.viewpoints.lattice.block", text);
      expect(readKept("block")).toEqual([]);
    }
    store.set("synaptarium.viewpoints.lattice.block", JSON.stringify(Array.from({ length: 99 }, () => view(1))));
    expect(readKept("block")).toHaveLength(MOST_KEPT);
    const denied = () => {
      throw new Error("denied");
    };
    vi.stubGlobal("localStorage", { getItem: denied, setItem: denied });
    expect(readKept("block")).toEqual([]);
    expect(numbers(withKept("block", [], 1, view(1)))).toEqual([1]);
  });
});

describe("a look from elsewhere", () => {
  it("is a name of the view or a viewpoint within its bounds", () => {
    expect(lookOf("top")).toBe("top");
    for (const value of ["__proto__", "toString", "nowhere", null, 3, { yaw: 1 }]) expect(lookOf(value)).toBeNull();
    const { pitch, zoom, x, y } = lookOf({ yaw: 0, pitch: 90, zoom: 99, x: 100, y: -100 }) as typeof FRONT;
    expect([pitch, zoom, x, y]).toEqual([Math.PI / 2, 12, 13, -13]);
  });

  it("is written no finer than can be seen, and is the same then", () => {
    const look = { yaw: 0.123456789, pitch: -1e-9, zoom: 1.5, x: 1 / 3, y: -0.25 };
    const rounded = roundedLook(look);
    expect(rounded).toEqual({ yaw: 0.1235, pitch: 0, zoom: 1.5, x: 0.3333, y: -0.25 });
    expect(isSameLook(look, rounded)).toBe(true);
    expect(isSameLook(look, { ...look, yaw: 0.13 })).toBe(false);
    expect(isSameLook("top", look)).toBe(false);
    expect(roundedLook("top")).toBe("top");
  });
});
