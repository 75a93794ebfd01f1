import type { RunnableExperiment } from "../experiments/_experiment";
import type { Assets } from "../host/assets";
import { Session } from "../host/session";
import { readLink, splitLink } from "../params/link";
import { readSessionFile } from "../params/sessionFile";
import { fail, type OpenRequest, ok, type Result } from "../protocol";

/** Replays what the page shared, and says whether it leads to the same state. */

/** Steps between two looks at whether the place is reached. */
const PORTION = 4096;

interface Shared {
  readonly request: OpenRequest;
  readonly expected: string | null;
}

type Runnable = Readonly<Record<string, RunnableExperiment>>;

/** A link is an address or a part of one; everything else names a file. */
const isLink = (source: string): boolean => source.includes("#") || /^\/?\w+\?/.test(source);

async function read(
  experiments: Runnable,
  source: string,
  readFile: (path: string) => Promise<Uint8Array>,
): Promise<Result<Shared>> {
  if (isLink(source)) {
    const { id, query } = splitLink(source);
    const link = await readLink(experiments, id, query);
    if (!link.ok) return link;
    return ok({ request: { experiment: id, ...link.value.request }, expected: link.value.digest });
  }
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(await readFile(source));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return fail("file", source, `${source} cannot be read: ${reason}`, "Give a session file or the # part of a link.");
  }
  const file = readSessionFile(experiments, source, text);
  if (!file.ok) return file;
  const { experiment, params, seed, log, step } = file.value.record;
  return ok({ request: { experiment, params, seed, log, step }, expected: file.value.digest });
}

/**
 * @param source a link of the page, or the path of a session file
 * @param assets data files that its parameters may name
 * @returns JSON with the digest of the state that the source leads to; `agrees` is absent where it names none
 */
export async function replay(
  experiments: Runnable,
  source: string,
  assets: Assets,
  readFile: (path: string) => Promise<Uint8Array>,
): Promise<Result<{ readonly text: string; readonly agrees?: boolean }>> {
  const shared = await read(experiments, source, readFile);
  if (!shared.ok) return shared;
  const { request, expected } = shared.value;
  const opened = Session.open(request, { experiments, assets, snapshotBudget: 0 });
  if (!opened.ok) return opened;
  const session = opened.value;
  while (!session.replay(PORTION)) session.clearChannels();
  const digest = await session.digest();
  if (!digest.ok) return digest;
  const agreement = expected === null ? {} : { expected, agrees: expected === digest.value };
  const { seed } = session.opened();
  const result = {
    experiment: request.experiment,
    seed,
    params: session.params,
    step: session.step,
    digest: digest.value,
    ...agreement,
  };
  return ok({ text: `${JSON.stringify(result)}\n`, ...agreement });
}
