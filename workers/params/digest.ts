import { fail, ok, type Result } from "../protocol";

/**
 * SHA-256 of the state segment followed by the UTF-8 bytes of the plain state, hexadecimal; the same in every
 * JavaScript engine. Browsers offer it on https, localhost and local files only.
 */
export async function digestOf(state: Uint8Array, plain: string): Promise<Result<string>> {
  const subtle: SubtleCrypto | undefined = globalThis.crypto?.subtle;
  if (subtle === undefined) {
    return fail(
      "state",
      "digest",
      "this page has no cryptography",
      "Open the lab over https, from localhost or from a file.",
    );
  }
  const text = new TextEncoder().encode(plain);
  const bytes = new Uint8Array(state.length + text.length);
  bytes.set(state);
  bytes.set(text, state.length);
  const hash = new Uint8Array(await subtle.digest("SHA-256", bytes));
  return ok(Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join(""));
}
