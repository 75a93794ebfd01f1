import { dac } from "../crossbar/converters";
import { WiringStream } from "../math/random";
import type { Kernel } from "../memory/kernel";
import { digitLabel, drawDigit } from "../tasks/digits";
import type { CrossbarParams } from "./crossbarParams";
import { type CrossbarSize, selectedCell } from "./crossbarSize";

/** Pictures that are shown one after the other: those that the classifier is judged by. */
export const TEST_PICTURES = 500;

/**
 * What drives the rows in each step. Inputs follow from seed and number of the step alone, so that a step far away need
 * not pass through those before.
 */
export class CrossbarInputs {
  /** [rows] V as they are meant. */
  readonly wanted: Float64Array;
  /** [rows] V behind the DACs. */
  readonly volts: Float64Array;
  /** [pixels, pixels] ink of the picture that is shown. */
  readonly picture: Float32Array;
  /** The digit it shows. */
  digit = 0;
  #drawn = -1;

  constructor(
    private readonly kernel: Kernel,
    private readonly size: CrossbarSize,
    private readonly seed: number,
    private readonly pixels: number,
  ) {
    this.wanted = new Float64Array(size.rows);
    this.volts = new Float64Array(size.rows);
    this.picture = new Float32Array(pixels * pixels);
  }

  show(params: CrossbarParams, step: number): void {
    const { kind, voltage, volts } = params.input;
    const { wanted } = this;
    if (kind === "digit" || params.array.source === "digits") this.#draw(step % TEST_PICTURES);
    if (kind === "file") wanted.set(volts);
    else if (kind === "all") wanted.fill(voltage);
    else if (kind === "oneHot") wanted.fill(0)[selectedCell(params, this.size).row] = voltage;
    else if (kind === "digit") this.#digit(voltage);
    else this.#random(step, voltage);
    const { dac: bits } = params.converter;
    const full = kind === "file" ? wanted.reduce((most, volt) => Math.max(most, Math.abs(volt)), 0) : voltage;
    for (let i = 0; i < wanted.length; i++) {
      this.volts[i] = bits === 0 || full === 0 ? (wanted[i] as number) : dac((wanted[i] as number) / full, bits, full);
    }
  }

  #random(step: number, voltage: number): void {
    const random = new WiringStream(this.kernel, this.seed, `input ${step}`);
    for (let i = 0; i < this.wanted.length; i++) this.wanted[i] = voltage * random.uniform();
  }

  #draw(index: number): void {
    if (index === this.#drawn) return;
    this.#drawn = index;
    drawDigit(this.kernel, this.seed, "test", index, this.pixels, this.picture);
    this.digit = digitLabel(index);
  }

  /** A pixel for each row; arrays of another size take the pixels that lie nearest. */
  #digit(voltage: number): void {
    const { wanted, picture } = this;
    for (let i = 0; i < wanted.length; i++) {
      wanted[i] = voltage * (picture[Math.floor((i * picture.length) / wanted.length)] as number);
    }
  }
}
