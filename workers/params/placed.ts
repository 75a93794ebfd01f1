import { z } from "zod";
import { type Condition, group, type ParamMeta, type ParamSchema } from "./schema";

type Shape = ParamSchema["shape"];

/**
 * The parameters of a schema as they are where it is mounted at `path`, shown while `conditions` hold. Conditions of
 * its own count from its root.
 */
export function placed<S extends Shape>(
  shape: S,
  path: string,
  groupId: string,
  conditions: readonly Condition[] = [],
): S {
  const at = ({ path: inner, ...rest }: Condition): Condition => ({ ...rest, path: `${path}.${inner}` });
  return Object.fromEntries(
    Object.entries(shape).map(([key, type]) => {
      const inner = type instanceof z.ZodPrefault || type instanceof z.ZodDefault ? type.unwrap() : type;
      if (inner instanceof z.ZodObject) return [key, group(placed(inner.shape, path, groupId, conditions))];
      const leaf = type as z.ZodType;
      const meta = leaf.meta() as unknown as ParamMeta;
      const live = typeof meta.live === "boolean" ? meta.live : at(meta.live);
      const when = [...conditions, ...[meta.when ?? []].flat().map(at)];
      return [key, leaf.meta({ ...meta, group: groupId, live, when })];
    }),
  ) as unknown as S;
}
