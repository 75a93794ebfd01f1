import type { Asset } from "../../workers/params/assets";
import { formatNumber } from "../ui/format";

/** "47.0 MB" */
export function sizeText(bytes: number): string {
  if (bytes < 1e3) return `${bytes} B`;
  return bytes < 1e6 ? `${formatNumber(bytes / 1e3)} kB` : `${formatNumber(bytes / 1e6)} MB`;
}

/** A data file so that a person can find it: "train-images-idx3-ubyte (47 MB, SHA-256 440fcabf73cc…)". */
export const assetLine = ({ name, size, digest }: Asset): string =>
  `${name} (${sizeText(size)}, SHA-256 ${digest.slice(0, 12)}…)`;
