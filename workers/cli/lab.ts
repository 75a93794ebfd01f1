import { version } from "../../package.json";
import type { Experiment, RunnableExperiment } from "../experiments/_experiment";
import { Assets } from "../host/assets";
import { describeFault } from "../host/faults";
import { loadFile } from "../host/files";
import { Session } from "../host/session";
import { methodsText } from "../params/methods";
import { presetParams } from "../params/presets";
import {
  applyEdits,
  type Experiments,
  findExperiment,
  MAX_STEP,
  parseAction,
  parseStep,
  seedSchema,
} from "../params/record";
import { defaultParams, jsonSchema } from "../params/validate";
import { fail, ok, type ParamTree, type Result, type SimError, SimFault } from "../protocol";
import { RUNNABLE } from "../runnable";
import { HELP, type RunArgs, readArgs } from "./args";
import { Recorder } from "./recorder";
import { replay } from "./replay";
import { nirBytes, nirLeftOut, scriptText } from "./simulators";

/** The lab without a browser: lists what there is, runs an experiment, prints JSON. */

type Runnable = Readonly<Record<string, RunnableExperiment>>;

export interface LabIo {
  stdout(text: string): void;
  stderr(text: string): void;
  readFile(path: string): Promise<Uint8Array>;
  writeFile(path: string, content: string | Uint8Array): Promise<void>;
}

/** Streams are taken over at least every so many steps, so that the channels need not hold them. */
const PORTION = 4096;

const BAD_INPUT = 2;
const FAULT = 1;
/** A replay that computes another digest than the one it was given. */
const DISAGREES = 1;

function list(experiments: Experiments): string {
  const described = Object.values(experiments).map((experiment) => ({
    id: experiment.id,
    wing: experiment.wing,
    title: experiment.title,
    summary: experiment.summary,
    params: jsonSchema(experiment.schema),
    channels: experiment.channels(defaultParams(experiment.schema) as never),
    actions: Object.fromEntries(
      Object.entries(experiment.actions).map(([name, { label, doc, args }]) => [
        name,
        { label, doc, args: jsonSchema(args) },
      ]),
    ),
    files: Object.fromEntries(
      Object.entries(experiment.files).map(([name, file]) => {
        const { label, doc, accept } = file;
        return [name, { label, doc, accept, ...("asset" in file ? { names: file.asset } : {}) }];
      }),
    ),
    presets: Object.fromEntries(
      Object.entries(experiment.presets).map(([name, { label, doc, cite }]) => [
        name,
        { label, doc, ...(cite === undefined ? {} : { cite }), params: presetParams(experiment, name) },
      ]),
    ),
    sources: experiment.sources,
    validity: experiment.validity,
  }));
  return `${JSON.stringify({ experiments: described }, null, 2)}\n`;
}

async function read(file: string, io: LabIo): Promise<Result<Uint8Array>> {
  try {
    return ok(await io.readFile(file));
  } catch (error) {
    return fail("file", file, `${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** The parameters that preset, files and settings lead to, in this order; data files go into `assets`. */
async function paramsOf(experiment: Experiment, args: RunArgs, assets: Assets, io: LabIo): Promise<Result<ParamTree>> {
  const start = args.preset === undefined ? defaultParams(experiment.schema) : presetParams(experiment, args.preset);
  const edits: { readonly path: string; readonly value: unknown }[] = [];
  for (const { name, file } of args.load) {
    const bytes = await read(file, io);
    if (!bytes.ok) return bytes;
    const loaded = await loadFile(experiment, assets, name, file, bytes.value);
    if (!loaded.ok) return loaded;
    edits.push(...loaded.value);
  }
  return applyEdits(experiment, start, [...edits, ...args.set]);
}

function lastStep(session: Session, args: RunArgs): Result<number> {
  const own = session.endStep ?? session.experiment.steps ?? null;
  const asked = args.steps ?? (args.ms === undefined ? own : Math.round(args.ms / session.stepMs));
  if (asked === null) {
    return fail(
      "value",
      "--steps",
      `${session.experiment.id} has no end of its own: give --steps (0 to ${MAX_STEP}) or --ms`,
    );
  }
  const step = parseStep(args.ms === undefined ? "--steps" : "--ms", asked);
  return step.ok ? ok(Math.min(step.value, session.endStep ?? MAX_STEP)) : step;
}

const throwing = <T>(result: Result<T>): T => {
  if (!result.ok) throw new SimFault(result.error);
  return result.value;
};

/** The experiment with the parameters and the seed that the arguments lead to. */
async function setUp(experiments: Runnable, args: RunArgs, io: LabIo) {
  const experiment = throwing(findExperiment(experiments, args.experiment));
  const assets = new Assets();
  const params = throwing(await paramsOf(experiment, args, assets, io));
  return { experiment, params, assets, seed: args.seed ?? seedSchema.parse(undefined) };
}

/** Data files by their content, whichever parameters name them. */
async function dataFiles(load: RunArgs["load"], io: LabIo): Promise<Assets> {
  const assets = new Assets();
  for (const { file } of load) throwing(await assets.add(file, throwing(await read(file, io))));
  return assets;
}

const methods = async (experiments: Runnable, args: RunArgs, io: LabIo): Promise<string> =>
  methodsText({ ...(await setUp(experiments, args, io)), version, changes: 0 });

const script =
  (simulator: "brian2" | "nest") =>
  async (experiments: Runnable, args: RunArgs, io: LabIo): Promise<string> =>
    throwing(scriptText(simulator, await setUp(experiments, args, io)));

async function nir(experiments: Runnable, args: RunArgs, io: LabIo): Promise<Uint8Array> {
  if (args.out === "-") throwing(fail("value", "--out", "nir needs --out <file>: HDF5 is no text"));
  const { experiment, params, assets, seed } = await setUp(experiments, args, io);
  const leftOut = throwing(nirLeftOut({ experiment, params }));
  const request = { experiment: args.experiment, params, seed };
  const session = throwing(Session.open(request, { experiments, assets, snapshotBudget: 0 }));
  const end = args.steps === undefined && args.ms === undefined ? 0 : throwing(lastStep(session, args));
  while (session.step < end) {
    session.advance(Math.min(PORTION, end - session.step));
    session.clearChannels();
  }
  const bytes = await nirBytes(session.nir(), {
    experiment: experiment.id,
    seed,
    time_ms: end * session.stepMs,
    leftOut,
  });
  io.stderr(`lab: not in ${args.out}:\n${leftOut.map((note) => `- ${note}\n`).join("")}`);
  return bytes;
}

async function run(experiments: Runnable, args: RunArgs, io: LabIo): Promise<string> {
  const { experiment, params, assets } = await setUp(experiments, args, io);
  for (const { name, args: given } of args.act) throwing(parseAction(experiment, name, given));
  const request = { experiment: args.experiment, params, seed: args.seed };
  const session = throwing(Session.open(request, { experiments, assets, snapshotBudget: 0 }));
  for (const name of args.record) {
    if (Object.hasOwn(session.specs, name)) continue;
    const known = Object.keys(session.specs).join(", ");
    throwing(fail("value", "--record", `${experiment.id} has no channel ${name}`, `Channels: ${known}.`));
  }
  const end = throwing(lastStep(session, args));
  const acts = args.act.toSorted((a, b) => a.step - b.step);
  const late = acts.at(-1);
  if (late !== undefined && late.step > end) {
    throwing(fail("value", "--act", `--act must be at a step between 0 and ${end}, got ${late.step}`));
  }
  const recorder = new Recorder(session, args.record);
  const every = args.every ?? Math.max(1, end);
  recorder.collect();
  for (let next = 0; ; ) {
    for (let act = acts[next]; act !== undefined && act.step === session.step; act = acts[++next]) {
      throwing(session.act(act.name, act.args));
    }
    if (session.step >= end || session.ended) break;
    const sampleAt = session.step - (session.step % every) + every;
    const until = Math.min(end, sampleAt, acts[next]?.step ?? end, session.step + PORTION);
    session.advance(until - session.step);
    recorder.collect();
    if (session.step === sampleAt) recorder.sample();
  }
  if (args.every === undefined && end === 0) recorder.sample();
  const result = {
    experiment: experiment.id,
    seed: session.opened().seed,
    params: session.params,
    dt_ms: session.stepMs,
    steps: session.step,
    channels: recorder.result(),
    digest: throwing(await session.digest()),
  };
  return `${JSON.stringify(result)}\n`;
}

const oneLine = ({ message, hint }: SimError): string =>
  `lab: ${[message, hint]
    .filter(Boolean)
    .join(". ")
    .replaceAll(/\s*\n\s*/g, " ")}\n`;

const COMMANDS = { run, methods, brian2: script("brian2"), nest: script("nest"), nir } as const;

/**
 * @param argv the arguments without interpreter and script
 * @param experiments what can be run
 * @returns the exit code: 0, 2 for bad input, 1 for a fault of the lab, both with one line on the error output; 1 also
 *   for a replay that does not agree
 */
export async function main(argv: readonly string[], io: LabIo, experiments: Runnable = RUNNABLE): Promise<number> {
  try {
    const args = throwing(readArgs(argv));
    if (args.command === "help") {
      io.stdout(HELP);
    } else if (args.command === "list") {
      io.stdout(list(experiments));
    } else {
      const { text, agrees = true } =
        args.command === "replay"
          ? throwing(
              await replay(experiments, args.source, await dataFiles(args.load, io), (path) => io.readFile(path)),
            )
          : { text: await COMMANDS[args.command](experiments, args, io) };
      if (args.out === "-") io.stdout(String(text));
      else
        await io
          .writeFile(args.out, text)
          .catch((error: Error) => throwing(fail("file", args.out, `${args.out} cannot be written: ${error.message}`)));
      return agrees ? 0 : DISAGREES;
    }
    return 0;
  } catch (error) {
    const described = describeFault(error, "lab");
    io.stderr(oneLine(described));
    return described.kind === "internal" ? FAULT : BAD_INPUT;
  }
}
