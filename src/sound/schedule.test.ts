import { expect, it } from "vitest";
import type { PopulationSpec } from "../../workers/protocol";
import { Clicks, pitchOf, SpikeClock, speedOf, usualRow } from "./schedule";

const FRAME_S = 0.02;

/** Audio times at which spikes of these ms sound, at a speed and with frames that arrive up to `jitter` s late. */
function heardAt(spikes: readonly number[], speed: number, jitter: (frame: number) => number): number[] {
  const clock = new SpikeClock();
  const heard: number[] = [];
  const end = (spikes.at(-1) ?? 0) + 1;
  let from = 0;
  for (let frame = 1; from < end; frame++) {
    const to = frame * FRAME_S * 1000 * speed;
    clock.follow(to, frame * FRAME_S + jitter(frame), speed);
    heard.push(...spikes.filter((time) => time > from && time <= to).map((time) => clock.at(time)));
    from = to;
  }
  return heard;
}

const wobble = (frame: number): number => (frame % 3) * 0.008;

for (const speed of [1, 0.1, 0.01]) {
  it(`keeps the rhythm at ${speed} of real time although frames arrive irregularly`, () => {
    const spikes = [3, 8, 9.5, 40, 41, 200, 201, 203].map((time) => time * Math.min(1, speed * 4));
    const heard = heardAt(spikes, speed, wobble);
    expect(heard).toHaveLength(spikes.length);
    for (let i = 1; i < spikes.length; i++) {
      const wanted = ((spikes[i] as number) - (spikes[i - 1] as number)) / (1000 * speed);
      // Less than a correction for every frame between the two.
      const frames = Math.ceil(wanted / FRAME_S);
      expect(Math.abs((heard[i] as number) - (heard[i - 1] as number) - wanted)).toBeLessThan(0.001 * (frames + 1));
    }
  });
}

it("schedules no spike into the past", () => {
  const clock = new SpikeClock();
  for (let frame = 1; frame < 200; frame++) {
    const now = frame * FRAME_S + wobble(frame);
    clock.follow(frame * 20, now, 1);
    expect(clock.at((frame - 1) * 20)).toBeGreaterThan(now);
    expect(clock.at(frame * 20)).toBeLessThan(now + 0.2);
  }
});

it("follows a jump of the run or of the speed at once", () => {
  const clock = new SpikeClock();
  clock.follow(1000, 1, 1);
  clock.follow(60_000, 1.02, 1);
  expect(clock.at(60_000)).toBeCloseTo(1.12, 6);
  clock.reset();
  clock.follow(5, 2, 0.1);
  expect(clock.at(4)).toBeCloseTo(2.1 - 0.01, 6);
});

const realTime = { at: (time: number) => time / 1000 };

const stretch = (times: readonly number[], rows: ArrayLike<number>) => ({
  count: times.length,
  time: (i: number) => times[i] as number,
  rows,
});

it("gives every spike of one neuron a click of its own", () => {
  const times = [1, 2, 2.5, 3, 90];
  const clicks = new Clicks().of(stretch(times, [4, 4, 4, 4, 4]), realTime, () => 1, true);
  expect(clicks.map(({ at }) => at)).toEqual(times.map((time) => time / 1000));
});

it("makes few clicks of a hundred thousand spikes in a second, none of them loud", () => {
  const clicks = new Clicks();
  let count = 0;
  let latest = 0;
  for (let frame = 0; frame < 50; frame++) {
    const times = Array.from({ length: 2000 }, (_, i) => frame * 20 + i / 100);
    const rows = times.map((_, i) => i % 64);
    for (const { at, gain } of clicks.of(stretch(times, rows), realTime, (row) => 1 + row / 64, false)) {
      count++;
      expect(gain).toBeGreaterThan(0);
      expect(gain).toBeLessThan(0.5);
      expect(at).toBeGreaterThanOrEqual(latest);
      latest = at;
    }
  }
  expect(count).toBeGreaterThan(250);
  expect(count).toBeLessThanOrEqual(750);
});

it("lets a lone spike of many neurons be as loud as one of a single neuron", () => {
  const [alone] = new Clicks().of(stretch([5], [1]), realTime, () => 1, true);
  const [among] = new Clicks().of(stretch([5], [1]), realTime, () => 1, false);
  expect(among?.gain).toBe(alone?.gain);
});

it("thins out spikes that a fast run brings all at once", () => {
  const times = Array.from({ length: 100_000 }, (_, i) => i / 100);
  const fast = { at: (time: number) => time / 1e6 };
  const clicks = new Clicks().of(stretch(times, new Uint32Array(times.length)), fast, () => 1, false);
  expect(clicks).toHaveLength(1);
  expect(clicks[0]?.gain).toBeGreaterThan(0.98);
});

const populations: readonly PopulationSpec[] = [
  { name: "e", label: "E", role: "excitatory", offset: 0, size: 80 },
  { name: "i", label: "I", role: "inhibitory", offset: 80, size: 20 },
];

it("sets populations apart by pitch and lets rows rise", () => {
  const low = pitchOf(populations, 99);
  expect(pitchOf(populations, 80)).toBeLessThan(low);
  expect(low).toBeLessThan(pitchOf(populations, 0));
  expect(pitchOf(populations, 0)).toBeLessThan(pitchOf(populations, 79));
  expect(new Set(Array.from({ length: 100 }, (_, row) => pitchOf(populations, row))).size).toBe(8);
});

it("hears the neuron that answers, where nobody chose one", () => {
  expect(usualRow(populations)).toBe(0);
  expect(usualRow([...populations, { name: "o", label: "O", role: "output", offset: 100, size: 1 }])).toBe(100);
});

it("goes by the asked speed unless the machine falls behind", () => {
  expect(speedOf(1, 0.97)).toBe(1);
  expect(speedOf(1, 0)).toBe(1);
  expect(speedOf(1, 0.4)).toBe(0.4);
  expect(speedOf("max", 130)).toBe(130);
});
