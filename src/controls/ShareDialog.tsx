import { Button, Checkbox, Stack, Text, TextInput } from "@mantine/core";
import { useEffect, useState } from "react";
import type { ExperimentId } from "../../workers/catalog";
import { useT } from "../i18n";
import { currentReading } from "../stores/feed";
import { useLab } from "../stores/labStore";
import { parameterLink, sessionLink } from "../stores/link";
import { notifyError } from "../stores/notices";
import { client, confirmedParams } from "../stores/session";
import { copyText } from "../ui/download";
import { formatTime } from "../ui/format";

/** A link to what is open: its parameters and seed, or this very moment of the run. */
export function ShareDialog({ experiment }: { readonly experiment: ExperimentId }) {
  const t = useT();
  const seed = useLab((state) => state.seed);
  const [here, setHere] = useState(false);
  const [link, setLink] = useState("");
  const [copied, setCopied] = useState<boolean | null>(null);

  useEffect(() => {
    let wanted = true;
    setCopied(null);
    const make = async () => {
      if (!here) return parameterLink(experiment, confirmedParams(), seed);
      const forked = await client().fork();
      if (forked.ok) return sessionLink(forked.value.record);
      notifyError(forked.error);
      return "";
    };
    void make().then((text) => {
      if (wanted) setLink(text);
    });
    return () => {
      wanted = false;
    };
  }, [experiment, here, seed]);

  return (
    <Stack gap="sm">
      <Text size="sm">{t("share.text")}</Text>
      <Checkbox
        checked={here}
        label={t("share.here", { time: formatTime(currentReading().time) })}
        onChange={(event) => setHere(event.currentTarget.checked)}
      />
      <TextInput
        readOnly
        label={t("share.link")}
        value={link}
        onFocus={(event) => event.currentTarget.select()}
        error={copied === false ? t("share.copyFailed") : undefined}
      />
      <Button disabled={link === ""} onClick={() => void copyText(link).then(setCopied)}>
        {t(copied === true ? "share.copied" : "share.copy")}
      </Button>
    </Stack>
  );
}
