/**
 * Data files of the user. They are too large to be parameters, so they travel beside the log: a parameter of kind "asset"
 * is a text that names the content of one, and whoever replays the log must have the file.
 */

/** A file by its content, which is that of the file unfolded where it is gzip: from any mirror the same. */
export interface Asset {
  /** SHA-256 of the content, hexadecimal. */
  readonly digest: string;
  /** Bytes of the content. */
  readonly size: number;
  /** Name of the file without folders and without ".gz". */
  readonly name: string;
}

const MAX_NAME = 100;

/** A value of a parameter: empty for no file. */
export const ASSET_TEXT = /^(?:|([0-9a-f]{64}):(\d{1,10}):([^\p{Cc}/\\]{1,100}))$/u;

export const assetText = ({ digest, size, name }: Asset): string => `${digest}:${size}:${name}`;

/** The file that a value of a parameter names; null where it names none. */
export function readAsset(value: unknown): Asset | null {
  const [, digest, size, name] = (typeof value === "string" && ASSET_TEXT.exec(value)) || [];
  return digest === undefined || name === undefined ? null : { digest, size: Number(size), name };
}

/** Texts of all files that a tree of parameters names. */
export function assetsIn(tree: unknown): readonly string[] {
  if (typeof tree === "string") return readAsset(tree) === null ? [] : [tree];
  if (typeof tree !== "object" || tree === null || Array.isArray(tree)) return [];
  return [...new Set(Object.values(tree).flatMap(assetsIn))];
}

/** A copy of a tree of parameters that names no files. */
export function withoutAssets(tree: unknown): unknown {
  if (typeof tree === "string") return readAsset(tree) === null ? tree : "";
  if (typeof tree !== "object" || tree === null || Array.isArray(tree)) return tree;
  return Object.fromEntries(Object.entries(tree).map(([key, value]) => [key, withoutAssets(value)]));
}

/** A name from outside as that of an asset. */
export function assetName(fileName: string): string {
  const name = fileName
    .replace(/^.*[/\\]/s, "")
    .replace(/\.gz$/i, "")
    .replaceAll(/\p{Cc}/gu, "");
  return [...name].slice(-MAX_NAME).join("") || "file";
}

/** "train-images-idx3-ubyte (47040016 bytes, SHA-256 440fcabf...)" */
export const assetDescription = ({ name, size, digest }: Asset): string =>
  `${name} (${size} bytes, SHA-256 ${digest.slice(0, 12)}...)`;
