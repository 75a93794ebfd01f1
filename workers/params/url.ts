import { type Command, fail, ok, type ParamTree, type Result, type SessionRecord } from "../protocol";
import { cut, parseJson } from "./json";
import { type Experiments, findExperiment, parseRecord } from "./record";
import { pipe } from "./streams";
import { diffParams } from "./validate";

/**
 * A session as text for a link. The text is base64url of JSON, deflated where that is shorter; the first character
 * names the form. It holds only what differs from the defaults, and step distances instead of steps.
 */

const PLAIN = "p";
const DEFLATED = "d";
/** Longest text taken from a link, in characters. */
export const MAX_LINK = 512 * 1024;
/** Longest JSON that it may unfold to, in bytes: parsed, each byte can cost thirty. */
const MAX_JSON = 4 * 2 ** 20;

type PackedCommand = readonly [kind: "s" | "j" | "a", distance: number, name: string, value: unknown];
type Packed = readonly [
  format: 1,
  id: string,
  params: ParamTree,
  seed: number,
  step: number,
  log: readonly PackedCommand[],
];

const toBase64Url = (bytes: Uint8Array): string => {
  let binary = "";
  for (let i = 0; i < bytes.length; i += 0x2000) binary += String.fromCharCode(...bytes.subarray(i, i + 0x2000));
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
};

const fromBase64Url = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));

/** Text of a valid record; `experiments` must hold its experiment. */
export async function encodeLink(experiments: Experiments, record: SessionRecord): Promise<string> {
  const experiment = findExperiment(experiments, record.experiment);
  const params = experiment.ok ? diffParams(experiment.value.schema, record.params) : record.params;
  let last = 0;
  const log = record.log.map((entry): PackedCommand => {
    const distance = entry.step - last;
    last = entry.step;
    return entry.type === "set"
      ? [entry.joins === true ? "j" : "s", distance, entry.path, entry.value]
      : ["a", distance, entry.name, entry.args];
  });
  const packed: Packed = [1, record.experiment, params, record.seed, record.step, log];
  const json = new TextEncoder().encode(JSON.stringify(packed));
  const deflated = await pipe(json, new CompressionStream("deflate-raw"), Number.POSITIVE_INFINITY);
  return deflated.length < json.length ? DEFLATED + toBase64Url(deflated) : PLAIN + toBase64Url(json);
}

const malformed = (reason: string) =>
  fail("value", "link", `the link cannot be read: ${reason}`, "Ask for the link again; it may have been cut.");

function unpackLog(log: unknown): Result<unknown[]> {
  if (!Array.isArray(log)) return malformed("its log is no list");
  const commands: unknown[] = [];
  let step = 0;
  for (const entry of log) {
    if (!Array.isArray(entry) || entry.length !== 4) return malformed("a log entry is no list of four");
    const [kind, distance, name, value] = entry as unknown[];
    if (typeof distance !== "number") return malformed("a log entry has no step");
    step += distance;
    if (kind === "a") commands.push({ type: "act", step, name, args: value } satisfies Loose<"act">);
    else if (kind === "s") commands.push({ type: "set", step, path: name, value } satisfies Loose<"set">);
    else if (kind === "j") commands.push({ type: "set", step, path: name, value, joins: true } satisfies Loose<"set">);
    else return malformed("a log entry is of an unknown kind");
  }
  return ok(commands);
}

type Loose<T extends Command["type"]> = { [K in keyof Extract<Command, { type: T }>]: unknown };

/** Reads and checks the text of a link; never throws. */
export async function decodeLink(experiments: Experiments, text: string): Promise<Result<SessionRecord>> {
  if (text.length > MAX_LINK) return malformed(`it has ${text.length} characters, more than ${MAX_LINK}`);
  const form = text.charAt(0);
  if (form !== PLAIN && form !== DEFLATED) return malformed("it does not begin as one of ours");
  let unfolded: string;
  try {
    const bytes = fromBase64Url(text.slice(1));
    const json = form === PLAIN ? bytes : await pipe(bytes, new DecompressionStream("deflate-raw"), MAX_JSON);
    unfolded = new TextDecoder("utf-8", { fatal: true }).decode(json);
  } catch (error) {
    return malformed(error instanceof RangeError ? "it unfolds to more than a session can hold" : "it is damaged");
  }
  const parsed = parseJson(unfolded, "its content");
  if (!parsed.ok) return malformed(cut(parsed.error.message, 120));
  const packed = parsed.value;
  if (!Array.isArray(packed) || packed.length !== 6) return malformed("it holds no session");
  const [format, experiment, params, seed, step, log] = packed as unknown[];
  if (format !== 1) return malformed("it was made by another version of the lab");
  const commands = unpackLog(log);
  return commands.ok
    ? parseRecord(experiments, { format, experiment, params, seed, step, log: commands.value })
    : commands;
}
