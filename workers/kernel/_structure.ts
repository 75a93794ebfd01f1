export { calciumStep, gatedAdd32, growElements, growthCurve, twoKindSources } from "./homeostatic";
export {
  biasGradient,
  gatherBytes,
  gatherFloats,
  pairGradient,
  rectify,
  rectifyBack,
  softmaxCrossEntropy,
} from "./learnDense";
export { lifBackward, lifForward, readoutBackward, readoutForward, sumOverSteps, surrogateLanes } from "./learnLif";
export { adamStep, momentumStep, sgdStep, squareSum } from "./learnOptimise";
export { sparseGradient, sparseProduct } from "./learnSparse";
export { liveArrivals } from "./live";
export { deepRBirths, deepRSigns, deepRStep, pairSign, softDeepRStep } from "./structuralDeepR";
export { listSums, listsDrop, listsEnter, sizeOfLive, smallLive } from "./structuralLists";
export * from "./structuralSelect";
export { slotsAdd, slotsGrow, slotsIndex, slotsPlace, slotsRemove, slotsRemoveAll } from "./structuralSlots";
