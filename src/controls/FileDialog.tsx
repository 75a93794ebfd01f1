import { Button, Stack, Text } from "@mantine/core";
import type { ExperimentId } from "../../workers/catalog";
import { useDeclared, useT } from "../i18n";
import { candidates, openFile } from "../stores/files";
import { useView } from "../stores/viewStore";

/** Asks which of several declared files a dropped one is. */
export function FileDialog({ experiment, file }: { readonly experiment: ExperimentId; readonly file: File }) {
  const t = useT();
  const say = useDeclared();
  const choose = (name: string) => {
    useView.setState(({ dropped }) => ({ dropped: dropped.slice(1) }));
    void openFile(file, name);
  };
  return (
    <Stack gap="sm">
      <Text size="sm">{t("file.text", { name: file.name })}</Text>
      {candidates(experiment, file).map(([name, spec]) => (
        <Button key={name} variant="default" h="auto" py="xs" onClick={() => choose(name)}>
          <Stack gap={2} align="center">
            <strong>{say(`${experiment}.files.${name}.label`, spec.label)}</strong>
            <Text size="xs" c="dimmed" style={{ whiteSpace: "normal" }}>
              {say(`${experiment}.files.${name}.doc`, spec.doc)}
            </Text>
          </Stack>
        </Button>
      ))}
    </Stack>
  );
}
