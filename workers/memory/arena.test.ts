import { describe, expect, it } from "vitest";
import { SimFault } from "../protocol";
import { Arena, formatBytes } from "./arena";
import { createKernel } from "./kernel";

describe("arena", () => {
  it("places blocks on whole vectors, apart and zeroed, with fixed, state and scratch in this order", () => {
    const arena = new Arena(createKernel());
    const scratch = arena.alloc("scratch", "f64", 3);
    const fixed = arena.alloc("fixed", "u8", 5);
    const state = arena.alloc("state", "f32", 7);
    const more = arena.alloc("state", "i32", 1);
    arena.commit();
    for (const block of [scratch, fixed, state, more]) {
      expect(block.ptr % 16).toBe(0);
      expect([...block.view]).toEqual(new Array(block.length).fill(0));
    }
    expect(fixed.ptr).toBeLessThan(state.ptr);
    expect(state.ptr + state.bytes).toBe(more.ptr);
    expect(more.ptr).toBeLessThan(scratch.ptr);
    expect(arena.stateBytes).toBe(48);
  });

  it("copies and restores the state and nothing else", () => {
    const arena = new Arena(createKernel());
    const fixed = arena.alloc("fixed", "f64", 2);
    const state = arena.alloc("state", "f64", 2);
    arena.commit();
    state.view.set([1, 2]);
    const snapshot = arena.snapshot();
    state.view.set([3, 4]);
    fixed.view.set([5, 6]);
    arena.restore(snapshot);
    expect([...state.view]).toEqual([1, 2]);
    expect([...fixed.view]).toEqual([5, 6]);
  });

  it("refuses a snapshot of another layout", () => {
    const arena = new Arena(createKernel());
    arena.alloc("state", "f64", 2);
    arena.commit();
    expect(() => arena.restore(new ArrayBuffer(8))).toThrow(SimFault);
  });

  it("can address a million neurons with a hundred million static synapses", () => {
    const arena = new Arena(createKernel());
    const [neurons, synapses] = [1e6, 1e8];
    for (let k = 0; k < 4; k++) arena.alloc("state", "f32", neurons);
    arena.alloc("fixed", "u32", neurons + 1);
    arena.alloc("fixed", "u32", synapses);
    arena.alloc("fixed", "f32", synapses);
    const total = arena.bytes("fixed") + arena.bytes("state");
    expect(total).toBeLessThan(2 ** 32);
    expect(formatBytes(total)).toBe("820 MB");
  });

  it("refuses what does not fit and says what it would need, before building anything", () => {
    const arena = new Arena(createKernel());
    arena.alloc("fixed", "u32", 1e9);
    arena.alloc("fixed", "f32", 1e9);
    try {
      arena.commit();
      expect.unreachable();
    } catch (fault) {
      expect((fault as SimFault).error.kind).toBe("capacity");
      expect((fault as SimFault).error.message).toContain("needs 8.00 GB");
    }
  });
});
