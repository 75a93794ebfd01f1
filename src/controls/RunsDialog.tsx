import { ActionIcon, Button, Divider, Group, Stack, Text, TextInput } from "@mantine/core";
import { useEffect, useState } from "react";
import type { ExperimentId } from "../../workers/catalog";
import styles from "../app/compare.module.css";
import { useLanguage, useT } from "../i18n";
import { compareWith, forkHere, keepPresent, openRun, useCompare } from "../stores/compare";
import { useLab } from "../stores/labStore";
import { notify } from "../stores/notices";
import {
  differingPaths,
  dropRun,
  type KeptRun,
  lastParams,
  loadRuns,
  MAX_NAME,
  renameRun,
  useRuns,
} from "../stores/runs";
import { tellTime } from "../stores/told";
import { openDialog } from "../stores/viewStore";
import { CloseIcon } from "../ui/icons";

function RunName({ run }: { readonly run: KeptRun }) {
  const t = useT();
  const [text, setText] = useState(run.name);
  useEffect(() => setText(run.name), [run.name]);
  const rename = () => {
    renameRun(run.id, text);
    if (text.trim() === "") setText(run.name);
  };
  return (
    <TextInput
      size="xs"
      className={styles.name}
      maxLength={MAX_NAME}
      aria-label={t("runs.rename", { name: run.name })}
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={rename}
      onKeyDown={(event) => {
        if (event.key === "Enter") rename();
      }}
    />
  );
}

function RunEntry({ experiment, run }: { readonly experiment: ExperimentId; readonly run: KeptRun }) {
  const t = useT();
  const language = useLanguage();
  const params = useLab((state) => state.params);
  const { name, record, time, keptAt } = run;
  const count = differingPaths(experiment, lastParams(record), params).length;
  const date = new Date(keptAt).toLocaleString(language, { dateStyle: "short", timeStyle: "short" });
  const leave = (work: Promise<void>) => {
    openDialog(null);
    void work;
  };
  return (
    <li className={styles.entry}>
      <RunName run={run} />
      <span className={styles.about}>
        {t("runs.about", { time: tellTime(time), seed: record.seed, date })}
        <br />
        {count === 0 ? t("runs.sameParams") : t("runs.changes", { count })}
      </span>
      <Button
        size="compact-sm"
        variant="default"
        aria-label={t("runs.compare", { name })}
        onClick={() => leave(compareWith(run))}
      >
        {t("runs.compareShort")}
      </Button>
      <Button
        size="compact-sm"
        variant="default"
        aria-label={t("runs.open", { name })}
        onClick={() => leave(openRun(run))}
      >
        {t("runs.openShort")}
      </Button>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={t("runs.drop", { name })}
        title={t("runs.drop", { name })}
        onClick={() => {
          const restore = dropRun(run.id);
          notify({
            tone: "info",
            title: "runs.title",
            text: { key: "runs.dropped", values: { name } },
            action: { label: "runs.restore", run: restore },
          });
        }}
      >
        <CloseIcon />
      </ActionIcon>
    </li>
  );
}

/** Forking the run that is open, and the runs that were left before it. */
export function RunsDialog({ experiment }: { readonly experiment: ExperimentId }) {
  const t = useT();
  const runs = useRuns((state) => state.runs).filter(({ record }) => record.experiment === experiment);
  const comparing = useCompare((state) => state.phase !== "off");

  useEffect(() => {
    void loadRuns();
  }, []);

  const keep = async () => {
    const kept = await keepPresent();
    if (kept !== null)
      notify({ tone: "success", title: "runs.title", text: { key: "runs.kept", values: { name: kept.name } } });
  };

  return (
    <Stack gap="sm">
      <Text size="sm">{t("compare.text")}</Text>
      <Group gap="xs">
        <Button
          onClick={() => {
            openDialog(null);
            void forkHere();
          }}
        >
          {t(comparing ? "compare.again" : "compare.fork")}
        </Button>
        <Button variant="default" onClick={() => void keep()}>
          {t("runs.keep")}
        </Button>
      </Group>
      <Divider label={t("runs.title")} labelPosition="left" />
      {runs.length === 0 ? <Text size="sm">{t("runs.empty")}</Text> : null}
      <ul className={styles.runs}>
        {runs.map((run) => (
          <RunEntry key={run.id} experiment={experiment} run={run} />
        ))}
      </ul>
    </Stack>
  );
}
