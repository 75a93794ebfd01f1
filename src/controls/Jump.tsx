import { ActionIcon, Popover, Tooltip } from "@mantine/core";
import { useEffect } from "react";
import { useT } from "../i18n";
import { clearSaid, useJump } from "../stores/jump";
import { useLab } from "../stores/labStore";
import { JumpIcon } from "../ui/icons";
import { useSaidText } from "./deedText";
import { lazily } from "./lazily";
import styles from "./time.module.css";

const JumpMenu = lazily(() => import("./JumpMenu"));

/** Long enough to be read; a screen reader has it as soon as it is there. */
const SAID_MS = 6000;

/** Opens the list of events to go to. */
export function Jump({ size }: { readonly size: number }) {
  const t = useT();
  const open = useLab((state) => state.phase === "open");
  return (
    <Popover position="top" withArrow trapFocus returnFocus shadow="md" width={290}>
      <Popover.Target>
        <Tooltip label={t("time.jumpDoc")} openDelay={500}>
          <ActionIcon variant="default" size={size} radius="sm" aria-label={t("time.jump")} disabled={!open}>
            <JumpIcon />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown aria-label={t("time.jump")} className={styles.jumpList}>
        <JumpMenu />
      </Popover.Dropdown>
    </Popover>
  );
}

/** What the last jump found, or how far it looked. */
export function JumpStatus() {
  const said = useJump((state) => state.said);
  const text = useSaidText();
  useEffect(() => {
    if (said === null) return;
    const timer = setTimeout(clearSaid, SAID_MS);
    return () => clearTimeout(timer);
  }, [said]);
  return (
    <div className={styles.saidPlace} role="status">
      {said === null ? null : (
        <p key={said.count} className={styles.said}>
          {text(said)}
        </p>
      )}
    </div>
  );
}
