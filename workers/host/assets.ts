import { assetDescription, assetName, assetText, readAsset } from "../params/assets";
import { digestOf } from "../params/digest";
import { pipe } from "../params/streams";
import { fail, ok, type Result, SimFault } from "../protocol";

/** No data set of the lab unfolds to more, in bytes. */
const MAX_CONTENT = 256 * 2 ** 20;
/** Of more than this, what was not read for longest is given up; the page brings it again. */
const MAX_HELD = 512 * 2 ** 20;

type Reader<T> = (content: Uint8Array, name: string) => T;

interface Held {
  readonly content: Uint8Array;
  readonly read: Map<Reader<unknown>, unknown>;
}

const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 8;

const tooLarge = (fileName: string, most: number) =>
  fail("file", fileName, `${fileName} holds more than ${most / 2 ** 20} MiB, the most that the lab takes`);

async function unfold(fileName: string, bytes: Uint8Array<ArrayBuffer>, most: number): Promise<Result<Uint8Array>> {
  if (!isGzip(bytes)) return ok(bytes);
  try {
    return ok(await pipe(bytes, new DecompressionStream("gzip"), most));
  } catch (error) {
    if (error instanceof RangeError) return tooLarge(fileName, most);
    return fail("file", fileName, `${fileName} is damaged or was cut: its gzip stream cannot be read to its end`);
  }
}

/** Data files by their content. */
export class Assets {
  /** By digest, the one read last at the end. */
  readonly #held = new Map<string, Held>();

  /** @param most bytes of one file, @param budget bytes of all */
  constructor(
    private readonly budget = MAX_HELD,
    private readonly most = MAX_CONTENT,
  ) {}

  /**
   * Takes the bytes of a file over, unfolded where it is gzip.
   *
   * @returns the value of a parameter that names it
   */
  async add(fileName: string, bytes: Uint8Array): Promise<Result<string>> {
    if (bytes.length > this.most) return tooLarge(fileName, this.most);
    const unfolded = await unfold(fileName, bytes as Uint8Array<ArrayBuffer>, this.most);
    if (!unfolded.ok) return unfolded;
    const content = unfolded.value;
    if (content.length === 0) return fail("file", fileName, `${fileName} is empty`);
    const digest = await digestOf(content, "");
    if (!digest.ok) return digest;
    this.#touch(digest.value, this.#held.get(digest.value) ?? { content, read: new Map() });
    return ok(assetText({ digest: digest.value, size: content.length, name: assetName(fileName) }));
  }

  /** Those of these values that name a file which is not here. */
  lacking(values: readonly string[]): readonly string[] {
    return values.filter((value) => {
      const asset = readAsset(value);
      return asset !== null && !this.#held.has(asset.digest);
    });
  }

  /**
   * The content of a file.
   *
   * @throws SimFault of kind "missing" when the file is not here
   */
  content(value: string): Uint8Array {
    return this.#find(value).content;
  }

  /**
   * What `read` makes of a file; kept, so that `read` must be the same function for the same meaning.
   *
   * @throws SimFault of kind "missing" when the file is not here, and what `read` throws
   */
  read<T>(value: string, read: Reader<T>): T {
    const held = this.#find(value);
    if (!held.read.has(read)) held.read.set(read, read(held.content, readAsset(value)?.name ?? ""));
    return held.read.get(read) as T;
  }

  #find(value: string): Held {
    const asset = readAsset(value);
    if (asset === null) throw new Error(`${value} names no data file`);
    const held = this.#held.get(asset.digest);
    if (held === undefined) {
      const message = `this run needs the data file ${assetDescription(asset)}`;
      throw new SimFault(fail("missing", "", message, "Load that file as well (on the command line by --load).").error);
    }
    this.#touch(asset.digest, held);
    return held;
  }

  #touch(digest: string, held: Held): void {
    this.#held.delete(digest);
    this.#held.set(digest, held);
    let bytes = 0;
    for (const [other, { content }] of [...this.#held].reverse()) {
      bytes += content.length;
      if (bytes > this.budget && other !== digest) this.#held.delete(other);
    }
  }
}
