import { fail, SimFault } from "../protocol";

/** Reading a waveform from a file of two columns. */

export interface Waveform {
  /** Ascending, in the unit of the limits. */
  readonly times: readonly number[];
  /** As many. */
  readonly values: readonly number[];
}

/** What a waveform may hold. */
export interface WaveformLimits {
  /** What it is, as "current", and its unit. */
  readonly quantity: string;
  readonly unit: string;
  readonly timeUnit: string;
  readonly least: number;
  readonly most: number;
  /** Latest time. */
  readonly until: number;
  readonly fewest: number;
  readonly points: number;
}

const hint = ({ quantity, unit, timeUnit, least, most, until, fewest, points }: WaveformLimits): string =>
  `Give two columns, time in ${timeUnit} and ${quantity} in ${unit}: times ascending from 0 to ${until}, ${quantity}s from ${least} to ${most}, ${fewest} to ${points} lines.`;

/**
 * A waveform from text: in each line a time and a value, separated by comma, semicolon, tabulator or space; a first line
 * of words is a heading, empty lines do not count.
 * @throws SimFault of kind "file" naming the line and what is wrong with it.
 */
export function parseWaveform(bytes: Uint8Array, fileName: string, limits: WaveformLimits): Waveform {
  const { quantity, unit, timeUnit, least, most, until, fewest, points } = limits;
  const refuse = (message: string): never => {
    throw new SimFault(fail("file", fileName, message, hint(limits)).error);
  };
  const times: number[] = [];
  const values: number[] = [];
  for (const [index, line] of new TextDecoder().decode(bytes).split(/\r?\n/).entries()) {
    const cells = line.split(/[\s,;]+/).filter((cell) => cell !== "");
    if (cells.length === 0) continue;
    if (index === 0 && cells.every((cell) => !Number.isFinite(Number(cell)))) continue;
    const place = `line ${index + 1}`;
    if (cells.length !== 2) refuse(`${place}: ${cells.length} numbers instead of a time and a ${quantity}`);
    for (const cell of cells) {
      if (!Number.isFinite(Number(cell))) refuse(`${place}: "${cell.slice(0, 40)}" is not a number`);
    }
    const [time, value] = cells.map(Number) as [number, number];
    const last = times.at(-1);
    if (time < 0 || time > until) refuse(`${place}: ${time} ${timeUnit} is outside 0 to ${until} ${timeUnit}`);
    if (value < least || value > most) refuse(`${place}: ${value} ${unit} is outside ${least} to ${most} ${unit}`);
    if (last !== undefined && time <= last)
      refuse(`${place}: ${time} ${timeUnit} does not come after ${last} ${timeUnit}`);
    if (times.length === points) refuse(`${place}: more than ${points} points`);
    times.push(time);
    values.push(value);
  }
  if (times.length < fewest) refuse(`the file holds ${times.length === 0 ? "no points" : "one point only"}`);
  return { times, values };
}
