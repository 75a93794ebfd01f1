export * from "./adex";
export * from "./alphaCurrent";
export * from "./expConductance";
export * from "./expCurrent";
export * from "./graph";
export * from "./hodgkinHuxley";
export * from "./izhikevich";
export * from "./lanes";
export * from "./lif";
export * from "./lifVector";
export { gaussianNoise32, gaussianNoise64 } from "./noise";
export * from "./poisson";
export * from "./propagate";
export { exponentialGap, geometricGap, nextUint, normal, uniform, uniformInt } from "./random";
export * from "./spikeRecord";
export * from "./stdpPair";
export * from "./stdpTriplet";
export { decayTraces32, decayTraces64, decayTracesBy64, markLast, markTraces32, markTraces64 } from "./traces";
export { cos, exp, expm1, log, log1p, pow } from "./transcendental";

/** First byte of linear memory that the kernel's own constants leave free. */
export function heapBase(): usize {
  return __heap_base;
}
