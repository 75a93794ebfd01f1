import { fail, ok, type Result, type SessionRecord } from "../protocol";
import { assetsIn, readAsset } from "./assets";
import { parseJson } from "./json";
import { DIGEST, type PageState, parsePage } from "./page";
import { type Experiments, parseRecord } from "./record";

/** A session as a file: its record as JSON, with the digest of its last state and what the page showed. */

export interface SessionFile {
  readonly record: SessionRecord;
  /** SHA-256 of the state at the record's step; null in files that hold none. */
  readonly digest: string | null;
  readonly page: PageState;
}

/** No session that the lab can write is larger. */
export const MAX_SESSION_BYTES = 64 * 2 ** 20;

/** What somebody who opens the file must have besides. */
function noteOf({ params }: SessionRecord): { readonly note?: string } {
  const assets = assetsIn(params).flatMap((text) => readAsset(text) ?? []);
  if (assets.length === 0) return {};
  const names = assets.map(({ name, size, digest }) => `${name} (${size} bytes, SHA-256 ${digest})`).join(", ");
  return { note: `Data files are not inside this file. To replay it, load also: ${names}.` };
}

export function sessionFileText({ record, digest, page }: SessionFile): string {
  const told = digest === null ? {} : { digest };
  const shown = Object.keys(page).length === 0 ? {} : { page };
  return `${JSON.stringify({ ...noteOf(record), ...record, ...told, ...shown }, null, 1)}\n`;
}

/**
 * Reads a session file.
 *
 * @param name of the file, for messages
 * @returns the session, or what is wrong with it and where; never throws
 */
export function readSessionFile(experiments: Experiments, name: string, text: string): Result<SessionFile> {
  if (text.length > MAX_SESSION_BYTES) return fail("file", name, `${name} is too large for a session file`);
  const parsed = parseJson(text, name);
  if (!parsed.ok || typeof parsed.value !== "object" || parsed.value === null || Array.isArray(parsed.value)) {
    return fail("file", name, parsed.ok ? `${name} is not a session file of the lab` : parsed.error.message);
  }
  const { digest = null, page = {}, note: _note, ...rest } = parsed.value as Record<string, unknown>;
  if (digest !== null && !(typeof digest === "string" && DIGEST.test(digest))) {
    return fail("value", "digest", "the digest of a session file is 64 hexadecimal digits");
  }
  const shown = parsePage(page);
  if (!shown.ok) return shown;
  const record = parseRecord(experiments, rest);
  return record.ok ? ok({ record: record.value, digest, page: shown.value }) : record;
}
