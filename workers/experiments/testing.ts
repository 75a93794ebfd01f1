import { Session } from "../host/session";
import { presetParams } from "../params/presets";
import type { ChannelKind, DataOf, Result } from "../protocol";
import { RUNNABLE_MATTER } from "../runnableMatter";
import type { Experiment } from "./_experiment";

/** Sessions of experiments with circuits: what they show, and how they answer to hands. */

/** @throws Error that names the place, where there is no value */
export function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.error.path}: ${result.error.message}`);
  return result.value;
}

/** Opens sessions of an experiment, by parameters or by a preset. */
export function sessionsOf(experiment: Experiment) {
  const open = (params: object, seed = 1): Session =>
    value(Session.open({ experiment: experiment.id, params, seed }, { experiments: RUNNABLE_MATTER }));
  return { open, preset: (id: string): Session => open(presetParams(experiment, id)) };
}

/** What a channel shows to who waits for its best. */
export function take<K extends ChannelKind>(session: Session, name: string, kind: K): DataOf<K> {
  const source = session.channels[name];
  source?.settle?.();
  const data = source?.take();
  if (data?.kind !== kind) throw new Error(`no channel ${name} of kind ${kind}`);
  return data as DataOf<K>;
}

export const scalar = (session: Session, name: string): number => take(session, name, "scalar").value;

export const vector = (session: Session, name: string): number[] => {
  const { exact, values } = take(session, name, "vector");
  return [...(exact ?? values)];
};

/** Series of a curve. */
export const curve = (session: Session, name: string): number[][] => {
  const { x, y } = take(session, name, "curve");
  return Array.from({ length: y.length / x.length }, (_, k) => [...y.subarray(k * x.length, (k + 1) * x.length)]);
};

export const act = (session: Session, name: string, args: object = {}): void => void value(session.act(name, args));
export const set = (session: Session, path: string, given: unknown): void => void value(session.set(path, given));
export const digest = async (session: Session): Promise<string> => value(await session.digest());

export const sum = (values: readonly number[]): number => values.reduce((total, one) => total + one, 0);
const largest = (values: readonly number[]): number => Math.max(...values.map(Math.abs));
/** Largest difference of two lists over the largest number of the second. */
export const apart = (a: readonly number[], b: readonly number[]): number =>
  largest(a.map((one, k) => one - (b[k] as number))) / largest(b);
export const falls = (values: readonly number[]): boolean =>
  values.every((one, k) => k === 0 || one < (values[k - 1] as number));
export const rises = (values: readonly number[]): boolean => falls(values.map((one) => -one));

/** Input and output of the command line: what it prints, and the files it finds. */
export const terminal = (printed: string[], files: Readonly<Record<string, string>> = {}) => ({
  stdout: (text: string) => void printed.push(text),
  stderr: (text: string): never => {
    throw new Error(text);
  },
  readFile: async (path: string) => new TextEncoder().encode(files[path]),
  writeFile: async () => undefined,
});
