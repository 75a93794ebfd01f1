import { waitingTime } from "../devices/poissonSwitch";
import type { Block } from "../memory/arena";
import type { Kernel } from "../memory/kernel";
import type { CurveData, CurveSpec } from "../protocol";
import type { BuildContext, ChannelSource } from "./_experiment";
import type { Circuit } from "./deviceCircuit";
import type { DeviceParams } from "./deviceParams";

/** How long binary cells under a positive voltage wait until they switch on, measured against the exponential. */

/** Bins of the axis, and their width in mean waiting times. */
const BINS = 20;
const BIN = 0.2;

export const WAITS: CurveSpec = {
  kind: "curve",
  label: "Waiting to switch on",
  doc: "Share of cells that are still off after a time under positive voltage, in mean waiting times at that voltage: as measured on the device and its siblings so far, and the exponential of chance without memory.",
  x: { label: "Time under voltage", symbol: "t/\\tau", unit: "1" },
  y: { label: "Still off", symbol: "S", unit: "1" },
  series: [
    { name: "exponential", label: "Exponential", role: "theory" },
    { name: "measured", label: "Measured", role: "weight", points: true },
  ],
};

/** Devices of a single cell: of several in parallel no one tells which has switched. */
export const hasWaits = ({ model, poissonSwitch }: DeviceParams): boolean =>
  model === "poissonSwitch" && (poissonSwitch as { cells: number }).cells === 1;

/** Adds up, in bins of the time waited, how long cells waited and how many switched. */
export class Waits implements ChannelSource {
  revision = 0;
  /** [n] mean waiting times since each cell switched off. */
  readonly #waited: Block<"f64">;
  /** [BINS] times waited in a bin, in mean waiting times, and cells that switched in it. */
  readonly #exposure: Block<"f64">;
  readonly #events: Block<"f64">;
  readonly #exp: Kernel["exp"];
  readonly #off: Uint8Array;

  constructor(
    { arena, kernel }: BuildContext,
    private readonly params: () => DeviceParams,
    private readonly circuit: Circuit,
    private readonly on: () => Block,
    n: number,
  ) {
    this.#waited = arena.alloc("state", "f64", n);
    this.#exposure = arena.alloc("state", "f64", BINS);
    this.#events = arena.alloc("state", "f64", BINS);
    this.#off = new Uint8Array(n);
    this.#exp = kernel.exp;
  }

  init(): void {
    for (const block of [this.#waited, this.#exposure, this.#events]) block.view.fill(0);
    this.revision++;
  }

  /** Before a stretch of constant voltage. */
  begin(): void {
    const on = this.on().view;
    for (let i = 0; i < this.#off.length; i++) this.#off[i] = on[i] === 0 ? 1 : 0;
  }

  /** After it, `dt` s later. */
  end(dt: number): void {
    const on = this.on().view;
    const params = this.params().poissonSwitch as unknown as Parameters<typeof waitingTime>[0];
    for (let i = 0; i < this.#off.length; i++) {
      if (this.#off[i] === 0) {
        if (on[i] === 0) this.#waited.view[i] = 0;
        continue;
      }
      const volts = this.circuit.volts.view[i] as number;
      if (volts <= 0) continue;
      const from = this.#waited.view[i] as number;
      const switched = on[i] !== 0;
      // A switch within the stretch happened in its middle, on average.
      const to = from + ((switched ? 0.5 : 1) * dt) / waitingTime(params, volts);
      this.#expose(from, to);
      this.#waited.view[i] = to;
      const bin = Math.floor(to / BIN);
      if (switched && bin < BINS) this.#events.view[bin] = (this.#events.view[bin] as number) + 1;
      if (switched) this.revision++;
    }
  }

  #expose(from: number, to: number): void {
    const exposure = this.#exposure.view;
    for (let bin = Math.floor(from / BIN); bin < BINS && bin * BIN < to; bin++) {
      const share = Math.min(to, (bin + 1) * BIN) - Math.max(from, bin * BIN);
      exposure[bin] = (exposure[bin] as number) + share;
    }
  }

  take(): CurveData {
    const x = Float32Array.from({ length: BINS + 1 }, (_, k) => k * BIN);
    // Nelson and Aalen's sum of hazards: cells that were reset before they switched count as long as they waited.
    let hazard = 0;
    const measured = Array.from(x, (_, k) => {
      if (k > 0) hazard += (BIN * (this.#events.view[k - 1] as number)) / (this.#exposure.view[k - 1] as number);
      return this.#exp(-hazard);
    });
    return { kind: "curve", x, y: Float32Array.from([...Array.from(x, (t) => this.#exp(-t)), ...measured]) };
  }

  clear(): void {
    this.revision++;
  }
}
