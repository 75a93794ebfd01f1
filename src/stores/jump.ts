import { create } from "zustand";
import type { ChannelSpecs, EventQuery, SpikesSpec } from "../../workers/protocol";
import type { ShellKey } from "../i18n";
import { currentReading } from "./feed";
import { type Deed, useHistory } from "./history";
import { useLab } from "./labStore";
import { usePassed } from "./passed";
import { find, goTo, pause } from "./transport";
import { useView } from "./viewStore";

/** Going to events of the run: spikes, births of synapses, edits and interventions, challenges, its ends. Each jump says what it found. */

export interface Said {
  readonly key: ShellKey;
  readonly values: Readonly<Record<string, string | number>>;
  /** Times in ms, by the names that the text has for them. */
  readonly times: Readonly<Record<string, number>>;
  /** A deed that the text names, as `{{what}}`. */
  readonly deed?: Deed;
  /** Rises with each, so that the same words said again are heard again. */
  readonly count: number;
}

export interface JumpState {
  readonly said: Said | null;
  /** Name of the population whose spikes count while no neuron is selected; null for all. */
  readonly population: string | null;
}

export const useJump = create<JumpState>()(() => ({ said: null, population: null }));

export const choosePopulation = (population: string | null): void => useJump.setState({ population });

/** Tells politely what a jump or an undo did. */
export function say(key: ShellKey, said: Partial<Omit<Said, "key" | "count">> = {}): void {
  useJump.setState(({ said: last }) => ({
    said: { values: {}, times: {}, ...said, key, count: (last?.count ?? 0) + 1 },
  }));
}

export const clearSaid = (): void => useJump.setState({ said: null });

const timeOf = (step: number): number => step * useLab.getState().stepMs;

/** The channel whose events are spikes of neurons; null where the experiment has none. */
export function spikeChannel(): { readonly name: string; readonly spec: SpikesSpec } | null {
  for (const [name, spec] of Object.entries(useLab.getState().channels)) {
    if (spec.kind === "spikes") return { name, spec };
  }
  return null;
}

/** The rows whose spikes are looked for: of the selected neuron, else of the chosen population, else all. */
export function wantedRows(spec: SpikesSpec): EventQuery["rows"] {
  const { selection } = useView.getState();
  if (selection?.kind === "neuron") return [selection.index, selection.index + 1];
  const { population } = useJump.getState();
  const chosen = spec.populations.find(({ name }) => name === population);
  return chosen === undefined ? null : [chosen.offset, chosen.offset + chosen.size];
}

/** The nearest spike before or after the present step. */
export async function jumpToSpike(direction: EventQuery["direction"]): Promise<void> {
  const channel = spikeChannel();
  if (channel === null) {
    say("time.noSpikes");
    return;
  }
  const from = currentReading().step;
  const found = await find({ channel: channel.name, rows: wantedRows(channel.spec), direction });
  if (found === null) return;
  const { event, looked } = found;
  if (event !== null) say("time.spike", { values: { neuron: event.row }, times: { time: timeOf(event.step) } });
  else say(`time.noSpike.${direction}`, { times: { from: timeOf(from), to: timeOf(looked) } });
}

/** The channel of connections that come and go; null where the experiment has none. */
export const wiringChannel = (channels: ChannelSpecs): string | null =>
  Object.entries(channels).find(([, { kind }]) => kind === "wiring")?.[0] ?? null;

/** The nearest birth of a synapse before or after the present step: of the selected neuron, else any. */
export async function jumpToBirth(direction: EventQuery["direction"]): Promise<void> {
  const channel = wiringChannel(useLab.getState().channels);
  if (channel === null) {
    say("time.noBirths");
    return;
  }
  const { selection } = useView.getState();
  const rows = selection?.kind === "neuron" ? ([selection.index, selection.index + 1] as const) : null;
  const from = currentReading().step;
  const found = await find({ channel, rows, direction });
  if (found === null) return;
  const { event, looked } = found;
  if (event === null) say(`time.noBirth.${direction}`, { times: { from: timeOf(from), to: timeOf(looked) } });
  else {
    const values = { source: event.row, target: event.other ?? event.row };
    say("time.birth", { values, times: { time: timeOf(event.step) } });
  }
}

/** What was done to this run, in the order of its steps. */
export const changesOfRun = (deeds: readonly Deed[]): readonly Deed[] =>
  deeds.filter((deed) => deed.log !== null).sort((a, b) => a.step - b.step);

/** The nearest edit or intervention before or after the present step; it has taken effect there. */
export async function jumpToChange(direction: EventQuery["direction"]): Promise<void> {
  await pause();
  const { step } = currentReading();
  const changes = changesOfRun(useHistory.getState().deeds);
  const deed =
    direction === "back" ? changes.findLast((other) => other.step < step) : changes.find((other) => other.step > step);
  if (deed === undefined) {
    say(`time.noChange.${direction}`);
    return;
  }
  await goTo(deed.step);
  say("time.change", { deed, times: { time: timeOf(deed.step) } });
}

export async function jumpToChallenge(): Promise<void> {
  const last = usePassed.getState().passed.at(-1);
  if (last === undefined) {
    say("time.noChallenge");
    return;
  }
  await goTo(last.step);
  say("time.challenge", { times: { time: timeOf(last.step) } });
}

export async function jumpToStart(): Promise<void> {
  await goTo(0);
  say("time.atStart", { times: { time: 0 } });
}

/** The furthest step that was seen of the run. */
export async function jumpToEnd(): Promise<void> {
  await pause();
  const { furthest } = currentReading();
  await goTo(furthest);
  say("time.atEnd", { times: { time: timeOf(furthest) } });
}
