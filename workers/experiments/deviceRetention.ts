import { retentionOf, windowOf } from "../devices/nonIdeal";
import type { Kernel } from "../memory/kernel";
import type { CurveData } from "../protocol";
import type { ChannelSource } from "./_experiment";
import { deviceModel } from "./deviceModels";
import type { DeviceParams } from "./deviceParams";
import { modelParams } from "./deviceStimulus";

/** What time alone does to a conductance. */

/** Decades of the axis of time, and points in each. */
const DECADES: readonly [number, number] = [-6, 8];
const PER_DECADE = 8;
/** Relative change of a conductance that is worth a new curve. */
const WORTH = 1e-3;
/** Share of the window from which the lower of the further curves begins. */
const LOW = 0.1;
const DAY = 86_400;

interface Start {
  readonly name: string;
  readonly label: string;
  /** S; null: the present one. */
  readonly conductance: number | null;
}

const PRESENT: Start = { name: "kept", label: "From now on", conductance: null };

const keptOf = (params: DeviceParams, conductance: number, seconds: number): number =>
  retentionOf(deviceModel(params.model), modelParams(params), params.nonIdeal, conductance, seconds);

/** Whether what is kept depends on what was written, by the model as it comes: parameters that live change no list of curves. */
function unequal({ model: id }: DeviceParams): boolean {
  const model = deviceModel(id);
  const made = model.schema.parse({});
  const [least, full] = model.window(made);
  const kept = (conductance: number): number => model.retention?.(made, conductance, DAY) ?? 1;
  return kept(least + LOW * (full - least)) !== kept(full);
}

/** Conductances whose future is shown: the present one, and two more where what is kept depends on it. */
export function retainedFrom(params: DeviceParams): readonly Start[] {
  if (!unequal(params)) return [PRESENT];
  const [least, full] = windowOf(deviceModel(params.model), modelParams(params), params.nonIdeal);
  const low = least + LOW * (full - least);
  return [
    PRESENT,
    { name: "low", label: "From a tenth of the range", conductance: low },
    { name: "full", label: "From its upper end", conductance: full },
  ];
}

/** Mean change of G (%) if from now on nothing were applied any more. */
export class RetentionCurve implements ChannelSource {
  #conductance = Number.NaN;
  #params: DeviceParams | undefined;
  #revision = 0;
  readonly #seconds: Float64Array;

  /** @param present conductance now, S */
  constructor(
    kernel: Kernel,
    private readonly params: () => DeviceParams,
    private readonly present: () => number,
  ) {
    const [first, last] = DECADES;
    const count = (last - first) * PER_DECADE + 1;
    this.#seconds = Float64Array.from({ length: count }, (_, k) => kernel.pow(10, first + k / PER_DECADE));
  }

  get revision(): number {
    const conductance = this.present();
    if (this.#params !== this.params() || !(Math.abs(conductance / this.#conductance - 1) < WORTH)) {
      this.#params = this.params();
      this.#conductance = conductance;
      this.#revision++;
    }
    return this.#revision;
  }

  take(): CurveData {
    const params = this.params();
    const series = retainedFrom(params).map(({ conductance }) => {
      const from = conductance ?? this.present();
      return Array.from(this.#seconds, (seconds) => 100 * (keptOf(params, from, seconds) - 1));
    });
    return { kind: "curve", x: Float32Array.from(this.#seconds), y: Float32Array.from(series.flat()) };
  }

  clear(): void {}
}
