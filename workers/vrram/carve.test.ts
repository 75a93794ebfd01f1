import { describe, expect, it } from "vitest";
import type { Carving } from "./carve";
import { activeSites, BATCH, built, LINES, SHAPE, SITES, settings } from "./carveTesting";

/** Cross-entropy of the batch from the definition, in double precision. */
function lossOf(carving: Carving, parts: ArrayLike<number>): number {
  const { layers, columns, rows } = SHAPE;
  const { on, off } = settings().cells;
  const { gain } = settings().learning;
  let loss = 0;
  for (let k = 0; k < BATCH; k++) {
    const scores = [0, 0, 0];
    for (let layer = 0; layer < layers; layer++) {
      for (let x = 0; x + 1 < columns + (columns % 2 === 0 ? 1 : 0); x++) {
        for (let y = 0; y < rows; y++) {
          const site = (layer * columns + x) * rows + y;
          const g = off + (carving.topology.active.view[site] === 1 ? (on - off) * (parts[site] as number) : 0);
          const ink = carving.inputs.view[k * LINES + layer * rows + y] as number;
          const digit = Math.floor(x / 2) % 3;
          scores[digit] = (scores[digit] as number) + ((x % 2 === 0 ? 1 : -1) * gain * ink * g) / on;
        }
      }
    }
    const sum = scores.reduce((a, score) => a + Math.exp(score), 0);
    loss += Math.log(sum) - (scores[carving.labels.view[k] as number] as number);
  }
  return loss / BATCH;
}

describe("gradient", () => {
  it("is that of the mean cross-entropy, for active cells and for those that are off", () => {
    const { carving } = built();
    const loss = carving.differentiate(BATCH);
    const parts = Float64Array.from(carving.parts.view);
    expect(loss).toBeCloseTo(lossOf(carving, parts), 5);
    const gradient = carving.gradient.view.slice();
    const h = 1e-4;
    for (let site = 0; site < SITES; site++) {
      const saved = carving.topology.active.view[site] as number;
      carving.topology.active.view[site] = 1;
      const at = saved === 1 ? (parts[site] as number) : 0;
      parts[site] = at + h;
      const up = lossOf(carving, parts);
      parts[site] = at - h;
      const down = lossOf(carving, parts);
      parts[site] = at;
      carving.topology.active.view[site] = saved;
      expect(gradient[site]).toBeCloseTo((up - down) / (2 * h), 4);
    }
    // The ninth bit line has no partner: nothing can be learnt along it.
    for (let site = 0; site < SITES; site++) if (Math.floor(site / 6) % 9 === 8) expect(gradient[site]).toBe(0);
    expect(Math.max(...gradient)).toBeGreaterThan(0.01);
  });

  it("is of the examples there are, not of the whole batch", () => {
    const { carving } = built();
    carving.differentiate(3);
    const few = carving.gradient.view.slice();
    for (let at = 3 * LINES; at < carving.inputs.length; at++) carving.inputs.view[at] = 0.5;
    carving.differentiate(3);
    expect(carving.gradient.view).toEqual(few);
    carving.differentiate(BATCH);
    expect(carving.gradient.view).not.toEqual(few);
  });
});

describe("forward product", () => {
  it("is what the circuit carries, and less with wires that resist", () => {
    const { carving } = built({ learning: { forward: "circuit" }, wires: { driver: 0, pillar: 0, access: 0 } });
    const ideal = built().carving;
    carving.name(BATCH);
    ideal.name(BATCH);
    carving.scores.view.forEach((score, at) => {
      expect(score).toBeCloseTo(ideal.scores.view[at] as number, 4);
    });
    const real = built({ learning: { forward: "circuit" }, wires: { driver: 500, access: 5000 } }).carving;
    real.name(BATCH);
    const sum = (values: Float32Array) => values.reduce((a, b) => a + b, 0);
    expect(sum(real.transfer.view)).toBeLessThan(0.95 * sum(ideal.transfer.view));
  });

  it("sees broken cells as what they are", () => {
    const codes = new Uint8Array(SITES);
    codes.set([1, 2, 3, 4], 20);
    const { carving } = built({}, codes);
    expect([...carving.transfer.view.subarray(20, 24)]).toEqual([50, 1, 10_000, 0]);
    expect([...carving.topology.active.view.subarray(20, 24)]).toEqual([0, 0, 0, 0]);
  });
});

describe("learning", () => {
  it("lowers the loss inside of the window", () => {
    const { carving } = built({ rule: { frozen: true }, learning: { rate: 0.3 } });
    const first = carving.train(BATCH, 1);
    let last = first;
    for (let step = 2; step <= 60; step++) last = carving.train(BATCH, step);
    expect(last).toBeLessThan(0.5 * first);
    for (const site of activeSites(carving)) {
      expect(carving.parts.view[site]).toBeGreaterThanOrEqual(0);
      expect(carving.parts.view[site]).toBeLessThanOrEqual(1);
    }
    expect(Math.max(...carving.parts.view)).toBe(1);
  });

  it("follows the gradient with momentum, and loses it at the ends of the window", () => {
    const { carving, show } = built({ rule: { frozen: true }, learning: { rate: 0.5, momentum: 0.7 } });
    const sites = activeSites(carving);
    const wanted = Float64Array.from(carving.wanted.view);
    const velocity = new Float64Array(SITES);
    let [stops, returns] = [0, 0];
    for (let step = 1; step <= 40; step++) {
      show();
      carving.train(BATCH, step);
      for (const site of sites) {
        const slope = carving.gradient.view[site] as number;
        const stopped = velocity[site] === 0 && step > 1;
        const speed = 0.7 * (velocity[site] as number) - 0.5 * slope;
        const next = (wanted[site] as number) + speed;
        wanted[site] = Math.min(1, Math.max(0, next));
        velocity[site] = wanted[site] === next ? speed : 0;
        if (velocity[site] === 0) stops++;
        else if (stopped) returns++;
        expect(carving.wanted.view[site]).toBeCloseTo(wanted[site] as number, 5);
      }
    }
    expect(stops).toBeGreaterThan(100);
    expect(returns).toBeGreaterThan(20);
  });

  it("writes levels only, and only into cells that change their level", () => {
    const { carving } = built({ rule: { frozen: true }, cells: { levels: 5 } });
    carving.clearCounts();
    let quiet = 0;
    for (let step = 1; step <= 30; step++) {
      const before = carving.parts.view.slice();
      carving.train(BATCH, step);
      const changed = carving.parts.view.filter((part, site) => part !== before[site]).length;
      expect(carving.writes).toBe(changed);
      if (changed < carving.topology.count) quiet++;
      carving.clearCounts();
    }
    expect(quiet).toBe(30);
    for (const site of activeSites(carving)) {
      expect([0, 0.25, 0.5, 0.75, 1]).toContain(carving.parts.view[site]);
      expect(carving.parts.view[site]).toBe(Math.round(4 * (carving.wanted.view[site] as number)) / 4);
    }
  });

  it("leaves noise behind where writes are noisy", () => {
    const { carving } = built({ rule: { frozen: true }, learning: { rate: 0.3 }, cells: { levels: 5, spread: 0.05 } });
    for (let step = 1; step <= 30; step++) carving.train(BATCH, step);
    const off = activeSites(carving).map((site) => {
      const part = carving.parts.view[site] as number;
      return part - Math.round(4 * part) / 4;
    });
    const inside = off.filter((difference) => difference !== 0);
    const deviation = Math.sqrt(inside.reduce((sum, x) => sum + x * x, 0) / inside.length);
    expect(Math.min(...carving.parts.view)).toBe(0);
    expect(Math.max(...carving.parts.view)).toBe(1);
    expect(inside.length).toBeGreaterThan(20);
    expect(deviation).toBeGreaterThan(0.03);
    expect(deviation).toBeLessThan(0.07);
  });
});
