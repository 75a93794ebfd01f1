import { Button, Group, List, Stack, Text } from "@mantine/core";
import { useEffect, useId, useState } from "react";
import type { ExperimentId } from "../../workers/catalog";
import { type ShellKey, useDeclared, useT } from "../i18n";
import { useLab } from "../stores/labStore";
import {
  loadScripts,
  type NoteId,
  type Offer,
  offerOf,
  type ScriptRegistry,
  SIMULATORS,
  type Simulator,
  saveNir,
  saveScript,
} from "./saveScripts";

/** What may be saved for other simulators, each with what differs there or why there is nothing. */

const DIFFERS: Readonly<Record<Simulator, ShellKey>> = {
  brian2: "scripts.differs",
  nest: "scripts.differs",
  nir: "scripts.leftOut",
};

export function ScriptsSection({ experiment }: { readonly experiment: ExperimentId }) {
  const t = useT();
  // Follows the parameters: what is offered depends on them.
  useLab((state) => state.params);
  const [registry, setRegistry] = useState<ScriptRegistry | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    let gone = false;
    loadScripts().then(
      (loaded) => !gone && setRegistry(loaded),
      () => !gone && setFailed(true),
    );
    return () => {
      gone = true;
    };
  }, []);
  if (failed) return <Text size="sm">{t("scripts.notLoaded")}</Text>;
  if (registry === null) return <Text size="sm">{t("app.loading")}</Text>;
  return (
    <Stack gap="md">
      <Text size="sm">{t("scripts.text")}</Text>
      {SIMULATORS.map((simulator) => (
        <Target key={simulator} experiment={experiment} registry={registry} simulator={simulator} />
      ))}
    </Stack>
  );
}

function Target({
  experiment,
  registry,
  simulator,
}: {
  readonly experiment: ExperimentId;
  readonly registry: ScriptRegistry;
  readonly simulator: Simulator;
}) {
  const t = useT();
  const say = useDeclared();
  const id = useId();
  const [busy, setBusy] = useState(false);
  const offer: Offer = offerOf(registry, experiment, simulator);
  const note = (name: NoteId): string => say(`scripts.notes.${name}`, registry.NOTES[name]);
  const none = "reason" in offer;
  const save = () => {
    if (simulator !== "nir") {
      saveScript(registry, experiment, simulator);
      return;
    }
    setBusy(true);
    void saveNir(registry, experiment).finally(() => setBusy(false));
  };
  return (
    <Stack gap={4}>
      <Group gap="xs">
        <Button variant="default" disabled={none} loading={busy} aria-describedby={id} onClick={save}>
          {t(`scripts.${simulator}`)}
        </Button>
      </Group>
      {none ? (
        <Text size="sm" id={id}>
          {note(offer.reason)}
        </Text>
      ) : (
        // What a graph leaves out is more than a detail.
        <details open={simulator === "nir"}>
          <summary id={id}>{t(DIFFERS[simulator], { n: offer.differences.length })}</summary>
          <List size="sm" spacing={2} mt={4}>
            {offer.differences.map((name) => (
              <List.Item key={name}>{note(name)}</List.Item>
            ))}
          </List>
        </details>
      )}
    </Stack>
  );
}
