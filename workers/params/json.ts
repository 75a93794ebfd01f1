import { fail, ok, type Result } from "../protocol";

/** Reading JSON from outside, and showing a value from outside in a message: neither may throw, whatever comes. */

/** Nothing that the lab writes is nested deeper; beyond, what walks a value by recursion could run out of stack. */
const MAX_DEPTH = 32;

const QUOTE = 34;
const BACKSLASH = 92;

/** True when no bracket outside of strings is nested deeper than the limit. */
function shallow(text: string): boolean {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (inString) {
      if (code === BACKSLASH) at++;
      else if (code === QUOTE) inString = false;
    } else if (code === QUOTE) inString = true;
    else if (code === 91 || code === 123) {
      if (++depth > MAX_DEPTH) return false;
    } else if (code === 93 || code === 125) depth--;
  }
  return true;
}

/**
 * @param subject what the text is, for the message
 * @returns the value, or why it is none: no JSON, or nested too deeply
 */
export function parseJson(text: string, subject: string): Result<unknown> {
  if (!shallow(text)) return fail("value", subject, `${subject} is nested more than ${MAX_DEPTH} levels deep`);
  try {
    return ok(JSON.parse(text) as unknown);
  } catch {
    return fail("value", subject, `${subject} is no JSON`);
  }
}

/** A value as a person would write it, cut where it would flood a message. */
export function shown(value: unknown, length = 60): string {
  if (typeof value === "string") return cut(JSON.stringify(value.slice(0, length + 1)), length);
  if (typeof value !== "object" || value === null) return cut(String(value), length);
  // Members are looked at only as far as they are shown; objects may be of any size and shape.
  if (!Array.isArray(value)) return `a group with ${Object.keys(value).length} keys`;
  if (value.length > length || value.some((member) => typeof member === "object" && member !== null)) {
    return `a list of ${value.length}`;
  }
  return cut(`[${value.map((member) => shown(member, length)).join(",")}]`, length);
}

/** A name from outside, without quotes where it is one. */
export const named = (value: unknown, length = 60): string =>
  typeof value === "string" ? cut(value, length) : shown(value, length);

export const cut = (text: string, length: number): string =>
  text.length > length ? `${text.slice(0, length - 3)}...` : text;
