import { create } from "zustand";
import { currentReading } from "./feed";

/** Where in the run challenges were passed since it was opened. */

export interface Passed {
  readonly challenge: string;
  readonly step: number;
}

export const usePassed = create<{ readonly passed: readonly Passed[] }>()(() => ({ passed: [] }));

/** A challenge was passed just now. */
export const notePassed = (challenge: string): void =>
  usePassed.setState(({ passed }) => ({ passed: [...passed, { challenge, step: currentReading().step }] }));

/** The run was opened or built anew. */
export const forgetPassed = (): void => usePassed.setState({ passed: [] });
