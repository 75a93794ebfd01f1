import { describe, expect, it } from "vitest";
import { main } from "../cli/lab";
import { gapFlow, rram } from "../devices/rram";
import { rramConstants } from "../devices/rramParams";
import { readFile } from "../host/files";
import { Arena } from "../memory/arena";
import { createKernel } from "../memory/kernel";
import { parseParams } from "../params/validate";
import type { ChannelKind, DataOf } from "../protocol";
import { RUNNABLE_MATTER } from "../runnableMatter";
import type { Simulation } from "./_experiment";
import { device } from "./device";
import { buildDevice } from "./deviceBuild";
import { type DeviceId, deviceModels } from "./deviceModels";
import type { DeviceParams } from "./deviceParams";

interface Bench {
  readonly simulation: Simulation;
  readonly arena: Arena;
  readonly params: DeviceParams;
}

function open(given: unknown = {}, seed = 1): Bench {
  const kernel = createKernel();
  const arena = new Arena(kernel);
  const params = device.schema.parse(given) as DeviceParams;
  return { simulation: buildDevice({ kernel, arena, seed }, params), arena, params };
}

function take<K extends ChannelKind>({ simulation }: Bench, name: string, kind: K): DataOf<K> {
  const data = simulation.channels[name]?.take();
  if (data?.kind !== kind) throw new Error(`no channel ${name} of kind ${kind}`);
  return data as DataOf<K>;
}

const scalar = (bench: Bench, name: string): number => take(bench, name, "scalar").value;

const periods = ({ simulation, params }: Bench, count: number): void =>
  simulation.advance(Math.round(count * params.resolution));

const own = (stimulus: object) => ({ stimulus: { own: true, ...stimulus } });

describe("the loop of an HP device", () => {
  const area = (frequency: number): number => {
    const bench = open(own({ period: 1 / frequency }));
    periods(bench, 1);
    return scalar(bench, "area");
  };

  it("has the areas of the closed form, and they fall as one over the frequency", () => {
    expect(area(1)).toBeCloseTo(3.66157e-5, 9);
    expect(area(2) / 9.25691e-6).toBeCloseTo(1, 5);
    expect(area(5) / 2.89902e-6).toBeCloseTo(1, 5);
    expect(area(10) / 1.35236e-6).toBeCloseTo(1, 5);
    expect(area(100) / 1.275503e-7).toBeCloseTo(1, 5);
    // (2/3) k (R_off - R_on) V^3 / (R_0^3 2 pi f)
    expect(Math.abs(area(1000) / 1.2675e-8 - 1)).toBeLessThan(1e-3);
  });

  it("passes the resistances of the closed form, whatever the number of steps", () => {
    for (const resolution of [200, 2000]) {
      const bench = open({ resolution });
      periods(bench, 0.25);
      expect(scalar(bench, "resistance")).toBeCloseTo(8389.79905, 4);
      periods(bench, 0.25);
      expect(scalar(bench, "resistance")).toBeCloseTo(4447.1852, 4);
      periods(bench, 0.5);
      expect(scalar(bench, "resistance")).toBeCloseTo(11_000, 4);
    }
  });

  it("takes the energy that flows into it", () => {
    const bench = open();
    periods(bench, 1);
    const { steps, values } = take(bench, "drive", "trace");
    let sum = 0;
    for (let i = 0; i < steps.length; i++) sum += (values[2 * i] as number) * (values[2 * i + 1] as number);
    expect(scalar(bench, "energy") / (sum / steps.length)).toBeCloseTo(1, 3);
  });

  it("follows triangles and drawn waveforms of the same flux alike", () => {
    const triangle = open({ stimulus: { kind: "triangle" } });
    const drawn = open({ stimulus: { kind: "waveform", times: [0, 0.25, 0.75, 1], values: [0, 1, -1, 0] } });
    for (const bench of [triangle, drawn]) {
      periods(bench, 0.5);
      // R^2 = R_0^2 - 2 (R_off - R_on) k phi with phi = 1/4 V s
      expect(scalar(bench, "resistance")).toBeCloseTo(Math.sqrt(11_000 ** 2 - 2 * 15_900 * 1e4 * 0.25), 5);
    }
  });
});

/** Every model under each stimulus that its own suggestions give. */
const cases = deviceModels.flatMap(({ id }) =>
  (["sine", "pulses"] as const).map((kind) => ({ id: id as DeviceId, kind })),
);

describe.each(cases)("$id under $kind", ({ id, kind }) => {
  const given = { model: id, stimulus: { kind, up: 40, down: 8 }, resolution: 400, siblings: 2 };

  it("is pinched and passive, and keeps to its window", () => {
    const bench = open(given);
    periods(bench, 1);
    expect(scalar(bench, "pinch")).toBe(0);
    const { steps, values } = take(bench, "loop", "trace");
    expect(steps.length).toBeGreaterThan(300);
    for (let at = 0; at < values.length; at += 4) {
      const volts = values[at] as number;
      for (let k = 1; k < 4; k++) expect(volts * (values[at + k] as number)).toBeGreaterThanOrEqual(0);
    }
    const conductances = take(bench, "conductance", "trace").values;
    expect(conductances.every((g) => g >= 0 && Number.isFinite(g))).toBe(true);
    expect(scalar(bench, "energy")).toBeGreaterThan(0);
  });

  it("moves", () => {
    const bench = open(given);
    periods(bench, 1);
    const { values } = take(bench, "conductance", "trace");
    const first = values.filter((_, i) => i % 3 === 0);
    expect(Math.max(...first) / Math.min(...first)).toBeGreaterThan(1.05);
  });

  it("gives the same bits however it is cut, and goes on from a snapshot", () => {
    const whole = open(given, 5);
    periods(whole, 0.6);
    const cut = open(given, 5);
    cut.simulation.advance(1);
    cut.simulation.advance(100);
    const snapshot = cut.arena.snapshot();
    const restored = open(given, 5);
    restored.simulation.advance(17);
    restored.arena.restore(snapshot);
    restored.simulation.restore("");
    restored.simulation.advance(139);
    expect(new Uint8Array(restored.arena.snapshot())).toEqual(new Uint8Array(whole.arena.snapshot()));
  });
});

describe("a series resistor", () => {
  it("shifts the HP device as if it were part of it", () => {
    // d(R + R_s)^2 / dflux = -2 (R_off - R_on) k, so the sum follows the closed form of the device alone.
    const series = 5000;
    const bench = open({ circuit: { series }, resolution: 4000 });
    periods(bench, 0.5);
    const flux = 1 / Math.PI;
    expect(scalar(bench, "resistance") + series).toBeCloseTo(
      Math.sqrt((11_000 + series) ** 2 - 2 * 15_900 * 1e4 * flux),
      -0.5,
    );
    const { values } = take(bench, "drive", "trace");
    for (let at = 0; at < values.length; at += 2) {
      expect(Math.abs(values[at + 1] as number)).toBeLessThanOrEqual(Math.abs(values[at] as number) / series);
    }
  });
});

describe("a compliance", () => {
  it("caps the current of positive voltages and leaves negative ones alone", () => {
    const bench = open({ circuit: { compliance: 60 } });
    periods(bench, 1);
    const { values } = take(bench, "drive", "trace");
    const amps = [...values].filter((_, i) => i % 2 === 1);
    expect(Math.max(...amps)).toBeCloseTo(60e-6, 11);
    expect(Math.min(...amps)).toBeLessThan(-70e-6);
  });

  it("moves the HP device at the speed of the current, not of the voltage", () => {
    // dx/dt = k i: while 20 µA flow, x grows by 0.2 per second.
    const stimulus = { kind: "waveform", times: [0, 1e-6, 1, 1.000001], values: [0, 1, 1, 0] };
    const bench = open({ stimulus, circuit: { compliance: 20 } });
    const { values } = ((): { values: number[] } => {
      periods(bench, 0.9);
      return { values: [...take(bench, "state", "trace").values] };
    })();
    expect((values.at(-1) as number) - 0.314465409).toBeCloseTo(0.2 * 0.9, 3);
  });
});

describe("a series resistor and a filament", () => {
  const SERIES = 20_000;
  const VOLTS = 2.2;
  const SECONDS = 1.8e-4;

  /** Gap (m) after the SET by plain small steps, the voltage divided by bisection. */
  function reference(): number {
    const constants = rramConstants(rram.schema.parse({ variability: false, compliance: 0 }));
    let gap = constants.gMax;
    let left = SECONDS;
    while (left > 0) {
      let [low, high] = [0, VOLTS];
      for (let k = 0; k < 50; k++) {
        const middle = (low + high) / 2;
        if (middle + SERIES * gapFlow(constants, gap, middle).amps < VOLTS) low = middle;
        else high = middle;
      }
      const { speed } = gapFlow(constants, gap, low);
      const h = Math.min(left, (5e-4 * constants.g0) / Math.abs(speed));
      gap = Math.max(constants.gMin, gap + h * speed);
      left -= h;
    }
    return gap;
  }

  it("share the voltage, so that the SET ends by itself, as plain small steps say", () => {
    const wanted = reference();
    expect(wanted).toBeGreaterThan(0.3e-9);
    for (const resolution of [200, 2000]) {
      const bench = open({
        model: "rram",
        // The compliance of the model would hide the resistor.
        rram: { variability: false, compliance: 0 },
        stimulus: { kind: "waveform", times: [0, 1e-12, 2e-4, 2.00001e-4], values: [0, VOLTS, VOLTS, 0] },
        circuit: { series: SERIES },
        resolution,
      });
      periods(bench, 0.9);
      const gap = [...take(bench, "state", "trace").values].at(-2) as number;
      expect(Math.abs(gap / wanted - 1)).toBeLessThan(0.02);
    }
  });
});

describe("non-idealities", () => {
  it("draw siblings apart and leave them equal while they are off", () => {
    const spread = (nonIdeal: object): number => {
      const bench = open({ siblings: 8, nonIdeal });
      periods(bench, 0.25);
      const last = [...take(bench, "conductance", "trace").values].slice(-9);
      return new Set(last).size;
    };
    expect(spread({})).toBe(1);
    expect(spread({ range: { on: true, sd: 10 } })).toBe(9);
  });

  it("come on in mid-run", () => {
    const bench = open({ siblings: 2 });
    const last = (): Set<number> => {
      periods(bench, 0.1);
      return new Set([...take(bench, "conductance", "trace").values].slice(-3));
    };
    expect(last().size).toBe(1);
    const range = { on: true, sd: 10 };
    const nonIdeal = { ...bench.params.nonIdeal, range };
    bench.simulation.update({ ...bench.params, nonIdeal } as never, ["nonIdeal.range.on"]);
    expect(last().size).toBe(3);
  });
});

describe("a hand", () => {
  it("applies a pulse, writes, lets time pass and makes anew", () => {
    const bench = open();
    const first = scalar(bench, "conductanceNow");
    bench.simulation.act("pulse", { amplitude: 1, width: 0.1 });
    expect(scalar(bench, "resistance")).toBeCloseTo(Math.sqrt(11_000 ** 2 - 2 * 15_900 * 1e4 * 0.1), 6);
    bench.simulation.act("write", { conductance: 500 });
    expect(scalar(bench, "conductanceNow")).toBeCloseTo(500e-6, 12);
    bench.simulation.act("rest", { seconds: 1e6 });
    expect(scalar(bench, "conductanceNow")).toBeCloseTo(500e-6, 12);
    bench.simulation.act("reset", {});
    expect(scalar(bench, "conductanceNow")).toBe(first);
    const drifting = open({ nonIdeal: { drift: { on: true, exponent: 0.1, sd: 0 } } });
    drifting.simulation.act("write", { conductance: 500 });
    drifting.simulation.act("rest", { seconds: 999 });
    expect(scalar(drifting, "conductanceNow") / 500e-6).toBeCloseTo(1000 ** -0.1, 3);
  });
});

describe("a waveform from a file", () => {
  const load = (text: string) => readFile(device, "waveform", "v.csv", new TextEncoder().encode(text));

  it("becomes the stimulus", () => {
    const edits = load("time,volts\n0,0\n0.25;1\n0.75 -1\n1\t0\n");
    if (!edits.ok) throw new Error(edits.error.message);
    expect(edits.value).toContainEqual({ path: "stimulus.values", value: [0, 1, -1, 0] });
    expect(edits.value).toContainEqual({ path: "stimulus.kind", value: "waveform" });
  });

  it.each([
    ["0,0\n1,a\n", "line 2"],
    ["0,0\n0,1\n", "line 2"],
    ["0,0\n1,2,3\n", "line 2"],
    ["t,v\n0,0\n1,99\n", "line 3"],
    ["0,0\n-1,0\n", "line 2"],
    ["0,0\nNaN,0\n", "line 2"],
    ["", "no points"],
    ["0,0\n", "one point"],
  ])("%j is refused: %s", (text, where) => {
    const result = load(text);
    expect(result.ok ? "" : result.error.message).toContain(where);
  });

  it("must fit, and so must pulses", () => {
    const path = (stimulus: object): string => {
      const result = parseParams(device, { stimulus });
      return result.ok ? "" : result.error.path;
    };
    expect(path({ kind: "waveform", times: [0, 1], values: [1] })).toBe("stimulus.values");
    expect(path({ kind: "waveform", times: [1], values: [1] })).toBe("stimulus.times");
    expect(path({ kind: "pulses", own: true, width: 1, interval: 0.5 })).toBe("stimulus.width");
    expect(path({ kind: "pulses", up: 0, down: 0 })).toBe("stimulus.up");
    expect(path({ kind: "sine", width: 1, interval: 0.5 })).toBe("");
  });
});

describe("on the command line", () => {
  it("runs, loads a waveform and refuses a bad one with its line", async () => {
    const lab = async (line: string, text: string) => {
      const out: string[] = [];
      const io = {
        stdout: (part: string) => void out.push(part),
        stderr: (part: string) => void out.push(part),
        readFile: async () => new TextEncoder().encode(text),
        writeFile: async () => undefined,
      };
      return { code: await main(line.split(" "), io, RUNNABLE_MATTER), text: out.join("") };
    };
    const fine = await lab(
      "run device --load waveform=v.csv --steps 1000 --record resistance",
      "0,0\n0.25,1\n0.75,-1\n1,0\n",
    );
    expect(fine.code).toBe(0);
    const { channels } = JSON.parse(fine.text) as { channels: { resistance: { data: number[] } } };
    expect(channels.resistance.data[0]).toBeCloseTo(Math.sqrt(11_000 ** 2 - 2 * 15_900 * 1e4 * 0.25), 5);
    const bad = await lab("run device --load waveform=v.csv --steps 10", "0,0\n1,x\n");
    expect(bad.code).toBe(2);
    expect(bad.text).toContain("line 2");
  });
});
