import { create } from "zustand";
import { notify } from "../stores/notices";

/** Whether spikes are heard. Off at every visit: a browser makes no sound before somebody asked for it, and neither do we. */

export interface SoundState {
  readonly on: boolean;
  /** One neuron, or every spike of the experiment. */
  readonly of: "neuron" | "all";
  /** 0..1. */
  readonly volume: number;
}

export const useSound = create<SoundState>()(() => ({ on: false, of: "neuron", volume: 0.7 }));

let end: (() => void) | null = null;
let asked = 0;

/** Turns the sound on or off. */
export async function toggleSound(): Promise<void> {
  const on = !useSound.getState().on;
  const mine = ++asked;
  useSound.setState({ on });
  end?.();
  end = null;
  if (!on) return;
  try {
    const { startSound } = await import("./sonify");
    const stop = await startSound(useSound);
    // Somebody may have turned it off again in the meantime.
    if (mine === asked) end = stop;
    else stop();
  } catch {
    useSound.setState({ on: false });
    notify({ tone: "error", title: "sound.failed" });
  }
}
