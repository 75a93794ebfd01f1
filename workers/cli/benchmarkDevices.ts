import { DEVICES } from "../catalogMatter";
import type { DeviceModel } from "../devices/_device";
import { WiringStream } from "../math/random";
import { Arena } from "../memory/arena";
import { createKernel } from "../memory/kernel";
import type { ParamSchema } from "../params/schema";

/**
 * 100,000 devices of every model under a sine that shows their loop; the same code runs in Node and in a page. A period is run
 * some times with the same bits, and every step counts as fast as it was at its fastest: on a shared machine that is the
 * least disturbed.
 */

export interface DeviceMeasurement {
  readonly model: string;
  readonly devices: number;
  /** Wall time of a step, ms: mean over a period, and the longest. */
  readonly meanMs: number;
  readonly longestMs: number;
  readonly bytesPerDevice: number;
}

const ROWS = 250;
const COLUMNS = 400;
/** Steps of a period: four seconds of it at sixty frames per second. */
const STEPS = 240;
const RUNS = 3;

function measureDevice(model: DeviceModel<ParamSchema, never>, clock: () => number): DeviceMeasurement {
  const params = model.schema.parse({}) as never;
  const kernel = createKernel();
  const arena = new Arena(kernel);
  const bank = model.allocate(arena, { rows: ROWS, columns: COLUMNS });
  const f64s = () => arena.alloc("scratch", "f64", bank.n);
  const [volts, amps, target] = [f64s(), f64s(), f64s()];
  arena.commit();
  const random = new WiringStream(kernel, 1, "devices");
  const [low, high] = model.window(params);
  const { amplitude, period } = model.sweep(params);
  const ohms = model.driven === "current" ? (model.resistance?.(params) ?? 1) : 1;
  // Every device starts elsewhere and is driven a little differently, so that they do not switch together.
  for (let i = 0; i < bank.n; i++) target.view[i] = low + (high - low) * random.uniform();
  const share = Float64Array.from({ length: bank.n }, () => 0.8 + 0.2 * random.uniform());
  const fastest = new Float64Array(STEPS).fill(Number.POSITIVE_INFINITY);
  for (let run = 0; run < RUNS; run++) {
    bank.init(params, 1);
    bank.program(target);
    for (let k = 0; k < STEPS; k++) {
      const v = ohms * amplitude * Math.sin((2 * Math.PI * (k + 0.5)) / STEPS);
      for (let i = 0; i < bank.n; i++) volts.view[i] = v * (share[i] as number);
      const start = clock();
      bank.step(volts, period / STEPS, amps);
      fastest[k] = Math.min(fastest[k] as number, clock() - start);
    }
  }
  return {
    model: model.id,
    devices: bank.n,
    meanMs: fastest.reduce((sum, ms) => sum + ms, 0) / STEPS,
    longestMs: Math.max(...fastest),
    bytesPerDevice: (arena.fixedBytes + arena.stateBytes) / bank.n,
  };
}

export const measureDevices = (clock: () => number): DeviceMeasurement[] =>
  Object.values(DEVICES).map((model) => measureDevice(model as unknown as DeviceModel<ParamSchema, never>, clock));
