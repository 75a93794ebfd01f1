import { type BrunelNetwork, brunelRate } from "../math/siegert";
import type { Kernel } from "../memory/kernel";
import type { MapData } from "../protocol";
import type { ChannelSource } from "./_experiment";

export interface SiegertMapOptions {
  readonly columns: number;
  readonly rows: number;
  /** Ranges of the two parameters, g to the right and eta upwards; cells have the values at their centres. */
  readonly g: readonly [number, number];
  readonly eta: readonly [number, number];
}

/**
 * Self-consistent rates of the balanced network over inhibition and drive, Hz: one row of cells with every `take`, NaN
 * where not computed yet.
 */
export class SiegertMap implements ChannelSource {
  readonly #values: Float32Array;
  #network: Omit<BrunelNetwork, "g" | "eta"> | undefined;
  #done = 0;
  #revision = 0;

  constructor(
    private readonly kernel: Pick<Kernel, "exp" | "log">,
    private readonly options: SiegertMapOptions,
  ) {
    this.#values = new Float32Array(options.columns * options.rows).fill(Number.NaN);
  }

  get revision(): number {
    return this.#revision;
  }

  /** Begins anew for a network of this size and strength. */
  start(network: Omit<BrunelNetwork, "g" | "eta">): void {
    this.#network = network;
    this.#values.fill(Number.NaN);
    this.#done = 0;
    this.#revision++;
  }

  /** Computes the next row. @returns true when the map is complete */
  advance(): boolean {
    const { columns, rows, g, eta } = this.options;
    if (this.#network === undefined || this.#done === rows) return this.#done === rows;
    const at = (range: readonly [number, number], share: number) => range[0] + share * (range[1] - range[0]);
    const network = { ...this.#network, eta: at(eta, (this.#done + 0.5) / rows) };
    for (let column = 0; column < columns; column++) {
      const rate = brunelRate(this.kernel, { ...network, g: at(g, (column + 0.5) / columns) });
      this.#values[this.#done * columns + column] = rate;
    }
    this.#done++;
    this.#revision++;
    return this.#done === rows;
  }

  take(): MapData {
    this.advance();
    return { kind: "map", values: this.#values.slice() };
  }

  settle(): void {
    while (this.#network !== undefined && !this.advance());
  }

  clear(): void {}
}
