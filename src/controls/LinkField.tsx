import { Alert, Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { useT } from "../i18n";
import { saveSession } from "../stores/files";
import { ORDINARY_LINK } from "../stores/link";
import type { Moment } from "../stores/moment";
import { copyText } from "../ui/download";
import { formatNumber } from "../ui/format";

interface Props {
  /** "" until it is made. */
  readonly link: string;
  readonly moment: Moment | null;
  /** Offers to open it in another tab. */
  readonly opens?: boolean;
}

/** A link to copy, with its length; one that is too long to be passed on gives way to a session file. */
export function LinkField({ link, moment, opens = false }: Props) {
  const t = useT();
  const [copied, setCopied] = useState<{ readonly link: string; readonly ok: boolean } | null>(null);
  const told = copied?.link === link ? copied : null;
  const kilobytes = formatNumber(link.length / 1024, 2);
  if (link.length > ORDINARY_LINK && moment !== null) {
    return (
      <Alert color="accent" title={t("share.long", { size: kilobytes })}>
        <Stack gap="sm" align="flex-start">
          <span>{t("share.longText")}</span>
          <Button onClick={() => void saveSession(moment)}>{t("export.save")}</Button>
        </Stack>
      </Alert>
    );
  }
  return (
    <Stack gap="sm">
      <TextInput
        readOnly
        label={t("share.link")}
        value={link}
        onFocus={(event) => event.currentTarget.select()}
        error={told?.ok === false ? t("share.copyFailed") : undefined}
      />
      <Group gap="sm">
        <Button disabled={link === ""} onClick={() => void copyText(link).then((ok) => setCopied({ link, ok }))}>
          {t(told?.ok === true ? "share.copied" : "share.copy")}
        </Button>
        {opens && link !== "" ? (
          <Button component="a" variant="default" href={link} target="_blank" rel="noopener">
            {t("class.open")}
          </Button>
        ) : null}
        <Text size="xs" c="dimmed">
          {link === "" ? "" : t("share.size", { size: kilobytes })}
        </Text>
      </Group>
    </Stack>
  );
}
