import { Button, Group, Stack, Text } from "@mantine/core";
import { useRunText } from "../app/UnfinishedNote";
import { useT } from "../i18n";
import { restoreUnfinished, useUnfinished } from "../stores/unfinished";

/** Every run that tabs which are gone have left, each with a way to go on with a copy of it. */
export function UnfinishedDialog() {
  const t = useT();
  const runs = useUnfinished((state) => state.runs);
  const text = useRunText();
  return (
    <Stack gap="sm">
      <Text size="sm">{t(runs.length === 0 ? "unfinished.none" : "unfinished.explain")}</Text>
      {runs.map((run) => (
        <Group key={run.id} justify="space-between" wrap="nowrap">
          <div>
            <Text size="sm">{text(run)}</Text>
            <Text size="xs" c="dimmed">
              {t("unfinished.details", { seed: run.seed, count: run.changes })}
            </Text>
          </div>
          <Button
            variant="default"
            flex="none"
            mih={44}
            aria-label={`${t("unfinished.restore")}: ${text(run)}`}
            onClick={() => void restoreUnfinished(run)}
          >
            {t("unfinished.restore")}
          </Button>
        </Group>
      ))}
    </Stack>
  );
}
