import { Arena, type Block } from "../memory/arena";
import { createKernel } from "../memory/kernel";
import type { ParamSchema } from "../params/schema";
import type { BankShape, DeviceBank, DeviceModel } from "./_device";

/** Devices of one model under voltages, without a circuit. */

export type AnyModel = DeviceModel<ParamSchema, never>;

export interface BenchOptions {
  readonly shape?: BankShape;
  readonly seed?: number;
}

export class DeviceBench<P> {
  readonly arena = new Arena(createKernel());
  readonly bank: DeviceBank<P>;
  readonly n: number;
  readonly volts: Block<"f64">;
  readonly amps: Block<"f64">;
  readonly out: Block<"f64">;

  constructor(
    readonly model: DeviceModel<ParamSchema, P> | (Omit<DeviceModel, "allocate"> & { allocate: unknown }),
    readonly params: P,
    { shape = { rows: 1, columns: 1 }, seed = 1 }: BenchOptions = {},
  ) {
    this.bank = (model as DeviceModel<ParamSchema, P>).allocate(this.arena, shape);
    this.n = this.bank.n;
    this.volts = this.arena.alloc("scratch", "f64", this.n);
    this.amps = this.arena.alloc("scratch", "f64", this.n);
    this.out = this.arena.alloc("scratch", "f64", this.n);
    this.arena.commit();
    this.bank.init(params, seed);
  }

  /** Holds one voltage across all devices; the current of the first. */
  hold(volts: number, dt: number): number {
    this.volts.view.fill(volts);
    this.bank.step(this.volts, dt, this.amps);
    return this.amps.view[0] as number;
  }

  /** One conductance for all devices. */
  program(conductance: number): void {
    this.out.view.fill(conductance);
    this.bank.program(this.out);
  }

  /** Conductances at a voltage, a copy. */
  read(volts: number): Float64Array {
    this.bank.read(volts, this.out);
    return this.out.view.slice();
  }

  variable(name: string): Float64Array {
    const block = this.bank.variables[name];
    if (block === undefined) throw new Error(`no variable ${name}`);
    return block.view as Float64Array;
  }

  get bytes(): Uint8Array {
    return new Uint8Array(this.arena.snapshot());
  }
}

/**
 * `steps` steps of a period of amplitude * sin(2 pi t / period), each under the mean voltage of its time: currents at its
 * end against the voltage at its end.
 */
export function drivenBySine<P>(
  bench: DeviceBench<P>,
  { amplitude, period, steps, until = 1 }: { amplitude: number; period: number; steps: number; until?: number },
  onStep: (time: number, volts: number) => void = () => undefined,
): void {
  const dt = period / steps;
  const omega = (2 * Math.PI) / period;
  for (let k = 0; k < Math.round(steps * until); k++) {
    const mean = (amplitude * (Math.cos(omega * k * dt) - Math.cos(omega * (k + 1) * dt))) / (omega * dt);
    bench.hold(mean, dt);
    onStep((k + 1) * dt, amplitude * Math.sin(omega * (k + 1) * dt));
  }
}

/** Area (V A) of the lobe that the first half of a sine draws, |integral of i dv|. */
export function lobeArea<P>(
  bench: DeviceBench<P>,
  drive: { readonly amplitude: number; readonly period: number; readonly steps: number },
): number {
  let area = 0;
  let last = { v: 0, i: 0 };
  drivenBySine(bench, { ...drive, until: 0.5 }, (_time, v) => {
    const i = v * (bench.read(v)[0] as number);
    area += 0.5 * (i + last.i) * (v - last.v);
    last = { v, i };
  });
  return Math.abs(area);
}
