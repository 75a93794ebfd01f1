import { parseWaveform, type Waveform } from "./_waveform";
import { LEAST, MOST, WAVEFORM_MS, WAVEFORM_POINTS } from "./neuronStimulusParams";

/** A current (pA) over time (ms) from a file. @throws SimFault of kind "file" naming the line */
export const parseCurrents = (bytes: Uint8Array, fileName: string): Waveform =>
  parseWaveform(bytes, fileName, {
    quantity: "current",
    unit: "pA",
    timeUnit: "ms",
    least: LEAST,
    most: MOST,
    until: WAVEFORM_MS,
    fewest: 1,
    points: WAVEFORM_POINTS,
  });
