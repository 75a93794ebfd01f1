import { parseWaveform, type Waveform } from "./_waveform";
import { LEAST, MOST, WAVEFORM_POINTS, WAVEFORM_S } from "./deviceStimulusParams";

/** A voltage (V) over time (s) from a file. @throws SimFault of kind "file" naming the line */
export const parseVoltages = (bytes: Uint8Array, fileName: string): Waveform =>
  parseWaveform(bytes, fileName, {
    quantity: "voltage",
    unit: "V",
    timeUnit: "s",
    least: LEAST,
    most: MOST,
    until: WAVEFORM_S,
    fewest: 2,
    points: WAVEFORM_POINTS,
  });
