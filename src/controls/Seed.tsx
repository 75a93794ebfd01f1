import { ActionIcon, TextInput } from "@mantine/core";
import { useState } from "react";
import { MAX_SEED, parseSeed } from "../../workers/params/record";
import { useT } from "../i18n";
import { useLab } from "../stores/labStore";
import { setSeed } from "../stores/transport";
import { DiceIcon } from "../ui/icons";
import { parseField } from "./number";
import styles from "./transport.module.css";

/** The seed as a field; a new one opens the same experiment with other random numbers. */
export function SeedField() {
  const t = useT();
  const seed = useLab((state) => state.seed);
  const [draft, setDraft] = useState<string | null>(null);
  const [refused, setRefused] = useState(false);

  const commit = () => {
    if (draft === null) return;
    const parsed = parseSeed(parseField(draft));
    setRefused(!parsed.ok);
    if (!parsed.ok) return;
    setDraft(null);
    if (parsed.value !== seed) void setSeed(parsed.value);
  };

  return (
    <div className={styles.seed} title={t("transport.seedDoc")}>
      <TextInput
        size="xs"
        inputMode="numeric"
        autoComplete="off"
        aria-label={`${t("transport.seed")}. ${t("transport.seedDoc")}`}
        leftSection={<span className={styles.name}>{t("transport.seed")}</span>}
        leftSectionWidth={`${t("transport.seed").length * 0.45 + 1.1}rem`}
        leftSectionPointerEvents="none"
        value={draft ?? String(seed)}
        error={refused ? t("transport.seedInvalid", { max: MAX_SEED }) : undefined}
        onChange={(event) => setDraft(event.currentTarget.value)}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === "Enter") commit();
          if (event.key === "Escape") {
            setDraft(null);
            setRefused(false);
          }
        }}
      />
      <ActionIcon
        variant="default"
        size={30}
        aria-label={t("transport.newSeed")}
        title={t("transport.newSeed")}
        onClick={() => {
          setDraft(null);
          // Which seed comes next need not be random: it only has to be another one.
          void setSeed((seed + 1) % (MAX_SEED + 1));
        }}
      >
        <DiceIcon />
      </ActionIcon>
    </div>
  );
}
