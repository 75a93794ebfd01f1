import { ActionIcon, Popover } from "@mantine/core";
import { useT } from "../i18n";
import { HistoryIcon } from "../ui/icons";
import { lazily } from "./lazily";
import styles from "./time.module.css";

const HistoryList = lazily(() => import("./HistoryList"));

/** Opens the list of what was done, beside undo and redo. */
export function History() {
  const t = useT();
  return (
    <Popover position="bottom-end" withArrow trapFocus returnFocus shadow="md" width="min(420px, 94vw)">
      <Popover.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={t("time.history")} title={t("time.historyDoc")}>
          <HistoryIcon />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label={t("time.history")} className={styles.history}>
        <HistoryList />
      </Popover.Dropdown>
    </Popover>
  );
}
