import { sqnrCurve } from "../crossbar/converters";
import type { Kernel } from "../memory/kernel";
import type { ChannelSource } from "./_experiment";
import type { CircuitView } from "./crossbarCircuit";
import type { CrossbarOutputs } from "./crossbarOutputs";
import type { CrossbarParams } from "./crossbarParams";
import { solved } from "./crossbarSources";

/** Curves that say how far a choice of the present array is from the best. */

/** Ranges of the ADC in standard deviations. */
const RANGES = Float64Array.from({ length: 39 }, (_, k) => 0.5 + 0.25 * k);
/** Resolution that the curve assumes where there is no ADC. */
const USUAL_BITS = 6;

export const sqnrSource = (
  kernel: Kernel,
  view: CircuitView,
  outputs: CrossbarOutputs,
  params: () => CrossbarParams,
): ChannelSource =>
  solved(view, () => {
    outputs.refresh();
    const bits = params().converter.adc || USUAL_BITS;
    const { multiples, decibels } = sqnrCurve(kernel, outputs.raw, bits, RANGES);
    return { kind: "curve", x: Float32Array.from(multiples), y: Float32Array.from(decibels) };
  });
