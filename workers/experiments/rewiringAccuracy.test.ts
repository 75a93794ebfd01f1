import { describe, expect, it } from "vitest";
import { main } from "../cli/lab";
import { Assets } from "../host/assets";
import { loadFile } from "../host/files";
import { Session } from "../host/session";
import { createKernel } from "../memory/kernel";
import type { ChannelKind, DataOf, ParamTree, Result } from "../protocol";
import { RUNNABLE_STRUCTURE } from "../runnableStructure";
import { digits } from "../tasks/digits";
import { idxImages, idxLabels } from "../tasks/testing";
import type { Preset } from "./_experiment";
import { rewiring } from "./rewiring";
import { rewiringPresets } from "./rewiringPresets";

function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.error.path}: ${result.error.message}`);
  return result.value;
}

const opened = (params: object, seed = 1): Result<Session> =>
  Session.open({ experiment: "rewiring", params, seed }, { experiments: RUNNABLE_STRUCTURE });
const open = (params: object, seed = 1): Session => value(opened(params, seed));

function take<K extends ChannelKind>(session: Session, name: string, kind: K): DataOf<K> {
  const data = session.channels[name]?.take();
  if (data?.kind !== kind) throw new Error(`no channel ${name} of kind ${kind}`);
  return data as DataOf<K>;
}

const scalar = (session: Session, name: string): number => take(session, name, "scalar").value;
const set = (session: Session, path: string, given: unknown): void => void value(session.set(path, given));
const mean = (values: readonly number[]): number => values.reduce((sum, x) => sum + x, 0) / values.length;

/** 771 connections of 19,280: so few that it matters where they are. */
const SMALL = {
  network: { side: 14, hidden1: 80, hidden2: 40 },
  connectivity: 4,
  task: { train: 1000, test: 500 },
  optimiser: { rate: 0.02, schedule: "cosine" },
  epochs: 20,
  evaluate: 32,
} as const;
const CONNECTIONS = 771;
const FEW = { ...SMALL, task: { train: 300, test: 100 }, evaluate: 10 };

/** The rules as they are compared: each as far as it goes with the number of connections that the control has, or fewer. */
const COMPARED = {
  static: {},
  deepR: { deepR: { alpha: 0.01, temperature: 1e-10 } },
  softDeepR: { softDeepR: { alpha: 0.5, temperature: 1e-6, floor: 2e-3 } },
  set: { set: { interval: 64, spread: 0.05 } },
  rigl: { rigl: { interval: 64, schedule: "cosine" } },
  grooming: { grooming: { interval: 64 } },
} as const;

const SEEDS = [1, 2, 3, 4, 5];

describe("accuracy", () => {
  it("of every rule is above that of fixed random connections, at no more connections, over five seeds", () => {
    const accuracy: Record<string, number[]> = {};
    for (const seed of SEEDS) {
      for (const [rule, own] of Object.entries(COMPARED)) {
        const session = open({ ...SMALL, ...own, rule }, seed);
        session.advance(640);
        const connections = scalar(session, "connections");
        if (rule === "softDeepR") expect(connections).toBeLessThan(CONNECTIONS);
        else expect(connections).toBe(CONNECTIONS);
        accuracy[rule] = [...(accuracy[rule] ?? []), scalar(session, "accuracy")];
      }
    }
    const control = mean(accuracy.static as number[]);
    for (const rule of ["deepR", "softDeepR", "set", "rigl", "grooming"]) {
      expect(mean(accuracy[rule] as number[]) - control, rule).toBeGreaterThan(3);
    }
  });

  it("of 784-300-100-10 loses at most a point and a half where 96 % of the weights are gone", () => {
    // On digits of the seeds 11 to 15, which had no part in the choice of settings: 95.8 % with 4 % of the weights or with all.
    const trained = (id: string, own: object, steps: number): Session => {
      const session = open({ ...((rewiringPresets[id] as Preset).params as object), ...own }, 11);
      session.advance(steps);
      return session;
    };
    const sparse = trained("fewer", {}, 20 * 188);
    const dense = trained("dense", { optimiser: { schedule: "cosine" }, epochs: 8 }, 800);
    expect(scalar(sparse, "connections")).toBe(10_648);
    expect(scalar(dense, "accuracy")).toBeGreaterThan(95);
    expect(scalar(sparse, "accuracy")).toBeGreaterThan(scalar(dense, "accuracy") - 1.5);
  });

  it("is that of a full pass over the test pictures, spread over the steps between two tests", () => {
    const session = open({ ...FEW, evaluate: 7 });
    session.advance(6);
    expect(scalar(session, "accuracy")).toBeNaN();
    session.advance(1);
    const { values } = take(session, "confusion", "matrix");
    const rows = Array.from({ length: 10 }, (_, c) => values.slice(10 * c, 10 * c + 10).reduce((a, b) => a + b, 0));
    expect(rows).toEqual(rows.map(() => 10));
    const right = values.reduce((sum, n, cell) => (cell % 11 === 0 ? sum + n : sum), 0);
    expect(scalar(session, "accuracy")).toBe(right);
    set(session, "evaluate", 3);
    session.advance(3);
    expect(take(session, "confusion", "matrix").values.reduce((a, b) => a + b, 0)).toBe(100);
  });
});

describe("the map of the input", () => {
  /** Share of the connections of the first layer that the quarter of the pixels with the least ink has. */
  const atTheRim = (session: Session, blank: readonly number[]): number => {
    const { values } = take(session, "pixels", "matrix");
    return blank.reduce((sum, pixel) => sum + (values[pixel] as number), 0) / values.reduce((a, b) => a + b, 0);
  };

  it("empties at the rim under SET, and not under the control", () => {
    const side = 28;
    const ink = new Float64Array(side * side);
    digits(createKernel(), 7, "train", 300, side).images.forEach((x, k) => {
      ink[k % ink.length] = (ink[k % ink.length] as number) + x;
    });
    const blank = [...ink.keys()].sort((a, b) => (ink[a] as number) - (ink[b] as number)).slice(0, ink.length / 4);
    const share = (rule: string): number => {
      const { params } = rewiringPresets.setPixels as Preset;
      const session = open({ ...(params as object), rule, task: { test: 100 }, evaluate: 1000 });
      session.advance(1000);
      return atTheRim(session, blank);
    };
    expect(share("set")).toBeLessThan(0.215);
    expect(share("static")).toBeGreaterThan(0.24);
  });
});

describe("spiking neurons", () => {
  it("learn and rewire as rates do", () => {
    const network = { kind: "spiking", side: 14, hidden1: 60, hidden2: 30 };
    const session = open({ ...SMALL, network, connectivity: 10, rule: "deepR", optimiser: { rate: 0.02 } });
    session.advance(160);
    expect(scalar(session, "accuracy")).toBeGreaterThan(40);
    expect(scalar(session, "density")).toBeCloseTo(10, 1);
  });
});

describe("data files", () => {
  const kernel = createKernel();
  const picture = (count: number, side: number, first = 0) => {
    const { images } = digits(kernel, 7, "train", count, side, first);
    return idxImages(count, side, (k) => Math.round(255 * (images[k] as number)));
  };

  async function withFiles(given: Readonly<Record<string, Uint8Array<ArrayBuffer>>>, params: object = {}) {
    const assets = new Assets();
    const task: Record<string, unknown> = { train: 400, test: 100 };
    for (const [name, bytes] of Object.entries(given)) {
      for (const edit of value(await loadFile(rewiring, assets, name, `${name}.idx`, bytes))) {
        task[edit.path.replace("task.", "")] = edit.value;
      }
    }
    const request = { experiment: "rewiring", params: { ...FEW, ...params, task }, seed: 1 };
    return Session.open(request, { experiments: RUNNABLE_STRUCTURE, assets });
  }

  it("are learnt from and judged by, at any size", async () => {
    const files = {
      images: picture(400, 28),
      labels: idxLabels(400),
      testImages: picture(100, 28, 400),
      testLabels: idxLabels(100),
    };
    const session = value(await withFiles(files, { rule: "rigl", connectivity: 10, optimiser: { rate: 0.02 } }));
    session.advance(200);
    expect(scalar(session, "accuracy")).toBeGreaterThan(50);
    expect(scalar(session, "epoch")).toBeCloseTo(200 / 13, 10);
    const other = value(await withFiles({ ...files, images: picture(400, 28, 1000) }, { connectivity: 10 }));
    other.advance(1);
    const same = value(await withFiles(files, { connectivity: 10 }));
    same.advance(1);
    const built = open({ ...FEW, connectivity: 10 });
    built.advance(1);
    expect(new Set([same, other, built].map((run) => scalar(run, "loss"))).size).toBe(3);
  });

  it("that do not fit each other are refused at their parameter", async () => {
    const refused = await withFiles({ images: picture(40, 8), labels: idxLabels(41) });
    expect(refused).toMatchObject({
      ok: false,
      error: { path: "task.labels", message: expect.stringMatching(/40 pictures.*41 labels/) },
    });
  });
});

it("runs from the command line and prints its accuracy", async () => {
  const printed: string[] = [];
  const io = {
    stdout: (text: string) => void printed.push(text),
    stderr: (text: string) => expect.fail(text),
    readFile: async () => new Uint8Array(),
    writeFile: async () => undefined,
  };
  const line =
    "run rewiring --set network.side=14 --set network.hidden1=80 --set network.hidden2=40 --set task.train=300 --set task.test=100 --set connectivity=10 --set optimiser.rate=0.02 --act 20:lesion:{} --steps 100 --record accuracy --record connections";
  expect(await main(line.split(" "), io)).toBe(0);
  const { channels } = JSON.parse(printed.join("")) as { channels: Record<string, { data: ParamTree[] }> };
  expect(channels.accuracy?.data[0]).toBeGreaterThan(30);
  expect(channels.connections?.data[0]).toBe(1928);
});
