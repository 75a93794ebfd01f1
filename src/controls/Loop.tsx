import { ActionIcon, Button, Tooltip } from "@mantine/core";
import { useT } from "../i18n";
import { useLab } from "../stores/labStore";
import { tellStep } from "../stores/told";
import { loopFromHere, loopToHere } from "../stores/transport";
import { LoopIcon } from "../ui/icons";
import { COMMANDS, keysText } from "./commands";
import styles from "./time.module.css";

/** Plays a section over and over, or ends that. */
export function LoopButton({ size }: { readonly size: number }) {
  const t = useT();
  const open = useLab((state) => state.phase === "open");
  const on = useLab((state) => state.loop !== null);
  const label = t(on ? "time.loopOff" : "time.loopOn");
  return (
    <Tooltip label={`${label} (${keysText(COMMANDS.toggleLoop, t)})`} openDelay={500}>
      <ActionIcon
        variant={on ? "filled" : "default"}
        size={size}
        radius="sm"
        aria-label={t("time.loop")}
        aria-pressed={on}
        aria-keyshortcuts={COMMANDS.toggleLoop.keys[0]?.aria}
        disabled={!open}
        onClick={() => COMMANDS.toggleLoop.run()}
      >
        <LoopIcon />
      </ActionIcon>
    </Tooltip>
  );
}

/** The same with both of its ends, where there is room for words. */
export function LoopControls() {
  const t = useT();
  const loop = useLab((state) => state.loop);
  return (
    <div className={styles.loop}>
      <div className={styles.ends}>
        <LoopButton size={44} />
        <Button variant="default" classNames={{ root: styles.target }} onClick={() => void loopFromHere()}>
          {t("time.loopFrom")}
        </Button>
        <Button variant="default" classNames={{ root: styles.target }} onClick={() => void loopToHere()}>
          {t("time.loopTo")}
        </Button>
      </div>
      {loop === null ? null : (
        <p className={styles.note}>
          {t("time.section", {
            from: tellStep(loop.from),
            to: tellStep(loop.to),
          })}
        </p>
      )}
    </div>
  );
}
