import { Button } from "@mantine/core";
import { assetLine } from "../controls/assetLine";
import { useT } from "../i18n";
import { forgetNeeded, useNeeded } from "../stores/needed";
import { openDialog } from "../stores/viewStore";
import { useLayoutKind } from "../ui/useLayoutKind";
import styles from "./embed.module.css";

/** Says which data files the run needs that was asked for; another one stands in meanwhile. */
export default function NeededNote() {
  const t = useT();
  const needed = useNeeded((state) => state.needed);
  const size = useLayoutKind() === "phone" ? { size: "sm", mih: 44 } : { size: "compact-sm" };
  if (needed === null) return null;
  return (
    <section className={styles.note} aria-label={t("data.title")}>
      <span role="status">{t("data.needed", { files: needed.assets.map(assetLine).join(", ") })}</span>
      <Button {...size} variant="light" onClick={() => openDialog("data")}>
        {t("data.open")}
      </Button>
      <Button {...size} variant="subtle" color="gray" onClick={forgetNeeded}>
        {t("data.without")}
      </Button>
    </section>
  );
}
