import { ActionIcon, Popover, Tooltip } from "@mantine/core";
import { useT } from "../i18n";
import { useLab } from "../stores/labStore";
import { MenuIcon, PauseIcon, PlayIcon, ResetIcon, StepBackIcon, StepIcon } from "../ui/icons";
import type { LayoutKind } from "../ui/useLayoutKind";
import { COMMANDS, type CommandId, keysText } from "./commands";
import { Jump, JumpStatus } from "./Jump";
import { LoopButton, LoopControls } from "./Loop";
import { Scrub, SeekProgress, TimeReadout } from "./Scrub";
import { SeedField } from "./Seed";
import { SpeedControl } from "./Speed";
import styles from "./transport.module.css";

const ICONS = { toggleRun: PlayIcon, stepBack: StepBackIcon, stepAhead: StepIcon, reset: ResetIcon } as const;

function CommandButton({ id, size }: { readonly id: keyof typeof ICONS & CommandId; readonly size: number }) {
  const t = useT();
  const command = COMMANDS[id];
  const enabled = useLab((state) => command.enabled?.(state) ?? true);
  const running = useLab((state) => state.runState === "running");
  const primary = id === "toggleRun";
  const Icon = primary && running ? PauseIcon : ICONS[id];
  const label = t(primary && running ? "transport.pause" : command.label);
  return (
    <Tooltip label={`${label} (${keysText(command, t)})`} openDelay={500}>
      <ActionIcon
        variant={primary ? "filled" : "default"}
        size={size}
        radius={primary ? "xl" : "sm"}
        aria-label={label}
        aria-keyshortcuts={command.keys[0]?.aria}
        data-command={id}
        data-disabled={!enabled || undefined}
        aria-disabled={!enabled}
        onClick={() => {
          if (enabled) command.run();
        }}
      >
        <Icon width={primary ? 22 : 18} height={primary ? 22 : 18} />
      </ActionIcon>
    </Tooltip>
  );
}

/** What is needed less often, where there is little room. */
function MoreControls({ size, loop = false }: { readonly size: number; readonly loop?: boolean }) {
  const t = useT();
  return (
    <Popover position="top-end" withArrow trapFocus shadow="md" width={loop ? "min(360px, 96vw)" : undefined}>
      <Popover.Target>
        <ActionIcon variant="default" size={size} aria-label={t("transport.more")} title={t("transport.more")}>
          <MenuIcon />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        {loop ? <LoopControls /> : null}
        <div className={styles.more}>
          <SeedField />
          <CommandButton id="reset" size={44} />
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}

/** Everything about the run, at the bottom of the page at every size. */
export function Transport({ kind }: { readonly kind: LayoutKind }) {
  const t = useT();
  if (kind === "phone") {
    return (
      <section className={styles.phone} aria-label={t("transport.label")}>
        <div className={styles.line}>
          <Scrub />
          <TimeReadout />
        </div>
        <div className={styles.line}>
          <CommandButton id="toggleRun" size={48} />
          <CommandButton id="stepBack" size={44} />
          <CommandButton id="stepAhead" size={44} />
          <SpeedControl />
          <Jump size={44} />
          <MoreControls size={44} loop />
        </div>
        <SeekProgress />
        <JumpStatus />
      </section>
    );
  }
  return (
    <section className={styles.bar} aria-label={t("transport.label")}>
      <div className={styles.buttons}>
        <CommandButton id="toggleRun" size={40} />
        <CommandButton id="stepBack" size={32} />
        <CommandButton id="stepAhead" size={32} />
        <Jump size={32} />
        <LoopButton size={32} />
      </div>
      <SpeedControl />
      <div className={styles.run}>
        <TimeReadout />
        <Scrub />
        <SeekProgress />
        <JumpStatus />
      </div>
      {kind === "tablet" ? (
        <MoreControls size={40} />
      ) : (
        <>
          <SeedField />
          <CommandButton id="reset" size={32} />
        </>
      )}
    </section>
  );
}
