import { Button, Group, Text } from "@mantine/core";
import { useState } from "react";
import { useT } from "../i18n";
import { shortDigest } from "../stores/moment";
import { copyText } from "../ui/download";

/** The digest of a moment: its first digits to compare by eye, all of them to copy. */
export function DigestLine({ digest }: { readonly digest: string | null }) {
  const t = useT();
  const [copied, setCopied] = useState(false);
  if (digest === null) return <Text size="sm">{t("digest.uncheckedText")}</Text>;
  return (
    <Group gap="xs">
      <Text size="sm" title={digest}>
        {t("digest.label")} <code data-digest={digest}>{shortDigest(digest)}…</code>
      </Text>
      <Button size="compact-sm" variant="default" onClick={() => void copyText(digest).then(setCopied)}>
        {t(copied ? "share.copied" : "digest.copy")}
      </Button>
      <Text size="xs" c="dimmed">
        {t("digest.doc")}
      </Text>
    </Group>
  );
}
