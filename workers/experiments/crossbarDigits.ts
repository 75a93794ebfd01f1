import { Adc, dac, rangeFrom } from "../crossbar/converters";
import { applyTransfer } from "../crossbar/transfer";
import type { Judgement } from "../learning/softmaxClassifier";
import type { CrossbarArray } from "./crossbarArray";
import type { CircuitView } from "./crossbarCircuit";
import type { ArrayClassifier } from "./crossbarClassifier";
import { TEST_PICTURES } from "./crossbarInputs";
import type { CrossbarParams } from "./crossbarParams";
import type { CrossbarSize } from "./crossbarSize";

/**
 * How well the array names the test pictures: one transfer matrix for all of them, or, where selectors bend the currents, a
 * solution of the circuit for each of a sample; then converters picture by picture.
 */

/** Pictures from which the range of the ADCs is taken. */
const CALIBRATION = 50;
/** Pictures that cells with selectors are judged by, ten of each digit. */
export const SOLVED_PICTURES = 100;

/** Currents (A, [width]) of voltages [rows]. */
type Product = (volts: Float64Array, currents: Float64Array) => void;

export class DigitExam {
  /** Converter settings and factors that the last judgement holds for. */
  #key = "";
  #judgement: Judgement | null = null;

  constructor(
    private readonly size: CrossbarSize,
    private readonly array: CrossbarArray,
    private readonly view: CircuitView,
    private readonly classifier: ArrayClassifier,
  ) {}

  /** Judges the array as it is now; once for each change of it. */
  judge(params: CrossbarParams): Judgement {
    const key = `${this.view.cells}`;
    if (this.#judgement !== null && key === this.#key) return this.#judgement;
    this.#key = key;
    if (!this.view.quick) this.view.look();
    const product = this.#product(params);
    const pictures = this.view.linear ? TEST_PICTURES : SOLVED_PICTURES;
    this.#judgement = this.classifier.judge(product, params.input.voltage, pictures);
    return this.#judgement;
  }

  #byTransfer(): Product {
    const transfer = this.view.transfer(this.view.devices.view);
    return (volts, currents) => applyTransfer(transfer, volts, currents);
  }

  #bySolutions(): Product {
    const solve = this.view.product(this.view.devices.view);
    // Those that the range of the ADCs is taken from come again.
    const known = new Map<string, Float64Array>();
    return (volts, currents) => {
      const key = volts.join();
      const seen = known.get(key) ?? solve(volts).slice();
      known.set(key, seen);
      currents.set(seen);
    };
  }

  #product({ input, converter }: CrossbarParams) {
    const { size, array, view, classifier } = this;
    const product = view.linear ? this.#byTransfer() : this.#bySolutions();
    const volts = new Float64Array(size.rows);
    const all = new Float64Array(size.width);
    const read = (x: Float32Array, currents: Float64Array): void => {
      for (let i = 0; i < volts.length; i++) volts[i] = dac(x[i] as number, converter.dac, input.voltage);
      product(volts, all);
      for (let j = 0; j < currents.length; j++) currents[j] = all[array.carriers.view[j] as number] as number;
    };
    const adc = new Adc(converter.adc, rangeFrom(this.#samples(classifier, read), converter.range));
    return (x: Float32Array, currents: Float64Array): void => {
      read(x, currents);
      for (let j = 0; j < currents.length; j++) {
        currents[j] = adc.convert(currents[j] as number) * (array.factors.view[j] as number);
      }
    };
  }

  #samples(classifier: ArrayClassifier, read: (x: Float32Array, currents: Float64Array) => void): Float64Array {
    const { columns } = this.size;
    const samples = new Float64Array(CALIBRATION * columns);
    const currents = new Float64Array(columns);
    for (let k = 0; k < CALIBRATION; k++) {
      read(classifier.test(k), currents);
      samples.set(currents, k * columns);
    }
    return samples;
  }
}
