import { version } from "../../package.json";
import type { Experiment, RunnableExperiment } from "../experiments/_experiment";
import { describeFault } from "../host/faults";
import { readFile } from "../host/files";
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

/** The lab without a browser: lists what there is, runs an experiment, prints JSON. */

type Runnable = Readonly<Record<string, RunnableExperiment>>;

export interface LabIo {
  stdout(text: string): void;
  stderr(text: string): void;
  readFile(path: string): Promise<Uint8Array>;
  writeFile(path: string, text: string): Promise<void>;
}

/** Streams are taken over at least every so many steps, so that the channels need not hold them. */
const PORTION = 4096;

const BAD_INPUT = 2;
const FAULT = 1;

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
      Object.entries(experiment.files).map(([name, { label, doc, accept }]) => [name, { label, doc, accept }]),
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

/** The parameters that preset, files and settings lead to, in this order. */
async function paramsOf(experiment: Experiment, args: RunArgs, io: LabIo): Promise<Result<ParamTree>> {
  const start = args.preset === undefined ? defaultParams(experiment.schema) : presetParams(experiment, args.preset);
  const edits: { readonly path: string; readonly value: unknown }[] = [];
  for (const { name, file } of args.load) {
    let bytes: Uint8Array;
    try {
      bytes = await io.readFile(file);
    } catch (error) {
      return fail("file", file, `${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
    }
    const read = readFile(experiment, name, file, bytes);
    if (!read.ok) return read;
    edits.push(...read.value);
  }
  return applyEdits(experiment, start, [...edits, ...args.set]);
}

function lastStep(session: Session, args: RunArgs): Result<number> {
  const asked = args.steps ?? (args.ms === undefined ? session.endStep : Math.round(args.ms / session.stepMs));
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
  const params = throwing(await paramsOf(experiment, args, io));
  return { experiment, params, seed: args.seed ?? seedSchema.parse(undefined) };
}

const methods = async (experiments: Runnable, args: RunArgs, io: LabIo): Promise<string> =>
  methodsText({ ...(await setUp(experiments, args, io)), version, changes: 0 });

async function brian2(experiments: Runnable, args: RunArgs, io: LabIo): Promise<string> {
  const { experiment, params, seed } = await setUp(experiments, args, io);
  const script = experiment.brian2?.(params as never, seed) ?? null;
  return script ?? throwing(fail("value", "brian2", `${experiment.id} has no Brian 2 script for these parameters`));
}

async function run(experiments: Runnable, args: RunArgs, io: LabIo): Promise<string> {
  const experiment = throwing(findExperiment(experiments, args.experiment));
  const params = throwing(await paramsOf(experiment, args, io));
  for (const { name, args: given } of args.act) throwing(parseAction(experiment, name, given));
  const request = { experiment: args.experiment, params, seed: args.seed };
  const session = throwing(Session.open(request, { experiments, snapshotBudget: 0 }));
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

const COMMANDS = { run, methods, brian2 } as const;

/**
 * @param argv the arguments without interpreter and script
 * @param experiments what can be run
 * @returns the exit code: 0, 2 for bad input, 1 for a fault of the lab; both with one line on the error output
 */
export async function main(argv: readonly string[], io: LabIo, experiments: Runnable = RUNNABLE): Promise<number> {
  try {
    const args = throwing(readArgs(argv));
    if (args.command === "help") {
      io.stdout(HELP);
    } else if (args.command === "list") {
      io.stdout(list(experiments));
    } else {
      const text = await COMMANDS[args.command](experiments, args, io);
      if (args.out === "-") io.stdout(text);
      else
        await io
          .writeFile(args.out, text)
          .catch((error: Error) => throwing(fail("file", args.out, `${args.out} cannot be written: ${error.message}`)));
    }
    return 0;
  } catch (error) {
    const described = describeFault(error, "lab");
    io.stderr(oneLine(described));
    return described.kind === "internal" ? FAULT : BAD_INPUT;
  }
}
