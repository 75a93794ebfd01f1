import { z } from "zod";
import type { Experiment } from "../experiments/_experiment";
import { type Command, fail, ok, type ParamTree, type Result, type SessionRecord } from "../protocol";
import { cut, named, shown } from "./json";
import type { ParamSchema } from "./schema";
import { isLive, parseParams, parseTree, setParam, specOf } from "./validate";

/** Checking a whole session record, wherever it comes from: link, file, autosave or another session. */

export type Experiments = Readonly<Record<string, Experiment>>;

/** The kernel numbers steps with signed 32 bits, and the end of a hold or refractory period must still fit. */
export const MAX_STEP = 2_000_000_000;
export const MAX_SEED = 2 ** 32 - 1;
const MAX_LOG = 200_000;
/** Longest part of a message that comes from outside, in characters. */
const MAX_REASON = 200;

const step = z.int().min(0).max(MAX_STEP);

/** Seed of all random streams of a run. */
export const seedSchema = z.int().min(0).max(MAX_SEED).default(42);

const command = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("set"),
    step,
    path: z.string(),
    value: z.union([z.number(), z.boolean(), z.string(), z.array(z.number())]),
    joins: z.literal(true).optional(),
  }),
  z.strictObject({ type: z.literal("act"), step, name: z.string(), args: z.unknown() }),
]);

const record = z.strictObject({
  format: z.literal(1),
  experiment: z.string(),
  params: z.unknown(),
  seed: seedSchema.unwrap(),
  log: z.array(z.unknown()),
  step,
});

/** Words a fault of a plain zod schema, naming the place. */
export function fault(subject: string, error: z.ZodError, input: unknown) {
  const issue = error.issues[0];
  const path = issue?.path.map(String) ?? [];
  const place = [subject, ...path].filter((part) => part !== "").join(".");
  let value: unknown = input;
  for (const key of path) value = typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
  const got = typeof value === "object" ? "" : `, got ${shown(value)}`;
  const message = cut(issue?.message ?? "invalid", MAX_REASON);
  return fail(
    "value",
    cut(place, MAX_REASON),
    `${place === "" ? "the session" : cut(place, MAX_REASON)}: ${message}${got}`,
  );
}

/** A seed, or the default one for `undefined`. */
export function parseSeed(input: unknown): Result<number> {
  const parsed = seedSchema.safeParse(input);
  if (parsed.success) return ok(parsed.data);
  return fail("value", "seed", `seed must be a whole number between 0 and ${MAX_SEED}, got ${shown(input)}`);
}

/** A step of a run; `name` says in the message what is to happen there. */
export function parseStep(name: string, input: unknown): Result<number> {
  const parsed = step.safeParse(input);
  if (parsed.success) return ok(parsed.data);
  return fail("value", name, `${name} must be a whole number between 0 and ${MAX_STEP}, got ${shown(input)}`);
}

/** The experiment with this id. */
export function findExperiment<E extends Experiment>(experiments: Readonly<Record<string, E>>, id: unknown): Result<E> {
  const found = typeof id === "string" && Object.hasOwn(experiments, id) ? experiments[id] : undefined;
  if (found !== undefined) return ok(found);
  const known = Object.keys(experiments).join(", ");
  return fail("value", "experiment", `there is no experiment ${named(id)}`, `Experiments: ${known}.`);
}

/** Arguments of an action. */
export function parseAction(experiment: Experiment, name: unknown, args: unknown): Result<ParamTree> {
  const action =
    typeof name === "string" && Object.hasOwn(experiment.actions, name) ? experiment.actions[name] : undefined;
  if (action !== undefined) return parseTree(action.args, args);
  const known = Object.keys(experiment.actions).join(", ") || "none";
  return fail("value", "act", `${experiment.id} has no action ${named(name)}`, `Actions: ${known}.`);
}

/** Applies one edit of several values: each in its range, all together as the experiment demands. */
export function applyEdits(
  experiment: Experiment,
  tree: ParamTree,
  edits: readonly { readonly path: string; readonly value: unknown }[],
): Result<ParamTree> {
  if (!Array.isArray(edits)) return fail("value", "set", "an edit must be a list of paths and values");
  let next = tree;
  for (const { path, value } of edits) {
    if (typeof path !== "string") return fail("value", "set", "a parameter is named by its dotted path");
    const set = setParam(experiment.schema, next, path, value);
    if (!set.ok) return set;
    next = set.value;
  }
  const relation = experiment.check?.(next) ?? null;
  return relation === null ? ok(next) : { ok: false, error: relation };
}

/** True when all of `paths` can change from `before` to `after` without a rebuild. */
export const allLive = (schema: ParamSchema, paths: readonly string[], before: ParamTree, after: ParamTree): boolean =>
  paths.every((path) => {
    const spec = specOf(schema, path);
    return spec !== undefined && isLive(spec, before) && isLive(spec, after);
  });

/** Index after the edit that begins at `start`: the first entry and those that join it. */
export function editEnd(log: readonly Command[], start: number): number {
  let end = start + 1;
  for (let next = log[end]; next?.type === "set" && next.joins === true; next = log[end]) end++;
  return end;
}

/** A list beyond the limit is refused before its members are looked at. */
const tooLong = (log: unknown): ReturnType<typeof fail> | null =>
  Array.isArray(log) && log.length > MAX_LOG
    ? fail("value", "log", `the log has ${log.length} entries, more than ${MAX_LOG}`)
    : null;

/** Checks a log entry by entry against the parameters it meets; the steps must not descend. */
export function parseLog(experiment: Experiment, params: ParamTree, input: unknown): Result<Command[]> {
  const long = tooLong(input);
  if (long !== null) return long;
  const shape = z.array(command).safeParse(input);
  if (!shape.success) return fault("log", shape.error, input);
  const log = shape.data as Command[];
  const refused = (index: number, reason: string) => fail("value", `log.${index}`, `log entry ${index + 1}: ${reason}`);
  const clean: Command[] = [];
  let tree = params;
  for (let start = 0, end = 0; start < log.length; start = end) {
    end = editEnd(log, start);
    const first = log[start] as Command;
    if (first.step < (log[start - 1]?.step ?? 0)) return refused(start, "its step lies before that of the entry above");
    if (first.type === "act") {
      if (end > start + 1) return refused(start + 1, "it joins an entry that is no parameter edit");
      const args = parseAction(experiment, first.name, first.args);
      if (!args.ok) return refused(start, args.error.message);
      clean.push({ ...first, args: args.value });
      continue;
    }
    if (first.joins === true) return refused(start, "it joins nothing");
    const edits = log.slice(start, end) as Extract<Command, { type: "set" }>[];
    if (edits.some((edit) => edit.step !== first.step)) return refused(start, "its members have different steps");
    const next = applyEdits(experiment, tree, edits);
    if (!next.ok) return refused(start, next.error.message);
    const paths = edits.map((edit) => edit.path);
    if (!allLive(experiment.schema, paths, tree, next.value)) {
      return refused(start, `${cut(paths.join(", "), MAX_REASON)} cannot change while a run goes on`);
    }
    clean.push(...edits);
    tree = next.value;
  }
  return ok(clean);
}

/** Checks a session record from outside completely; its parameters may be any subset and come back complete. */
export function parseRecord(experiments: Experiments, input: unknown): Result<SessionRecord> {
  const long = tooLong(typeof input === "object" && input !== null ? Reflect.get(input, "log") : undefined);
  if (long !== null) return long;
  const shape = record.safeParse(input);
  if (!shape.success) return fault("", shape.error, input);
  const experiment = findExperiment(experiments, shape.data.experiment);
  if (!experiment.ok) return experiment;
  const params = parseParams(experiment.value, shape.data.params);
  if (!params.ok) return params;
  const log = parseLog(experiment.value, params.value, shape.data.log);
  if (!log.ok) return log;
  return ok({ ...shape.data, params: params.value, log: log.value });
}
