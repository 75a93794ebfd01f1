import { Button, Divider, FileButton, Group, NativeSelect, Stack, Text } from "@mantine/core";
import { useState } from "react";
import type { ExperimentId } from "../../workers/catalog";
import type { ExperimentPage } from "../experiments/_page";
import { useDeclared, useT } from "../i18n";
import { declaredFiles, openFile, SESSION_ENDING, saveSession } from "../stores/files";
import { useLab } from "../stores/labStore";
import { openDialog, useView } from "../stores/viewStore";
import { brian2Script, saveBrian2, saveCsv, saveJson, saveMethods, saveNpy, savePicture } from "./saveView";

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
  const params = useLab((state) => state.params);
  const slots = Object.entries(page.arrange(params).slots);
  const [chosen, setChosen] = useState(useView.getState().focused ?? slots[0]?.[0] ?? "");
  const slot = slots.find(([name]) => name === chosen)?.[1] ?? slots[0]?.[1];
  if (slot === undefined) return null;
  const view = { view: slot.view, channels: slot.channels, title: t(slot.title) };
  const card = () => document.querySelector<HTMLElement>(`[data-view="${CSS.escape(chosen)}"]`);
  const take = (file: File | null) => {
    if (file === null) return;
    openDialog(null);
    void openFile(file);
  };

  return (
    <Stack gap="sm">
      <NativeSelect
        label={t("export.view")}
        data={slots.map(([name, { title }]) => ({ value: name, label: t(title) }))}
        value={chosen}
        onChange={(event) => setChosen(event.currentTarget.value)}
      />
      <Group gap="xs">
        <Button variant="default" onClick={() => void savePicture(view, card())}>
          {t("export.picture")}
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
      <Divider label={t("export.methods")} labelPosition="left" />
      <Text size="sm">{t("export.methodsText")}</Text>
      <Group gap="xs">
        <Button variant="default" onClick={() => void saveMethods(experiment)}>
          {t("export.saveMethods")}
        </Button>
        {brian2Script(experiment) === null ? null : (
          <Button variant="default" onClick={() => saveBrian2(experiment)}>
            {t("export.brian2")}
          </Button>
        )}
      </Group>
      <Divider label={t("export.session")} labelPosition="left" />
      <Text size="sm">{t("export.sessionText")}</Text>
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
      {declaredFiles(experiment).length === 0 ? null : (
        <>
          <Divider label={t("file.load")} labelPosition="left" />
          {declaredFiles(experiment).map(([name, file]) => (
            <Group key={name} justify="space-between" wrap="nowrap">
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
