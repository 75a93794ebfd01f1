import { create } from "zustand";

/** The video that is being recorded; one at a time. */
export interface Recording {
  /** Slot of the view. */
  readonly slot: string;
  readonly seconds: number;
  readonly bytes: number;
}

export const useRecording = create<{ readonly recording: Recording | null }>()(() => ({ recording: null }));
