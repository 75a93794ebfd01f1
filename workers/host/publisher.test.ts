import { afterEach, describe, expect, it } from "vitest";
import type { ChannelSource, RunnableExperiment } from "../experiments/_experiment";
import type { Credit, Frame, FromWorker } from "../protocol";
import { SimHost } from "./host";
import { macrotask, toy, until, VirtualClock } from "./testing";

/** What the page gets of states that seldom change. */

const PORTIONS = 3;

/** The toy with a state that is computed in portions, anew after every edit of the gain. */
const slow: RunnableExperiment = {
  ...toy,
  id: "slow",
  channels: (params) => ({
    ...toy.channels(params),
    chart: { kind: "scalar", label: "Chart", doc: "Counts its portions.", symbol: "n", unit: "1" },
  }),
  build: (context, params) => {
    const simulation = toy.build(context, params);
    let [done, edits] = [0, 0];
    const chart: ChannelSource = {
      take: () => {
        done = Math.min(done + 1, PORTIONS);
        return { kind: "scalar", value: done };
      },
      clear: () => undefined,
      get revision() {
        return edits * PORTIONS + Math.min(done + 1, PORTIONS);
      },
    };
    return Object.create(simulation, {
      channels: { value: { ...simulation.channels, chart } },
      update: {
        value: (...given: Parameters<typeof simulation.update>) => {
          [done, edits] = [0, edits + 1];
          simulation.update(...given);
        },
      },
    });
  },
};

const hosts: SimHost[] = [];
const ports: MessagePort[] = [];
afterEach(async () => {
  for (const host of hosts.splice(0)) await host.close();
  for (const port of ports.splice(0)) port.close();
});

/** A page that gives every credit back at once and keeps what it read of the chart. */
async function page(host: SimHost) {
  const { port1, port2 } = new MessageChannel();
  ports.push(port1);
  const seen = { charts: [] as number[], frames: 0 };
  port1.onmessage = ({ data }: MessageEvent<FromWorker>) => {
    if (data.type !== "frame") return;
    const { channels, buffer }: Frame = data.frame;
    seen.frames++;
    if (channels.chart?.kind === "scalar") seen.charts.push(channels.chart.value);
    port1.postMessage({ type: "credit", buffer } satisfies Credit, [buffer]);
  };
  await host.connect(port2);
  return seen;
}

const quiet = async () => {
  for (let i = 0; i < 200; i++) await macrotask();
};

async function start() {
  const host = new SimHost({ experiments: { slow }, clock: new VirtualClock() });
  hosts.push(host);
  const seen = await page(host);
  await host.open({ experiment: "slow", seed: 1 });
  await until(() => seen.charts.length >= PORTIONS);
  await quiet();
  return { host, seen };
}

describe("states that seldom change", () => {
  it("are completed for a paused page, then neither sent nor asked for again", async () => {
    const { host, seen } = await start();
    expect(seen.charts).toEqual([1, 2, 3]);
    const { frames } = seen;
    await quiet();
    expect(seen.frames).toBe(frames);
    await host.step(50);
    await until(() => seen.frames > frames);
    expect(seen.charts).toEqual([1, 2, 3]);
  });

  it("are sent again when they changed", async () => {
    const { host, seen } = await start();
    await host.set("gain", 3);
    await until(() => seen.charts.length >= 2 * PORTIONS);
    await quiet();
    expect(seen.charts).toEqual([1, 2, 3, 1, 2, 3]);
  });

  it.each<[string, (host: SimHost) => Promise<unknown>]>([
    ["a seek", (host) => host.seek(20)],
    ["a rebuild", (host) => host.set("net.size", 5)],
    ["another opening", (host) => host.open({ experiment: "slow", seed: 2 })],
  ])("are sent again after %s", async (_what, act) => {
    const { host, seen } = await start();
    const before = seen.charts.length;
    await act(host);
    await until(() => seen.charts.length > before);
    await quiet();
    expect(seen.charts.at(-1)).toBe(PORTIONS);
  });

  it("are sent to a page that comes later", async () => {
    const { host } = await start();
    const later = await page(host);
    await until(() => later.charts.length > 0);
    expect(later.charts).toEqual([PORTIONS]);
  });
});
