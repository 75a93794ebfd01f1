import { idealCurrents } from "../crossbar/mapping";
import { WiringStream } from "../math/random";
import type { Kernel } from "../memory/kernel";
import type { CurveData } from "../protocol";
import type { ChannelSource } from "./_experiment";
import { FIRST_READ } from "./_technologies";
import type { CrossbarArray } from "./crossbarArray";
import { factorsOf, readOuts, regrowth } from "./crossbarCompensation";
import type { CrossbarParams } from "./crossbarParams";
import type { CrossbarSize } from "./crossbarSize";

/** How the error of the product grows with age, and what compensation and regrown cells make of it. */

/** Ages at which the curve is computed, a few for each factor of ten, s. */
const AGES = [
  20, 60, 200, 600, 3600, 10_000, 30_000, 86_400, 300_000, 1_000_000, 2_592_000, 10_000_000, 31_536_000,
] as const;
/** Inputs over which an error is averaged. */
const VECTORS = 8;
/** Percent of regrown cells that the curve assumes while none are asked for. */
const USUAL_SHARE = 5;

/** Relative error of products of `cells` with random inputs, against the targets; both [rows, columns] S. */
export class ProductTest {
  readonly #inputs: readonly Float64Array[];

  constructor(
    kernel: Kernel,
    seed: number,
    private readonly size: CrossbarSize,
  ) {
    const random = new WiringStream(kernel, seed, "drift");
    this.#inputs = Array.from({ length: VECTORS }, () =>
      Float64Array.from({ length: size.rows }, () => 2 * random.uniform() - 1),
    );
  }

  error(cells: Float64Array, wanted: Float64Array, factors: Float64Array): number {
    const { columns, pairs } = this.size;
    let [error, whole] = [0, 0];
    for (const input of this.#inputs) {
      const is = idealCurrents(cells, input, columns).map((current, j) => current * (factors[j] as number));
      const should = idealCurrents(wanted, input, columns);
      for (let j = 0; j < columns; j += pairs ? 2 : 1) {
        const [a, b] = pairs
          ? [(is[j] as number) - (is[j + 1] as number), (should[j] as number) - (should[j + 1] as number)]
          : [is[j] as number, should[j] as number];
        error += (a - b) * (a - b);
        whole += b * b;
      }
    }
    return whole === 0 ? Number.NaN : Math.sqrt(error / whole);
  }
}

/** The curve of errors against age, one age for each time it is taken. */
export class DriftCurve implements ChannelSource {
  readonly #test: ProductTest;
  readonly #y = new Float32Array(4 * AGES.length).fill(Number.NaN);
  #key = "";
  /** Read-outs of the array as it was just programmed. */
  #before: Float64Array | null = null;
  #done = 0;
  #portions = 0;

  constructor(
    kernel: Kernel,
    seed: number,
    private readonly size: CrossbarSize,
    private readonly array: CrossbarArray,
    private readonly params: () => CrossbarParams,
  ) {
    this.#test = new ProductTest(kernel, seed, size);
  }

  take(): CurveData {
    this.#begin();
    if (this.#done < AGES.length) this.#portion();
    return { kind: "curve", x: Float32Array.from(AGES), y: this.#y.slice() };
  }

  clear(): void {}

  get revision(): number {
    this.#begin();
    return this.#portions + (this.#done < AGES.length ? 1 : 0);
  }

  settle(): void {
    this.#begin();
    while (this.#done < AGES.length) this.#portion();
  }

  #begin(): void {
    const { regrow, faults, input } = this.params();
    const key = `${this.array.version} ${regrow} ${faults.on} ${faults.off} ${faults.kind} ${input.voltage}`;
    if (key === this.#key) return;
    this.#key = key;
    this.#done = 0;
    this.#before = null;
    this.#y.fill(Number.NaN);
  }

  /** One age; all at once where none differs from another. */
  #portion(): void {
    const k = this.#done++;
    this.#portions++;
    this.#compute(k);
    if (this.array.drifts) return;
    for (let series = 0; series < 4; series++) {
      this.#y.fill(this.#y[series * AGES.length + k] as number, series * AGES.length, (series + 1) * AGES.length);
    }
    this.#done = AGES.length;
  }

  #compute(k: number): void {
    const { array, size } = this;
    const wanted = array.wanted();
    this.#before ??= array.at(FIRST_READ, () => readOuts(array.gathered(), size));
    const before = this.#before;
    array.at(AGES[k] as number, () => {
      const now = array.gathered();
      const reading = readOuts(now, size);
      const kinds = ["none", "global", "column"] as const;
      for (const [series, kind] of kinds.entries()) {
        this.#y[series * AGES.length + k] = this.#test.error(now, wanted, factorsOf(kind, before, reading, size));
      }
      const factors = factorsOf("global", before, reading, size);
      const share = (this.params().regrow || USUAL_SHARE) / 100;
      array.regrow(regrowth(share, factors, now, wanted, size));
      this.#y[3 * AGES.length + k] = this.#test.error(array.gathered(), wanted, factors);
    });
  }
}
