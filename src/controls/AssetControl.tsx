import { Button } from "@mantine/core";
import { readAsset } from "../../workers/params/assets";
import { useT } from "../i18n";
import { openDialog } from "../stores/viewStore";
import { sizeText } from "./assetLine";
import styles from "./data.module.css";

interface Props {
  readonly path: string;
  readonly value: string;
  readonly label: string;
  readonly describedBy: string;
}

/** The data file that a parameter names, and the way to another one. */
export default function AssetControl({ path, value, label, describedBy }: Props) {
  const t = useT();
  const asset = readAsset(value);
  const text = asset === null ? t("data.builtIn") : `${asset.name}, ${sizeText(asset.size)}`;
  return (
    <Button
      size="xs"
      variant="default"
      fullWidth
      className={styles.asset}
      title={asset === null ? undefined : `SHA-256 ${asset.digest}`}
      aria-label={`${label}: ${text}. ${t("data.open")}`}
      aria-describedby={describedBy}
      data-param={path}
      onClick={() => openDialog("data")}
    >
      {text}
    </Button>
  );
}
