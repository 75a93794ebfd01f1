import { Adc, rangeFrom } from "../crossbar/converters";
import { power } from "../crossbar/currents";
import { arrayDelay, leakagePower, type ProductEnergy, productEnergy } from "../crossbar/energy";
import type { CrossbarArray } from "./crossbarArray";
import type { CircuitView } from "./crossbarCircuit";
import type { CrossbarInputs } from "./crossbarInputs";
import type { CrossbarParams } from "./crossbarParams";
import { type CrossbarSize, selectedCell } from "./crossbarSize";

/** What comes out of the array, beside what should. */
export class CrossbarOutputs {
  /** [columns] A. */
  readonly out: Float64Array;
  readonly ideal: Float64Array;
  /** [columns] A that the conductances would give without wires, converters and factors. */
  readonly wireless: Float64Array;
  /** [columns] relative to the ideal current; NaN where that is 0. */
  readonly error: Float64Array;
  /** [columns] relative to the root mean square of the ideal currents. */
  readonly spread: Float64Array;
  /** [columns] A as they reach the ADC. */
  readonly raw: Float64Array;
  clipped = 0;
  #solution = -1;
  #version = 0;
  #seen = -1;
  #energy: ProductEnergy | undefined;
  #power: number | undefined;

  constructor(
    private readonly size: CrossbarSize,
    private readonly array: CrossbarArray,
    private readonly view: CircuitView,
    private readonly inputs: CrossbarInputs,
    private params: CrossbarParams,
  ) {
    const column = () => new Float64Array(size.columns);
    this.raw = column();
    [this.out, this.ideal, this.wireless, this.error, this.spread] = [column(), column(), column(), column(), column()];
  }

  update(params: CrossbarParams): void {
    this.params = params;
    this.#version++;
  }

  /** Brings everything in line with the present solution. */
  refresh(): void {
    if (!this.view.quick) this.view.look();
    if (this.#solution === this.view.solution && this.#seen === this.#version) return;
    this.#solution = this.view.solution;
    this.#seen = this.#version;
    this.#energy = undefined;
    this.#power = undefined;
    const { size, array, view } = this;
    const carriers = array.carriers.view;
    const currents = view.circuit.columnCurrent.view;
    for (let j = 0; j < size.columns; j++) this.raw[j] = currents[carriers[j] as number] as number;
    this.#convert();
    this.#products();
    this.#errors();
  }

  /** Behind the ADCs, and with the factors of drift compensation; a single cell is read as it is. */
  #convert(): void {
    const { raw, out, params } = this;
    const factors = this.array.factors.view;
    const multiplies = params.scheme === "multiply";
    const adc = new Adc(multiplies ? params.converter.adc : 0, rangeFrom(raw, params.converter.range));
    for (let j = 0; j < out.length; j++) {
      out[j] = adc.convert(raw[j] as number) * (multiplies ? (factors[j] as number) : 1);
    }
    this.clipped = adc.clipped;
  }

  #products(): void {
    const { params, size, array, inputs, view, ideal, wireless } = this;
    const carriers = array.carriers.view;
    const target = array.target.view;
    const actual = view.conductances;
    ideal.fill(0);
    wireless.fill(0);
    if (params.scheme !== "multiply") {
      const { row, column } = selectedCell(params, size);
      const cell = row * size.width + (carriers[column] as number);
      ideal[column] = params.input.voltage * (target[cell] as number);
      wireless[column] = view.ohmic(params.input.voltage) * (actual[cell] as number);
      return;
    }
    for (let i = 0; i < size.rows; i++) {
      const [meant, volts] = [inputs.wanted[i] as number, view.ohmic(inputs.volts[i] as number)];
      for (let j = 0; j < size.columns; j++) {
        const cell = i * size.width + (carriers[j] as number);
        ideal[j] = (ideal[j] as number) + meant * (target[cell] as number);
        wireless[j] = (wireless[j] as number) + volts * (actual[cell] as number);
      }
    }
  }

  #errors(): void {
    const { out, ideal, error, spread } = this;
    let squares = 0;
    for (const current of ideal) squares += current * current;
    const rms = Math.sqrt(squares / ideal.length);
    for (let j = 0; j < out.length; j++) {
      const difference = (out[j] as number) - (ideal[j] as number);
      error[j] = ideal[j] === 0 ? Number.NaN : difference / (ideal[j] as number);
      spread[j] = rms === 0 ? Number.NaN : difference / rms;
    }
  }

  /** Length of the error over the length of the ideal outputs; of pairs, of their differences. */
  get productError(): number {
    const { out, ideal, size } = this;
    let [error, whole] = [0, 0];
    const step = size.pairs ? 2 : 1;
    for (let j = 0; j < size.columns; j += step) {
      const is = (out[j] as number) - (size.pairs ? (out[j + 1] as number) : 0);
      const should = (ideal[j] as number) - (size.pairs ? (ideal[j + 1] as number) : 0);
      error += (is - should) * (is - should);
      whole += should * should;
    }
    return whole === 0 ? Number.NaN : Math.sqrt(error / whole);
  }

  /** Mean share that wires and drivers take of what the conductances would give. */
  get loss(): number {
    const { wireless, array, view } = this;
    const currents = view.circuit.columnCurrent.view;
    let [sum, count] = [0, 0];
    for (const [j, current] of wireless.entries()) {
      if (current === 0) continue;
      sum += 1 - (currents[array.carriers.view[j] as number] as number) / current;
      count++;
    }
    return count === 0 ? Number.NaN : sum / count;
  }

  /** W that the sources deliver; after `refresh`. */
  get power(): number {
    this.#power ??= power(this.view.circuit);
    return this.#power;
  }

  /** J of one product, in parts that add up; after `refresh`. */
  get energy(): ProductEnergy {
    this.#energy ??= this.#account();
    return this.#energy;
  }

  #account(): ProductEnergy {
    const { params, size, array, view, inputs } = this;
    const { dac, adc } = params.converter;
    const leakage = params.scheme === "multiply" ? leakagePower(view.conductances, inputs.volts, array.ends.low) : 0;
    const load = { rows: size.rows, columns: size.columns, dacBits: dac, adcBits: adc, power: this.power, leakage };
    const { energy } = params;
    return productEnergy(load, {
      cycle: 1e-9 * energy.cycle,
      adcPerLevel: 1e-15 * energy.adc,
      dacPerLevel: 1e-15 * energy.dac,
    });
  }

  /** s until half of a step has come through a row and a column. */
  get delay(): number {
    const { size, params } = this;
    const { wire, driver } = params;
    const capacitance = 1e-15 * params.energy.capacitance;
    return arrayDelay(
      { cells: size.width, resistance: wire.row, capacitance, driver: driver.source },
      { cells: size.rows, resistance: wire.column, capacitance, driver: driver.sink },
    );
  }
}
