import { describe, expect, it } from "vitest";
import { readFile } from "../host/files";
import { Session } from "../host/session";
import { Arena } from "../memory/arena";
import { createKernel } from "../memory/kernel";
import { adex } from "../neurons/adex";
import { describeParams } from "../params/schema";
import { parseParams } from "../params/validate";
import type { ChannelKind, DataOf, Result } from "../protocol";
import { RUNNABLE_CELLS } from "../runnableCells";
import type { Simulation } from "./_experiment";
import { neuron } from "./neuron";
import { buildBench } from "./neuronBench";
import type { NeuronParams } from "./neuronParams";

interface Bench {
  readonly simulation: Simulation;
  readonly arena: Arena;
  readonly params: NeuronParams;
}

function open(given: unknown, seed = 1): Bench {
  const kernel = createKernel();
  const arena = new Arena(kernel);
  const params = neuron.schema.parse(given) as NeuronParams;
  return { simulation: buildBench({ kernel, arena, seed }, params as never), arena, params };
}

function take<K extends ChannelKind>({ simulation }: Bench, name: string, kind: K): DataOf<K> {
  const data = simulation.channels[name]?.take();
  if (data?.kind !== kind) throw new Error(`no channel ${name} of kind ${kind}`);
  return data as DataOf<K>;
}

const scalar = (bench: Bench, name: string): number => take(bench, name, "scalar").value;

const run = ({ simulation, params }: Bench, ms: number): void => simulation.advance(Math.round(ms / params.dt));

/** Spike times (ms) of a row since the last call. */
function times(bench: Bench, row = 0): number[] {
  const { steps, neurons, late } = take(bench, "spikes", "spikes");
  return [...steps]
    .map((step, i) => step * bench.params.dt - (late?.[i] as number))
    .filter((_, i) => neurons[i] === row);
}

function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

const preset = (id: string): object => neuron.presets[id]?.params as object;

describe("readouts", () => {
  it("give rate, interval, latency and theory", () => {
    const bench = open({ model: "lif", lif: { integrator: "continuous" }, stimulus: { amplitude: 500 } });
    expect([scalar(bench, "rate"), scalar(bench, "interval"), scalar(bench, "latency")]).toEqual([0, NaN, NaN]);
    run(bench, 2000);
    expect(scalar(bench, "rate")).toBeCloseTo(63.040002, 5);
    expect(scalar(bench, "theoryRate")).toBeCloseTo(63.040002, 5);
    expect(scalar(bench, "interval")).toBeCloseTo(15.862944, 5);
    expect(scalar(bench, "latency")).toBeCloseTo(13.862944, 5);
    expect(scalar(open({}), "theoryRate")).toBeNaN();
  });

  it("count the latency from every onset, and from every edit", () => {
    const lif = { integrator: "continuous" };
    const bench = open({ model: "lif", lif, stimulus: { amplitude: 500, onset: 30, duration: 100, period: 500 } });
    run(bench, 40);
    expect(scalar(bench, "latency")).toBeNaN();
    run(bench, 80);
    expect(scalar(bench, "latency")).toBeCloseTo(13.862944, 5);
    run(bench, 415);
    expect(scalar(bench, "latency")).toBeNaN();
    run(bench, 100);
    expect(scalar(bench, "latency")).toBeCloseTo(13.862944, 4);
    bench.simulation.update(bench.params as never, ["second.lif.tauM"]);
    expect(scalar(bench, "latency")).toBeCloseTo(13.862944, 4);
    bench.simulation.update({ ...bench.params, stimulus: { ...bench.params.stimulus, amplitude: 0 } } as never, [
      "stimulus.amplitude",
    ]);
    run(bench, 100);
    expect(scalar(bench, "latency")).toBeNaN();
    // A step that is never off does not come on again.
    const endless = open({ model: "lif", lif, stimulus: { amplitude: 500, period: 200 } });
    run(endless, 250);
    expect(scalar(endless, "latency")).toBeCloseTo(13.862944, 4);
    const pulses = open({ model: "lif", lif, stimulus: { kind: "pulses", amplitude: 1000, width: 20, interval: 50 } });
    run(pulses, 53);
    expect(scalar(pulses, "latency")).toBeNaN();
    run(pulses, 5);
    expect(scalar(pulses, "latency")).toBeGreaterThan(3);
    expect(scalar(pulses, "latency")).toBeLessThan(5);
  });

  it("let the rate fall to zero a second after the last spike", () => {
    const bench = open({ stimulus: { duration: 200 } });
    run(bench, 1100);
    expect(scalar(bench, "rate")).toBeGreaterThan(0);
    run(bench, 150);
    expect(scalar(bench, "rate")).toBe(0);
  });

  it("say when the step is too large, and publish no number then", () => {
    const bench = open({ model: "hodgkinHuxley", dt: 1 });
    run(bench, 200);
    expect([scalar(bench, "diverged"), scalar(bench, "rate")]).toEqual([1, NaN]);
    expect(take(bench, "membrane", "trace").values.some(Number.isNaN)).toBe(true);
    const state = new Float64Array(bench.arena.snapshot());
    expect(state.some(Number.isNaN)).toBe(false);
    const fine = open({ model: "hodgkinHuxley", dt: 0.05 });
    run(fine, 200);
    expect(scalar(fine, "diverged")).toBe(0);
    expect(take(fine, "membrane", "trace").values.some(Number.isNaN)).toBe(false);
  });
});

describe("a cell without a bounded solution", () => {
  it("counts as diverged too", () => {
    const bench = open({ adex: { gL: 1, a: -20, tauW: 5, b: 0 }, stimulus: { amplitude: -1000 } });
    run(bench, 300);
    expect(scalar(bench, "diverged")).toBe(1);
  });
});

describe("traces", () => {
  it("show the cut of a spike and the reset at one step", () => {
    const bench = open(preset("tonic"));
    run(bench, 100);
    const { steps, values } = take(bench, "membrane", "trace");
    const spiking = take(bench, "spikes", "spikes").steps;
    expect(spiking.length).toBeGreaterThan(5);
    for (const step of spiking) {
      const at = steps.indexOf(step);
      expect([steps[at + 1], values[at]]).toEqual([step, 0]);
      expect(values[at + 1]).toBeLessThan(-45);
    }
    const orbit = take(bench, "orbit", "trace");
    for (const step of spiking) {
      const at = orbit.steps.indexOf(step);
      const [x0, , x1] = orbit.values.subarray(2 * at) as unknown as [number, number, number];
      expect([orbit.steps[at + 1], x0]).toEqual([step, 0]);
      expect(x1).toBeLessThan(-45);
    }
  });

  it("clip the peaks of the published map, and its orbit goes on from the reset", () => {
    const bench = open({ model: "izhikevich", stimulus: { amplitude: 500 } });
    run(bench, 300);
    const { values } = take(bench, "membrane", "trace");
    expect(Math.max(...values)).toBe(30);
    const orbit = take(bench, "orbit", "trace");
    const spiking = take(bench, "spikes", "spikes").steps;
    expect(spiking.length).toBeGreaterThan(3);
    for (const step of spiking) {
      const at = orbit.steps.indexOf(step);
      const [x0, u0, x1, u1] = orbit.values.subarray(2 * at) as unknown as [number, number, number, number];
      expect([x0, x1, u1 - u0]).toEqual([30, -65, expect.closeTo(8, 4)]);
    }
  });

  it("hold the current and every slow variable of both cells", () => {
    const given = { model: "hodgkinHuxley", second: { model: "adex" }, stimulus: { amplitude: 500, onset: 10 } };
    const specs = neuron.channels(neuron.schema.parse(given));
    expect(specs.slow?.kind === "trace" && specs.slow.signals.map(({ name }) => name)).toEqual([
      "m",
      "h",
      "n",
      "secondW",
    ]);
    const bench = open(given);
    run(bench, 20);
    const { steps, values } = take(bench, "current", "trace");
    for (const [i, step] of steps.entries()) expect(values[i]).toBe(step <= 200 ? 0 : 500);
    expect(take(bench, "slow", "trace").values[3]).toBeCloseTo(0, 1);
  });
});

describe("a second cell", () => {
  it("gets the very same current: two equal cells stay equal", () => {
    const stimulus = { kind: "noise", mean: 700, sd: 300 };
    const bench = open({ adex: { b: 40 }, second: { model: "adex", adex: { b: 40 } }, stimulus });
    run(bench, 500);
    bench.simulation.act("inject", { amplitude: 400, duration: 30 });
    run(bench, 500);
    const { values } = take(bench, "membrane", "trace");
    for (let i = 0; i < values.length; i += 2) expect(values[i]).toBe(values[i + 1]);
    const { neurons } = take(bench, "spikes", "spikes");
    expect(neurons.filter((row) => row === 1).length).toBe(neurons.length / 2);
    expect(neurons.length).toBeGreaterThan(10);
    expect(scalar(bench, "rateSecond")).toBe(scalar(bench, "rate"));
  });
});

describe("the converged copy", () => {
  const error = (given: object, dt: number, ms: number): number => {
    const bench = open({ ...given, dt, reference: true });
    run(bench, ms);
    return scalar(bench, "spikeError");
  };

  it("shows the first order of forward Euler and the second of interpolation", () => {
    const euler = [0.2, 0.1, 0.05].map((dt) => error({ adex: { integrator: "euler" } }, dt, 60)) as number[];
    expect((euler[0] as number) / (euler[1] as number)).toBeCloseTo(2, 0);
    expect((euler[1] as number) / (euler[2] as number)).toBeCloseTo(2, 0);
    const late = (dt: number) => error({ model: "lif", lif: { integrator: "interpolated" } }, dt, 1000);
    expect(late(0.5) / late(0.05)).toBeGreaterThan(50);
  });

  it("fires when the equations do, whatever the step", () => {
    for (const dt of [1, 0.2, 0.05]) {
      const bench = open({ adex: { integrator: "euler" }, dt, reference: true });
      run(bench, 30);
      // First spike at 800 pA by an accurate solver.
      expect(scalar(bench, "latency") - scalar(bench, "spikeError")).toBeCloseTo(17.7195, 2);
    }
  });

  it("is the same cell where there is no error to see", () => {
    const bench = open({ model: "lif", lif: { integrator: "continuous" }, reference: true });
    run(bench, 200);
    expect(new Set(take(bench, "error", "trace").values)).toEqual(new Set([0]));
    expect(scalar(bench, "spikeError")).toBe(0);
  });

  it("does not depend on the step of the run, refractory periods included", () => {
    const converged = (dt: number): number[] => {
      const bench = open({ adex: { refractory: 5 }, stimulus: { amplitude: 1000 }, reference: true, dt });
      run(bench, 150);
      const { steps, values } = take(bench, "membrane", "trace");
      const byStep = new Map([...steps].map((step, i) => [step, values[2 * i + 1] as number]));
      return Array.from({ length: 150 }, (_, ms) => byStep.get(Math.round((ms + 1) / dt)) as number);
    };
    const [coarse, fine] = [converged(0.5), converged(0.25)];
    for (const [i, v] of coarse.entries()) expect(v).toBeCloseTo(fine[i] as number, 3);
    // It goes on spiking: held in reset for ever it would stand still.
    expect(new Set(coarse.slice(75)).size).toBeGreaterThan(50);
  });
});

describe("the state", () => {
  const NOISY = {
    model: "izhikevich",
    second: { model: "hodgkinHuxley" },
    stimulus: { kind: "noise", mean: 400, sd: 200 },
    reference: true,
  };
  it("has the same bits for the same seed and others for another", () => {
    const bits = (seed: number) => {
      const bench = open(NOISY, seed);
      run(bench, 100);
      return new Uint8Array(bench.arena.snapshot());
    };
    expect(bits(1)).toEqual(bits(1));
    expect(bits(1)).not.toEqual(bits(2));
  });

  it("leads back through edits and injections in mid-run", async () => {
    const session = value(
      Session.open({ experiment: "neuron", params: NOISY, seed: 3 }, { experiments: RUNNABLE_CELLS }),
    );
    const edits: readonly (() => Result<unknown>)[] = [
      () => session.set("stimulus.mean", 600),
      () => session.act("inject", { amplitude: 300, duration: 40 }),
      () => session.set("stimulus.kind", "pulses"),
      () => session.set("izhikevich.d", 2),
      () => session.set("stimulus.kind", "noise"),
    ];
    for (const edit of edits) {
      session.advance(333);
      session.remember();
      value(edit());
    }
    session.advance(500);
    const wanted = value(await session.digest());
    for (const step of [100, 700, 1000]) {
      session.seek(step);
      while (!session.replay(77));
      session.seek(5 * 333 + 500);
      while (!session.replay(1000));
      expect(value(await session.digest())).toBe(wanted);
    }
  });
});

describe("an injected pulse", () => {
  it("goes on from a checkpoint in another kernel", async () => {
    const request = { experiment: "neuron", params: { stimulus: { amplitude: 300 } }, seed: 3 };
    const session = value(Session.open(request, { experiments: RUNNABLE_CELLS }));
    session.advance(200);
    value(session.act("inject", { amplitude: 600, duration: 30 }));
    session.advance(100);
    const [record, checkpoint] = [session.record(), session.checkpoint()];
    session.advance(700);
    const restored = value(Session.open({ ...record, checkpoint, step: 1000 }, { experiments: RUNNABLE_CELLS }));
    while (!restored.replay(1000));
    expect(value(await restored.digest())).toBe(value(await session.digest()));
  });

  it("fires a cell at rest", () => {
    const bench = open({ stimulus: { amplitude: 0 } });
    run(bench, 50);
    bench.simulation.act("inject", { amplitude: 1000, duration: 20 });
    run(bench, 100);
    const found = times(bench);
    expect(found.length).toBe(1);
    // As a step of 1000 pA from rest, which fires after 11.8 ms.
    expect(Math.abs((found[0] as number) - 61.79)).toBeLessThan(0.1);
  });
});

describe("a waveform from a file", () => {
  const load = (text: string) => readFile(neuron, "waveform", "i.csv", new TextEncoder().encode(text));

  it("becomes the stimulus", () => {
    const edits = load("0,0\n100,1000\n");
    if (!edits.ok) throw new Error(edits.error.message);
    const stimulus = Object.fromEntries(edits.value.map(({ path, value }) => [path.replace("stimulus.", ""), value]));
    const bench = open({ stimulus });
    run(bench, 100);
    const { steps, values } = take(bench, "current", "trace");
    for (const [i, step] of steps.entries()) expect(values[i]).toBeCloseTo(10 * (step - 1) * bench.params.dt, 3);
    expect(times(bench).length).toBeGreaterThan(0);
  });

  it("is refused by line, and parameters that do not fit by name", () => {
    expect(load("0,0\n0,1\n")).toMatchObject({ ok: false, error: { path: "i.csv" } });
    const stimulus = { kind: "waveform", times: [0, 1], values: [1] };
    expect(parseParams(neuron, { stimulus })).toMatchObject({ ok: false, error: { path: "stimulus.values" } });
    expect(parseParams(neuron, { stimulus: { ...stimulus, kind: "dc" } }).ok).toBe(true);
  });
});

describe("the parameters of a cell", () => {
  it("are those of its model, shown while it is chosen, without a current of its own", () => {
    const specs = new Map(describeParams(neuron.schema).map((spec) => [spec.path, spec]));
    for (const prefix of ["", "second."]) {
      const freeze = specs.get(`${prefix}izhikevich.freeze`);
      expect([freeze?.when].flat()).toEqual([
        { path: `${prefix}model`, in: ["izhikevich"] },
        { path: `${prefix}izhikevich.mode`, in: ["seed"] },
      ]);
      for (const id of ["lif", "adex", "izhikevich", "hodgkinHuxley"])
        expect(specs.has(`${prefix}${id}.current`)).toBe(false);
    }
    const { when: _when, group: _group, path: _path, ...own } = specs.get("second.adex.a") ?? expect.unreachable();
    const model = describeParams(adex.schema).find(({ path }) => path === "a");
    expect(model).toMatchObject(own);
  });

  it("keep a reset below its threshold, of the cell that is there", () => {
    const lif = { reset: -50, threshold: -55 };
    expect(parseParams(neuron, { model: "lif", lif })).toMatchObject({ ok: false, error: { path: "lif.reset" } });
    expect(parseParams(neuron, { second: { model: "lif", lif } })).toMatchObject({
      ok: false,
      error: { path: "second.lif.reset" },
    });
    expect(parseParams(neuron, { lif }).ok).toBe(true);
  });
});
