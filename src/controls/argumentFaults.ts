import type { ParamSchema } from "../../workers/params/schema";
import { isActive, specOf } from "../../workers/params/validate";
import type { ParamTree, SimError } from "../../workers/protocol";

/** What is wrong with the arguments of an action that waits to be applied. */
export interface ArgumentFaults {
  /** Typed values that are none, by path: the action cannot be applied before they are corrected. */
  readonly fields: Readonly<Record<string, SimError>>;
  /** Why the action was refused as a whole. It may depend on several arguments and on the run, so it blocks nothing. */
  readonly refused: SimError | null;
}

export const NO_FAULTS: ArgumentFaults = { fields: {}, refused: null };

/** After an argument was changed: a refusal was about what was asked before. */
export const corrected = ({ fields }: ArgumentFaults, path: string): ArgumentFaults => ({
  fields: Object.fromEntries(Object.entries(fields).filter(([other]) => other !== path)),
  refused: null,
});

/** After a field was given something that it does not take. */
export const misgiven = ({ fields }: ArgumentFaults, error: SimError): ArgumentFaults => ({
  fields: { ...fields, [error.path]: error },
  refused: null,
});

/** Whether a field that is shown holds what is no value: the arguments are then not those that a person sees. */
export const isBlocked = ({ fields }: ArgumentFaults, schema: ParamSchema, args: ParamTree): boolean =>
  Object.keys(fields).some((path) => {
    const spec = specOf(schema, path);
    return spec !== undefined && isActive(spec, args);
  });

/** What is told at the field of an argument. */
export const faultAt = ({ fields, refused }: ArgumentFaults, path: string): SimError | undefined =>
  fields[path] ?? (refused?.path === path ? refused : undefined);
