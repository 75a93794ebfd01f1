import { Text } from "@mantine/core";
import { assetsIn, readAsset } from "../../workers/params/assets";
import { useT } from "../i18n";
import { useLab } from "../stores/labStore";
import { assetLine } from "./assetLine";

/** Links and session files only name data files: says so where the run uses some. */
export function AssetNote() {
  const t = useT();
  const params = useLab((state) => state.params);
  const files = assetsIn(params).flatMap((text) => readAsset(text) ?? []);
  if (files.length === 0) return null;
  return (
    <Text size="sm" style={{ overflowWrap: "anywhere" }} data-asset-note>
      {t("data.notInside", { files: files.map(assetLine).join(", ") })}
    </Text>
  );
}
