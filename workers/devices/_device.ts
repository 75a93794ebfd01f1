import type { Arena, Block } from "../memory/arena";
import type { ModelInfo } from "../params/model";
import type { ParamSchema } from "../params/schema";
import type { InsidePicture } from "../protocol";
import type { UnitName } from "../units/units";

/**
 * The contract of memristive devices. All quantities are SI in double precision; positive voltages potentiate (SET).
 *
 * A bank holds many devices of one model side by side. It goes through three stages: *program* (a voltage over a time, or
 * the technology's own way to a wanted conductance), *drift* (what time does while nothing is applied) and *read*, which
 * never changes any state.
 */

/** Where the devices of a bank stand: n = rows * columns, device i in row floor(i / columns). */
export interface BankShape {
  readonly rows: number;
  readonly columns: number;
}

/** A variable of a device worth a line in a picture. */
export interface DeviceVariable {
  /** Key of `DeviceBank.variables`. */
  readonly name: string;
  readonly label: string;
  readonly symbol: string;
  readonly unit: UnitName;
  /** What it can be under these parameters. */
  readonly range: readonly [number, number];
  readonly scale?: "linear" | "log";
}

export interface DeviceBank<P = unknown> {
  readonly n: number;
  /** Every variable that changes, [n] each, in the state segment; the model's `shown` names those worth seeing. */
  readonly variables: Readonly<Record<string, Block>>;
  /**
   * After the commit: as made. Each device draws from a stream of its own, derived from (seed, row, column), so that the
   * noise of one does not depend on how many others there are.
   */
  init(params: P, seed: number): void;
  /** Takes over parameters; coefficients are derived here, never in a step. States stay as they are. */
  update(params: P): void;
  /**
   * Holds `volts` [n] (V) across the devices for `dt` (s); writes the currents [n] (A) that flow at the end. As long as the
   * voltage is constant, results do not depend on how `dt` is cut up, within the accuracy the model states.
   */
  step(volts: Block<"f64">, dt: number, amps: Block<"f64">): void;
  /** Conductance i/v (S) of every device at `volts` (V; 0: its limit) into `out` [n]. No state changes, bit by bit. */
  read(volts: number, out: Block<"f64">): void;
  /**
   * Brings devices from `first` up to `end` (exclusive) to the conductances `target` [n] (S) as well as the technology can:
   * spread of programming and the draw of each device's drift included. Targets outside of the window go to its ends.
   */
  program(target: Block<"f64">, first?: number, end?: number): void;
  /**
   * As `program`, but exactly and without counting as programming: no spread, no new draw, and the time since programming
   * goes on. Absent where `program` does nothing else.
   */
  place?(conductance: Block<"f64">, first?: number, end?: number): void;
  /**
   * Lets `seconds` pass with nothing applied. Retention is a function of the time since programming, so that the result
   * does not depend on the number of calls. `pace` [n]: how many times as fast each device ages meanwhile, as a hot one
   * does; of models without retention it changes nothing.
   */
  rest(seconds: number, pace?: Block<"f64">): void;
}

export interface DeviceModel<S extends ParamSchema = ParamSchema, P = unknown> extends ModelInfo<S> {
  /** What of it a picture of the inside shows; quantities are `shown` in order. */
  readonly inside: InsidePicture;
  /** Variables worth seeing, the state first. */
  shown(params: P): readonly DeviceVariable[];
  /** Conductance window (S) at the read voltage. */
  window(params: P): readonly [low: number, high: number];
  /** What drives it: a voltage (V), a current (A) of which `step` takes the voltage as R I, or counted pulses. */
  readonly driven: "voltage" | "current" | "pulses";
  /** Amplitudes (V; A where a current drives) and width (s) of the pulse that moves it by a step worth seeing, up and down. */
  pulses(params: P): { readonly set: number; readonly reset: number; readonly width: number };
  /** Amplitude (V, A) and period (s) of a sine that shows its loop, and the voltage at which it is read. */
  sweep(params: P): { readonly amplitude: number; readonly period: number; readonly read: number };
  /** Mean of G(t) / G(0), t in s after programming to `conductance` (S); absent where nothing drifts. */
  retention?(params: P, conductance: number, seconds: number): number;
  /** Where a current drives it: resistance (Ω) by which `step` takes the voltage as R I. */
  resistance?(params: P): number;
  /** Speed (signed, units of the first variable shown per s) at `volts` away from the ends of its range; absent where noise decides. */
  rate?(params: P, volts: number): number;
  /** Time (s) to switch at constant `volts`, mean where chance decides; Infinity where it never does. */
  switching?(params: P, volts: number): number;
  allocate(arena: Arena, shape: BankShape): DeviceBank<P>;
}
