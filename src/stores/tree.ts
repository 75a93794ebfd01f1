import type { ParamTree, ParamValue } from "../../workers/protocol";
import type { ParamEdit } from "../views/_view";

const isBranch = (node: ParamTree | ParamValue | undefined): node is ParamTree =>
  typeof node === "object" && node !== null && !Array.isArray(node);

function withValue(tree: ParamTree, [key, ...rest]: readonly string[], value: ParamValue): ParamTree {
  if (key === undefined) return tree;
  const child = tree[key];
  return { ...tree, [key]: rest.length === 0 ? value : withValue(isBranch(child) ? child : {}, rest, value) };
}

/** A tree in which every edit has replaced the leaf at its path, unchecked; the given tree stays as it is. */
export const withEdits = (tree: ParamTree, edits: readonly ParamEdit[]): ParamTree =>
  edits.reduce((result, edit) => withValue(result, edit.path.split("."), edit.value), tree);
