import {
  Button,
  Checkbox,
  Divider,
  FileButton,
  Group,
  NativeSelect,
  Stack,
  Text,
  useComputedColorScheme,
} from "@mantine/core";
import { useState } from "react";
import type { ExperimentId } from "../../workers/catalog";
import type { ExperimentPage } from "../experiments/_page";
import { visibleArrangement } from "../experiments/visible";
import { useDeclared, useT } from "../i18n";
import { useClassroom } from "../stores/classroom";
import { dataFilesOf, declaredFiles, openFile, SESSION_ENDING, saveSession } from "../stores/files";
import { useLab } from "../stores/labStore";
import { askToPrint, focusView, openDialog, useView } from "../stores/viewStore";
import { AssetNote } from "./AssetNote";
import classes from "./export.module.css";
import { ScriptsSection } from "./ScriptsSection";
import { saveSvg, startVideo, useVideoFault } from "./saveMedia";
import { saveCsv, saveJson, saveMethods, saveNpy, savePicture } from "./saveView";

/** Saving what a view shows, and saving and opening whole sessions. */
export function ExportDialog({
  experiment,
  page,
}: {
  readonly experiment: ExperimentId;
  readonly page: ExperimentPage;
}) {
  const t = useT();
  const say = useDeclared();
  const declared = declaredFiles(experiment);
  const params = useLab((state) => state.params);
  const views = useClassroom((state) => state.views);
  const slots = Object.entries(visibleArrangement(page.arrange(params), views).slots);
  const dark = useComputedColorScheme() === "dark";
  const [light, setLight] = useState(false);
  const [asked, setAsked] = useState(useView.getState().focused);
  const [chosen, slot] = slots.find(([name]) => name === asked) ?? slots[0] ?? [""];
  const fault = useVideoFault(chosen);
  if (slot === undefined) return null;
  const view = { view: slot.view, channels: slot.channels, title: t(slot.title) };
  const card = () => document.querySelector<HTMLElement>(`[data-view="${CSS.escape(chosen)}"]`);
  const take = (file: File | null) => {
    if (file === null) return;
    openDialog(null);
    void openFile(file);
  };

  return (
    <Stack gap="sm" className={classes.dialog}>
      <NativeSelect
        label={t("export.view")}
        data={slots.map(([name, { title }]) => ({ value: name, label: t(title) }))}
        value={chosen}
        onChange={(event) => setAsked(event.currentTarget.value)}
      />
      <Group gap="xs">
        <Button variant="default" onClick={() => void savePicture(view, card(), light)}>
          {t("export.picture")}
        </Button>
        <Button variant="default" onClick={() => void saveSvg(view, card(), light)}>
          {t("media.svg")}
        </Button>
        <Button
          variant="default"
          disabled={fault !== null}
          onClick={() => {
            openDialog(null);
            focusView(chosen);
            void startVideo(view, chosen);
          }}
        >
          {t("media.record")}
        </Button>
        <Button variant="default" onClick={() => void saveCsv(view)}>
          {t("export.csv")}
        </Button>
        <Button variant="default" onClick={() => saveJson(view)}>
          {t("export.json")}
        </Button>
        <Button variant="default" onClick={() => saveNpy(view)}>
          {t("export.npy")}
        </Button>
      </Group>
      {fault === null ? null : <Text size="sm">{t(fault)}</Text>}
      {dark ? (
        <Checkbox
          label={t("media.light")}
          checked={light}
          onChange={(event) => setLight(event.currentTarget.checked)}
        />
      ) : null}
      <Divider label={t("print.title")} labelPosition="left" />
      <Text size="sm">{t("print.text")}</Text>
      <Group gap="xs">
        <Button variant="default" onClick={askToPrint}>
          {t("print.command")}
        </Button>
      </Group>
      <Divider label={t("export.methods")} labelPosition="left" />
      <Text size="sm">{t("export.methodsText")}</Text>
      <Group gap="xs">
        <Button variant="default" onClick={() => void saveMethods(experiment)}>
          {t("export.saveMethods")}
        </Button>
      </Group>
      <Divider label={t("scripts.title")} labelPosition="left" />
      <ScriptsSection experiment={experiment} />
      <Divider label={t("export.session")} labelPosition="left" />
      <Text size="sm">{t("export.sessionText")}</Text>
      <AssetNote />
      <Group gap="xs">
        <Button onClick={() => void saveSession()}>{t("export.save")}</Button>
        <FileButton accept={SESSION_ENDING} onChange={take}>
          {(props) => (
            <Button variant="default" {...props}>
              {t("export.open")}
            </Button>
          )}
        </FileButton>
      </Group>
      {declared.length === 0 ? null : (
        <>
          <Divider label={t("file.load")} labelPosition="left" />
          {dataFilesOf(experiment).length === 0 ? null : (
            <Group>
              <Button variant="default" onClick={() => openDialog("data")}>
                {t("data.open")}
              </Button>
            </Group>
          )}
          {declared
            .filter(([, file]) => !("asset" in file))
            .map(([name, file]) => (
              <Group key={name} justify="space-between">
                <Text size="sm">{say(`${experiment}.files.${name}.doc`, file.doc)}</Text>
                <FileButton
                  accept={file.accept.join(",")}
                  onChange={(picked) => {
                    if (picked === null) return;
                    openDialog(null);
                    void openFile(picked, name);
                  }}
                >
                  {(props) => (
                    <Button variant="default" {...props} style={{ flex: "none" }}>
                      {say(`${experiment}.files.${name}.label`, file.label)}
                    </Button>
                  )}
                </FileButton>
              </Group>
            ))}
        </>
      )}
    </Stack>
  );
}
