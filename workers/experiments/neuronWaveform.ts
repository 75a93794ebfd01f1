import { fail, SimFault } from "../protocol";
import { LEAST, MOST, WAVEFORM_MS, WAVEFORM_POINTS } from "./neuronStimulusParams";

export interface Waveform {
  /** ms, ascending. */
  readonly times: readonly number[];
  /** pA, as many. */
  readonly values: readonly number[];
}

const HINT = `Give two columns, time in ms and current in pA: times ascending from 0 to ${WAVEFORM_MS}, currents from ${LEAST} to ${MOST}, at most ${WAVEFORM_POINTS} lines.`;

/**
 * A waveform from text: in each line a time (ms) and a current (pA), separated by comma, semicolon, tabulator or space;
 * a first line of words is a heading, empty lines do not count.
 * @throws SimFault of kind "file" naming the line and what is wrong with it.
 */
export function parseWaveform(bytes: Uint8Array, fileName: string): Waveform {
  const refuse = (message: string): never => {
    throw new SimFault(fail("file", fileName, message, HINT).error);
  };
  const times: number[] = [];
  const values: number[] = [];
  for (const [index, line] of new TextDecoder().decode(bytes).split(/\r?\n/).entries()) {
    const cells = line.split(/[\s,;]+/).filter((cell) => cell !== "");
    if (cells.length === 0) continue;
    if (index === 0 && cells.every((cell) => !Number.isFinite(Number(cell)))) continue;
    const place = `line ${index + 1}`;
    if (cells.length !== 2) refuse(`${place}: ${cells.length} numbers instead of a time and a current`);
    for (const cell of cells) {
      if (!Number.isFinite(Number(cell))) refuse(`${place}: "${cell.slice(0, 40)}" is not a number`);
    }
    const [time, value] = cells.map(Number) as [number, number];
    const last = times.at(-1);
    if (time < 0 || time > WAVEFORM_MS) refuse(`${place}: ${time} ms is outside 0 to ${WAVEFORM_MS} ms`);
    if (value < LEAST || value > MOST) refuse(`${place}: ${value} pA is outside ${LEAST} to ${MOST} pA`);
    if (last !== undefined && time <= last) refuse(`${place}: ${time} ms does not come after ${last} ms`);
    if (times.length === WAVEFORM_POINTS) refuse(`${place}: more than ${WAVEFORM_POINTS} points`);
    times.push(time);
    values.push(value);
  }
  if (times.length === 0) refuse("the file holds no points");
  return { times, values };
}
