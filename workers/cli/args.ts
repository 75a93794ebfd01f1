import { parseArgs } from "node:util";
import { seedSchema } from "../params/record";
import { fail, ok, type Result } from "../protocol";

/** Reading the command line; what the values mean is checked by the schema of the experiment. */

export interface RunArgs {
  readonly experiment: string;
  readonly preset: string | undefined;
  readonly set: readonly { readonly path: string; readonly value: unknown }[];
  readonly load: readonly { readonly name: string; readonly file: string }[];
  readonly act: readonly { readonly step: number; readonly name: string; readonly args: unknown }[];
  readonly seed: number | undefined;
  readonly steps: number | undefined;
  readonly ms: number | undefined;
  readonly record: readonly string[];
  readonly every: number | undefined;
  readonly out: string;
}

export type Args =
  | { readonly command: "help" }
  | { readonly command: "list" }
  | ({ readonly command: "replay"; readonly source: string; readonly out: string } & Pick<RunArgs, "load">)
  | ({ readonly command: "methods" | "brian2" | "nest" | "nir" } & RunArgs)
  | ({ readonly command: "run" } & RunArgs);

export const HELP = `Runs experiments of the lab without a browser and prints JSON.

  lab list
      Every experiment with its parameters (JSON Schema), channels, actions, files and presets.

  lab methods <experiment> [--preset ...] [--set ...] [--load ...] [--seed ...] [--out ...]
      What a paper says about it, in Markdown: models, equations, parameters with units, seed, version, sources, limits.

  lab brian2|nest <experiment> [--preset ...] [--set ...] [--load ...] [--seed ...] [--out ...]
      A Python script that simulates the same with Brian 2 or NEST; its heading says what differs.

  lab nir <experiment> --out <file.nir> [--preset ...] [--set ...] [--load ...] [--seed ...] [--steps <n> | --ms <t>]
      The network after so many steps as a graph of NIR, where its primitives suffice; what is left out goes into its
      metadata and to the error output.

  lab run <experiment> [options]
      --preset <name>            start from a preset instead of the defaults
      --set <path>=<value>       change a parameter, e.g. rule.aPlus=0.01; may be repeated
      --load <name>=<file>       read a file into the parameters it stands for, or a data file, gzip or not, that they name;
                                 may be repeated
      --act <step>:<name>:<json> intervene at a step; may be repeated
      --seed <n>                 seed of all random streams (${seedSchema.parse(undefined)})
      --steps <n> | --ms <t>     how far to run; left out: to the end of an experiment that has one
      --record <channel>         print a channel; may be repeated
      --every <n>                sample states every n steps (once, at the end)
      --out <file>               write there instead of to the standard output (-)

  lab replay <link or session file> [--load <name>=<file>] [--out <file>]
      Replays a link of the page (its part after #, or the whole address) or a session file to its moment and prints
      {experiment, seed, params, step, digest}; where it holds a digest also expected and agrees. Exits with 1 when the
      digests differ. Links and session files only name data files: give those by --load, under any name.

  Output of run: {experiment, seed, params, dt_ms, steps, channels, digest}. Each channel is {unit, shape, data} with data in
  row-major order; streams also name their columns, planes and graphs have parts {shape, data} beside it, and NaN is null.
  Of curves, planes and graphs only the last sample is printed. The digest is the SHA-256 of the final state.
`;

const bad = (option: string, reason: string) => fail("value", option, `${option} ${reason}`, "See lab --help.");

function number(option: string, text: string | undefined, least: number, whole: boolean): Result<number | undefined> {
  if (text === undefined) return ok(undefined);
  const value = text.trim() === "" ? Number.NaN : Number(text);
  if (Number.isFinite(value) && value >= least && (!whole || Number.isSafeInteger(value))) return ok(value);
  return bad(option, `must be a ${whole ? "whole " : ""}number of at least ${least}, got ${text}`);
}

/** JSON where it is JSON, else the text itself, so that choices need no quotes. */
function parseValue(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

function pair(option: string, text: string): Result<readonly [string, string]> {
  const at = text.indexOf("=");
  return at > 0
    ? ok([text.slice(0, at), text.slice(at + 1)])
    : bad(option, `must have the form name=value, got ${text}`);
}

function action(text: string): Result<RunArgs["act"][number]> {
  const [, step, name, json] = /^(\d+):([^:]+)(?::(.*))?$/s.exec(text) ?? [];
  if (step === undefined || name === undefined) return bad("--act", `must have the form step:name:json, got ${text}`);
  try {
    return ok({ step: Number(step), name, args: JSON.parse(json ?? "{}") as unknown });
  } catch {
    return bad("--act", `holds arguments that are no JSON: ${json}`);
  }
}

function all<T, U>(items: readonly T[], read: (item: T) => Result<U>): Result<U[]> {
  const values: U[] = [];
  for (const item of items) {
    const value = read(item);
    if (!value.ok) return value;
    values.push(value.value);
  }
  return ok(values);
}

const fileArgument = ([name, file]: readonly [string, string]) => ({ name, file });

const RUN_COMMANDS = ["run", "methods", "brian2", "nest", "nir"] as const;
const isRunCommand = (command: string): command is (typeof RUN_COMMANDS)[number] =>
  (RUN_COMMANDS as readonly string[]).includes(command);

const OPTIONS = {
  help: { type: "boolean", short: "h" },
  preset: { type: "string" },
  set: { type: "string", multiple: true },
  load: { type: "string", multiple: true },
  act: { type: "string", multiple: true },
  seed: { type: "string" },
  steps: { type: "string" },
  ms: { type: "string" },
  record: { type: "string", multiple: true },
  every: { type: "string" },
  out: { type: "string" },
} as const;

/** @param argv the arguments without interpreter and script */
export function readArgs(argv: readonly string[]): Result<Args> {
  let parsed: ReturnType<typeof parseArgs<{ options: typeof OPTIONS; allowPositionals: true; args: string[] }>>;
  try {
    parsed = parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split(". ")[0] as string) : String(error);
    return fail("value", "arguments", reason, "See lab --help.");
  }
  const { values, positionals } = parsed;
  const [command, experiment, ...rest] = positionals;
  if (values.help === true || command === "help") return ok({ command: "help" });
  if (command === undefined) return bad("lab", "needs a command: list, methods, brian2, nest, nir, run or replay");
  if (command === "list") return ok({ command: "list" });
  const load = all(values.load ?? [], (text) => pair("--load", text));
  if (command === "replay") {
    if (experiment === undefined) return bad("lab replay", "needs a link or a session file");
    if (rest.length > 0) return bad("lab replay", `takes one link or file, got also ${rest.join(" ")}`);
    return load.ok
      ? ok({ command, source: experiment, load: load.value.map(fileArgument), out: values.out ?? "-" })
      : load;
  }
  if (!isRunCommand(command))
    return bad("lab", `has no command ${command}; the commands are list, methods, brian2, nest, nir, run and replay`);
  if (experiment === undefined) return bad(`lab ${command}`, "needs the id of an experiment");
  if (rest.length > 0) return bad(`lab ${command}`, `takes one experiment, got also ${rest.join(" ")}`);

  const set = all(values.set ?? [], (text) => pair("--set", text));
  if (!set.ok) return set;
  if (!load.ok) return load;
  const act = all(values.act ?? [], action);
  if (!act.ok) return act;
  const seed = number("--seed", values.seed, 0, true);
  if (!seed.ok) return seed;
  const steps = number("--steps", values.steps, 0, true);
  if (!steps.ok) return steps;
  const ms = number("--ms", values.ms, 0, false);
  if (!ms.ok) return ms;
  const every = number("--every", values.every, 1, true);
  if (!every.ok) return every;
  if (steps.value !== undefined && ms.value !== undefined) return bad("--ms", "and --steps exclude each other");
  return ok({
    command,
    experiment,
    preset: values.preset,
    set: set.value.map(([path, value]) => ({ path, value: parseValue(value) })),
    load: load.value.map(fileArgument),
    act: act.value,
    seed: seed.value,
    steps: steps.value,
    ms: ms.value,
    record: values.record ?? [],
    every: every.value,
    out: values.out ?? "-",
  });
}
