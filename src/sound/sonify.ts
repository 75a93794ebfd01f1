import { getParam } from "../../workers/params/validate";
import type { ChannelSpecs, SpikesSpec } from "../../workers/protocol";
import { PAGES } from "../experiments/registry";
import { currentReading, feed } from "../stores/feed";
import { useLab } from "../stores/labStore";
import { useView } from "../stores/viewStore";
import { lowerBound } from "../views/scale";
import { Clicks, pitchOf, SpikeClock, speedOf, usualRow } from "./schedule";
import type { SoundState } from "./soundStore";
import { Speaker } from "./speaker";

/** Lets the spikes of the open experiment be heard. */

function spikesOf(channels: ChannelSpecs): readonly [string, SpikesSpec] | null {
  for (const [name, spec] of Object.entries(channels)) if (spec.kind === "spikes") return [name, spec];
  return null;
}

/** The neuron that is heard: the one the experiment watches, or that was selected, or the one that matters most. */
function chosenRow({ populations }: SpikesSpec): number {
  const { experiment, params } = useLab.getState();
  if (experiment !== null) {
    for (const { options } of Object.values(PAGES[experiment].arrange(params).slots)) {
      const watched = typeof options?.watch === "string" ? getParam(params, options.watch) : undefined;
      if (typeof watched === "number") return watched;
    }
  }
  const { selection } = useView.getState();
  return selection?.kind === "neuron" ? selection.index : usualRow(populations);
}

interface Settings {
  getState(): SoundState;
  subscribe(listener: () => void): () => void;
}

/**
 * Starts to sound, as the settings say.
 *
 * @returns the end of it
 * @throws where the browser has no Web Audio
 */
export async function startSound(settings: Settings): Promise<() => void> {
  const speaker = new Speaker();
  await speaker.start();
  const clock = new SpikeClock();
  const clicks = new Clicks();
  let { epoch, step } = feed.clock();
  let row: number | null = null;

  const jump = (): void => {
    speaker.silence();
    clock.reset();
    clicks.reset();
  };

  const hear = (): void => {
    const now = feed.clock();
    const before = step;
    step = now.step;
    // What a seek passes on its way is not what happens now.
    if (now.epoch !== epoch || now.step < before || now.state === "seeking") {
      epoch = now.epoch;
      jump();
      return;
    }
    const found = spikesOf(useLab.getState().channels);
    const data = found === null ? null : feed.history(found[0], "spikes")?.read();
    if (found === null || !data) return;
    const [, spec] = found;
    const { asked, achieved } = currentReading();
    const speed = speedOf(asked, achieved);
    clock.follow(now.time, speaker.now, speed);
    const from = lowerBound(data.steps, before + 1);
    const one = settings.getState().of === "neuron";
    if (one) row ??= chosenRow(spec);
    const heard: number[] = [];
    for (let i = from; i < data.steps.length; i++) if (!one || data.neurons[i] === row) heard.push(i);
    if (heard.length === 0) return;
    const spike = (i: number): number => heard[i] as number;
    speaker.play(
      clicks.of(
        {
          count: heard.length,
          time: (i) => (data.steps[spike(i)] as number) * now.stepMs - (data.late?.[spike(i)] ?? 0),
          rows: heard.map((i) => data.neurons[i] as number),
        },
        clock,
        (of) => pitchOf(spec.populations, of),
        one && speed <= 1,
      ),
    );
  };

  const forget = (): void => {
    row = null;
  };
  const adjust = (): void => speaker.setVolume(settings.getState().volume);
  adjust();
  const ends = [
    feed.subscribe(hear),
    useLab.subscribe((lab, was) => {
      if (lab.params !== was.params || lab.channels !== was.channels || lab.experiment !== was.experiment) forget();
    }),
    useView.subscribe((view, was) => {
      if (view.selection !== was.selection) forget();
    }),
    settings.subscribe(adjust),
  ];
  return () => {
    for (const end of ends) end();
    void speaker.close();
  };
}
