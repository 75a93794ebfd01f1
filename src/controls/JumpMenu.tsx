import { Button, NativeSelect } from "@mantine/core";
import { useDeclared, useT } from "../i18n";
import { channelKey } from "../i18n/channels";
import { useHistory } from "../stores/history";
import {
  changesOfRun,
  choosePopulation,
  jumpToBirth,
  jumpToChallenge,
  jumpToChange,
  jumpToEnd,
  jumpToSpike,
  jumpToStart,
  useJump,
  wiringChannel,
} from "../stores/jump";
import { useLab } from "../stores/labStore";
import { usePassed } from "../stores/passed";
import { useView } from "../stores/viewStore";
import { COMMANDS, type CommandId, keysText } from "./commands";
import styles from "./time.module.css";

function JumpButton({ id, disabled, onJump }: { id: CommandId; disabled?: boolean; onJump: () => Promise<void> }) {
  const t = useT();
  const command = COMMANDS[id];
  const keys = keysText(command, t);
  return (
    <Button
      variant="default"
      justify="space-between"
      fullWidth
      classNames={{ root: styles.target }}
      disabled={disabled}
      rightSection={keys === "" ? null : <kbd className={styles.keys}>{keys}</kbd>}
      aria-keyshortcuts={command.keys[0]?.aria}
      onClick={() => void onJump()}
    >
      {t(command.label)}
    </Button>
  );
}

/** Whose spikes count: of the selected neuron, or else of the population chosen here. */
function SpikesOf() {
  const t = useT();
  const say = useDeclared();
  const experiment = useLab((state) => state.experiment);
  const spec = useLab((state) => Object.values(state.channels).find((channel) => channel.kind === "spikes"));
  const selection = useView((state) => state.selection);
  const population = useJump((state) => state.population);
  if (spec?.kind !== "spikes") return null;
  if (selection?.kind === "neuron") {
    return (
      <p className={styles.note}>
        {t("time.spikesOf")} {t("time.neuron", { neuron: selection.index })}
      </p>
    );
  }
  if (spec.populations.length < 2) return null;
  return (
    <NativeSelect
      label={t("time.spikesOf")}
      value={population ?? ""}
      onChange={(event) => choosePopulation(event.currentTarget.value === "" ? null : event.currentTarget.value)}
      data={[
        { value: "", label: t("time.allNeurons") },
        ...spec.populations.map(({ name, label }) => ({
          value: name,
          label: say(channelKey(experiment ?? "", label), label),
        })),
      ]}
    />
  );
}

/** Every event of the run that one can go to. */
export default function JumpMenu() {
  const spiking = useLab((state) => Object.values(state.channels).some(({ kind }) => kind === "spikes"));
  const wired = useLab((state) => wiringChannel(state.channels) !== null);
  const changed = useHistory((state) => changesOfRun(state.deeds).length > 0);
  const passed = usePassed((state) => state.passed.length > 0);
  return (
    <div className={styles.jumps}>
      {spiking ? (
        <>
          <SpikesOf />
          <JumpButton id="spikeBack" onJump={() => jumpToSpike("back")} />
          <JumpButton id="spikeAhead" onJump={() => jumpToSpike("ahead")} />
        </>
      ) : null}
      {wired ? (
        <>
          <JumpButton id="birthBack" onJump={() => jumpToBirth("back")} />
          <JumpButton id="birthAhead" onJump={() => jumpToBirth("ahead")} />
        </>
      ) : null}
      <JumpButton id="changeBack" disabled={!changed} onJump={() => jumpToChange("back")} />
      <JumpButton id="changeAhead" disabled={!changed} onJump={() => jumpToChange("ahead")} />
      <JumpButton id="toChallenge" disabled={!passed} onJump={jumpToChallenge} />
      <JumpButton id="toStart" onJump={jumpToStart} />
      <JumpButton id="toEnd" onJump={jumpToEnd} />
    </div>
  );
}
