import { z } from "zod";
import type { Experiment } from "../experiments/_experiment";
import { fail, ok, type ParamTree, type ParamValue, type Result, SimFault } from "../protocol";
import { cut, shown } from "./json";
import { type Condition, describeParams, type ParamSchema, type ParamSpec } from "./schema";

/**
 * Reading and checking parameters against a schema. Every value that enters a simulation comes through here: form,
 * link, file, command line and log alike, so that all of them are refused with the same words.
 */

type Failure = ReturnType<typeof fail>;

interface Leaf {
  readonly spec: ParamSpec;
  /** The type without its default, so that `undefined` is refused. */
  readonly type: z.ZodType;
}

/** Keys that reach an object's prototype when they are assigned; no schema has them. */
const PROTOTYPE_KEYS: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);

const inner = (type: z.core.$ZodType): z.core.$ZodType =>
  type instanceof z.ZodDefault || type instanceof z.ZodPrefault ? type.unwrap() : type;

const groupAt = (schema: ParamSchema, key: string): ParamSchema | null => {
  const child = Object.hasOwn(schema.shape, key) ? inner(schema.shape[key] as z.core.$ZodType) : null;
  return child instanceof z.ZodObject ? (child as ParamSchema) : null;
};

function leafType(schema: ParamSchema, path: string): z.ZodType {
  const keys = path.split(".");
  const last = keys.pop() as string;
  let parent = schema;
  for (const key of keys) parent = groupAt(parent, key) ?? parent;
  return inner(parent.shape[last] as z.core.$ZodType) as z.ZodType;
}

const indexes = new WeakMap<ParamSchema, ReadonlyMap<string, Leaf>>();

function leavesOf(schema: ParamSchema): ReadonlyMap<string, Leaf> {
  let index = indexes.get(schema);
  if (index === undefined) {
    index = new Map(describeParams(schema).map((spec) => [spec.path, { spec, type: leafType(schema, spec.path) }]));
    indexes.set(schema, index);
  }
  return index;
}

const isTree = (value: unknown): value is ParamTree =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isPlain = (value: unknown): value is Record<string, unknown> => {
  if (!isTree(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
};

const join = (prefix: string, key: string): string => (prefix === "" ? key : `${prefix}.${key}`);

const unitText = (spec: ParamSpec): string => (spec.unit === "1" ? "" : ` (${spec.unit})`);

function timesText(spec: ParamSpec & { kind: "times" }, value: unknown): string {
  const range = `between 0 and ${spec.max}${unitText(spec)}`;
  if (!Array.isArray(value)) return `must be a list of times ${range}, got ${shown(value)}`;
  if (value.length > spec.maxLength) return `must hold at most ${spec.maxLength} times, got ${value.length}`;
  const outside = value.findIndex((t) => typeof t !== "number" || !(t >= 0 && t <= spec.max));
  if (outside >= 0) return `must hold times ${range}, got ${shown(value[outside])} at place ${outside + 1}`;
  const late = value.findIndex((t, i) => i > 0 && t <= value[i - 1]);
  return `must ascend, but ${shown(value[late])} at place ${late + 1} does not follow ${shown(value[late - 1])}`;
}

function numbersText(spec: ParamSpec & { kind: "numbers" }, value: unknown): string {
  const range = `between ${spec.min} and ${spec.max}${unitText(spec)}`;
  if (!Array.isArray(value)) return `must be a list of numbers ${range}, got ${shown(value)}`;
  if (value.length > spec.maxLength) return `must hold at most ${spec.maxLength} numbers, got ${value.length}`;
  const outside = value.findIndex((x) => typeof x !== "number" || !(x >= spec.min && x <= spec.max));
  return `must hold numbers ${range}, got ${shown(value[outside])} at place ${outside + 1}`;
}

function wanted(spec: ParamSpec, value: unknown): string {
  switch (spec.kind) {
    case "number":
      if (spec.values !== undefined) {
        return `must be one of ${spec.values.join(", ")}${unitText(spec)}, got ${shown(value)}`;
      }
      return `must be between ${spec.min} and ${spec.max}${unitText(spec)}, got ${shown(value)}`;
    case "integer":
      return `must be a whole number between ${spec.min} and ${spec.max}${unitText(spec)}, got ${shown(value)}`;
    case "choice":
      return `must be one of ${spec.choices.map((option) => option.value).join(", ")}, got ${shown(value)}`;
    case "flag":
      return `must be true or false, got ${shown(value)}`;
    case "asset":
      return `must be empty or name a data file as SHA-256:bytes:name, got ${shown(value)}`;
    case "times":
      return timesText(spec, value);
    case "numbers":
      return numbersText(spec, value);
  }
}

const refuse = (spec: ParamSpec, value: unknown): Failure =>
  fail("value", spec.path, `${spec.path} ${wanted(spec, value)}`, `The default is ${shown(spec.default)}.`);

function unknown(schema: ParamSchema, path: string): Failure {
  const paths = [...leavesOf(schema).keys()];
  const subject = cut(path, 120);
  const name = path.slice(path.lastIndexOf(".") + 1).toLowerCase();
  const near = paths.find((known) => known.slice(known.lastIndexOf(".") + 1).toLowerCase() === name);
  const keys = path.split(".");
  if (keys.some((key) => PROTOTYPE_KEYS.has(key)))
    return fail("value", subject, `${subject} is not allowed as a parameter name`);
  let parent = schema;
  for (const key of keys) parent = groupAt(parent, key) ?? parent;
  const hint = near === undefined ? `Known here: ${Object.keys(parent.shape).join(", ")}.` : `Did you mean ${near}?`;
  return fail("value", subject, `${subject} is not a parameter`, hint);
}

/** The first key that the schema does not have, or group that is none. */
function misshapen(root: ParamSchema, schema: ParamSchema, input: unknown, prefix: string): Failure | null {
  if (input === undefined) return null;
  if (!isPlain(input)) {
    const subject = prefix === "" ? "the parameters" : prefix;
    return fail(
      "value",
      prefix,
      `${subject} must be a group with the keys ${Object.keys(schema.shape).join(", ")}, got ${shown(input)}`,
    );
  }
  for (const key of Object.keys(input)) {
    if (!Object.hasOwn(schema.shape, key)) return unknown(root, join(prefix, key));
    const child = groupAt(schema, key);
    const failure = child === null ? null : misshapen(root, child, input[key], join(prefix, key));
    if (failure !== null) return failure;
  }
  return null;
}

/** -0 becomes 0: a log that went through JSON must lead to the same bits. */
const tidy = (value: ParamValue): ParamValue =>
  typeof value === "number" ? value + 0 : Array.isArray(value) ? value.map((t: number) => t + 0) : value;

/**
 * Completes and checks a set of parameters, nested as the schema, any part of which may be missing.
 *
 * @returns the full tree, or the first fault with its path, its range and the default.
 */
export function parseTree(schema: ParamSchema, input: unknown): Result<ParamTree> {
  const shapeFault = misshapen(schema, schema, input, "");
  if (shapeFault !== null) return shapeFault;
  const parsed = schema.safeParse(input ?? {});
  if (parsed.success) {
    let tree = parsed.data as ParamTree;
    for (const path of leavesOf(schema).keys()) tree = withParam(tree, path, tidy(getParam(tree, path) as ParamValue));
    return ok(tree);
  }
  const keys = (parsed.error.issues[0]?.path ?? []).map(String);
  for (let depth = keys.length; depth > 0; depth--) {
    const leaf = leavesOf(schema).get(keys.slice(0, depth).join("."));
    if (leaf !== undefined) return refuse(leaf.spec, getIn(input, leaf.spec.path));
  }
  return fail("value", keys.join("."), parsed.error.issues[0]?.message ?? "invalid parameters");
}

/** As `parseTree`, with the relations between parameters that the experiment demands. */
export function parseParams(experiment: Experiment, input: unknown): Result<ParamTree> {
  const parsed = parseTree(experiment.schema, input);
  if (!parsed.ok) return parsed;
  const fault = experiment.check?.(parsed.value) ?? null;
  return fault === null ? parsed : { ok: false, error: fault };
}

function getIn(input: unknown, path: string): unknown {
  let node = input;
  for (const key of path.split(".")) {
    if (!isTree(node) || !Object.hasOwn(node, key)) return undefined;
    node = node[key];
  }
  return node;
}

/** The value at a dotted path; undefined where there is none. */
export function getParam(tree: ParamTree, path: string): ParamValue | undefined {
  const node = getIn(tree, path);
  return isTree(node) ? undefined : (node as ParamValue | undefined);
}

/** A tree with one value replaced, unchecked; the rest is shared. */
function withParam(tree: ParamTree, path: string, value: ParamValue): ParamTree {
  const dot = path.indexOf(".");
  if (dot < 0) return { ...tree, [path]: value };
  const key = path.slice(0, dot);
  return { ...tree, [key]: withParam((tree[key] ?? {}) as ParamTree, path.slice(dot + 1), value) };
}

/** The declaration of the parameter at `path`; undefined where there is none. */
export const specOf = (schema: ParamSchema, path: string): ParamSpec | undefined => leavesOf(schema).get(path)?.spec;

/** Checks one value and puts it at `path`; the given tree stays as it is. */
export function setParam(schema: ParamSchema, tree: ParamTree, path: string, value: unknown): Result<ParamTree> {
  const leaf = leavesOf(schema).get(path);
  if (leaf === undefined) return unknown(schema, path);
  const parsed = leaf.type.safeParse(value);
  return parsed.success ? ok(withParam(tree, path, tidy(parsed.data as ParamValue))) : refuse(leaf.spec, value);
}

const holds = (condition: Condition, tree: ParamTree): boolean =>
  condition.in.includes(getParam(tree, condition.path) as string | boolean);

/** True when a change of the parameter takes effect at the next step, false when it rebuilds the run. */
export const isLive = (spec: ParamSpec, tree: ParamTree): boolean =>
  typeof spec.live === "boolean" ? spec.live : holds(spec.live, tree);

/** True when the parameter matters under the present values of the others. */
export const isActive = (spec: ParamSpec, tree: ParamTree): boolean =>
  [spec.when ?? []].flat().every((condition) => holds(condition, tree));

/** Equality of two values; lists member by member. */
export const sameValue = (a: ParamValue | undefined, b: ParamValue | undefined): boolean =>
  Array.isArray(a) && Array.isArray(b) && a !== b ? a.length === b.length && a.every((t, i) => t === b[i]) : a === b;

/** Paths whose values differ, in declaration order. */
export const changedPaths = (schema: ParamSchema, before: ParamTree, after: ParamTree): string[] =>
  [...leavesOf(schema).keys()].filter((path) => !sameValue(getParam(before, path), getParam(after, path)));

/** All parameters at their defaults. */
export function defaultParams(schema: ParamSchema): ParamTree {
  const parsed = parseTree(schema, {});
  if (!parsed.ok) throw new SimFault(parsed.error);
  return parsed.value;
}

/** The part of a tree that differs from the defaults; `parseTree` leads back. */
export function diffParams(schema: ParamSchema, tree: ParamTree): ParamTree {
  let diff: ParamTree = {};
  for (const { path, default: value } of describeParams(schema)) {
    const present = getParam(tree, path);
    if (present !== undefined && !sameValue(present, value)) diff = withParam(diff, path, present);
  }
  return diff;
}

/** JSON Schema (draft 2020-12) of what `parseTree` accepts, with label, symbol, unit and meaning of each parameter. */
export const jsonSchema = (schema: ParamSchema): object =>
  z.toJSONSchema(schema, {
    io: "input",
    // Lists of numbers are checked by a function, of which the schema tells nothing.
    unrepresentable: "any",
    override({ jsonSchema: node }) {
      if (node.kind !== "numbers") return;
      const { min: minimum, max: maximum, maxLength: maxItems } = node;
      Object.assign(node, { type: "array", items: { type: "number", minimum, maximum }, maxItems });
    },
  });
