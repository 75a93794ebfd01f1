import type { Block } from "../memory/arena";
import type { CurveData } from "../protocol";
import type { BuildContext, ChannelSource } from "./_experiment";

/** What the bench of devices measures on the way: areas, energies and extremes of a period, conductances after pulses. */

/** What is kept of a period, in the state. */
const FIELDS = ["volts", "amps", "positive", "negative", "energy", "least", "most"] as const;
type Field = (typeof FIELDS)[number];

/** Sums over the period under way, and what the last whole one gave. */
export class Measures {
  readonly #block: Block<"f64">;

  constructor(
    { arena }: BuildContext,
    private readonly resolution: number,
  ) {
    this.#block = arena.alloc("state", "f64", 2 * FIELDS.length);
  }

  init(state: number): void {
    this.#block.view.fill(Number.NaN);
    this.#begin(state);
    this.#set("volts", 0);
    this.#set("amps", 0);
  }

  #begin(state: number): void {
    for (const field of ["positive", "negative", "energy"] as const) this.#set(field, 0);
    this.#set("least", state);
    this.#set("most", state);
  }

  #get(field: Field): number {
    return this.#block.view[FIELDS.indexOf(field)] as number;
  }

  #set(field: Field, value: number): void {
    this.#block.view[FIELDS.indexOf(field)] = value;
  }

  #add(field: Field, value: number): void {
    this.#set(field, this.#get(field) + value);
  }

  /** Value of the last whole period; NaN before its end. */
  last(field: Field): number {
    return this.#block.view[FIELDS.length + FIELDS.indexOf(field)] as number;
  }

  /** Voltage of the source, V. */
  get volts(): number {
    return this.#get("volts");
  }

  /** The source (V) and the current (A) of the first device have come to these values. */
  sample(volts: number, amps: number): void {
    const [v0, i0] = [this.#get("volts"), this.#get("amps")];
    const area = ((amps + i0) / 2) * (volts - v0);
    this.#add(volts + v0 >= 0 ? "positive" : "negative", area);
    this.#set("volts", volts);
    this.#set("amps", amps);
  }

  /** At the end of step number `step`. */
  step(step: number, energy: number, state: number): void {
    this.#add("energy", energy);
    this.#set("least", Math.min(this.#get("least"), state));
    this.#set("most", Math.max(this.#get("most"), state));
    if (step % this.resolution !== 0) return;
    const block = this.#block.view;
    block.copyWithin(FIELDS.length, 0, FIELDS.length);
    this.#begin(state);
  }
}

/** Conductances (S) after each pulse of a round; those of the round before stay until they are overwritten. */
export class Staircase implements ChannelSource {
  readonly #values: Block<"f64">;
  revision = 0;

  constructor(
    { arena }: BuildContext,
    private readonly up: number,
    private readonly down: number,
    private readonly devices: number,
  ) {
    this.#values = arena.alloc("state", "f64", Math.max(1, up + down) * devices);
  }

  init(): void {
    this.#values.view.fill(Number.NaN);
  }

  record(pulse: number, conductances: Float64Array): void {
    this.#values.view.set(conductances, pulse * this.devices);
    this.revision++;
  }

  take(): CurveData {
    const longest = Math.max(this.up, this.down, 1);
    const value = (device: number, pulse: number): number =>
      this.#values.view[pulse * this.devices + device] ?? Number.NaN;
    const x = Float32Array.from({ length: longest }, (_, k) => k + 1);
    const series: number[][] = [];
    for (let device = 0; device < this.devices; device++) {
      series.push(Array.from(x, (_, k) => (k < this.up ? value(device, k) : Number.NaN)));
      series.push(Array.from(x, (_, k) => (k < this.down ? value(device, this.up + k) : Number.NaN)));
    }
    return { kind: "curve", x, y: Float32Array.from(series.flat()) };
  }

  clear(): void {
    this.revision++;
  }
}
