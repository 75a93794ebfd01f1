interface Transform {
  readonly readable: ReadableStream<Uint8Array>;
  readonly writable: WritableStream<BufferSource>;
}

/**
 * Passes bytes through a transform of the platform, e.g. a decompression.
 *
 * @param limit most bytes to take from it; it is cancelled with the first one beyond
 * @throws RangeError beyond the limit, and what the transform throws of bytes that it cannot read
 */
export async function pipe(bytes: Uint8Array<ArrayBuffer>, transform: Transform, limit: number) {
  const reader = new Blob([bytes]).stream().pipeThrough<Uint8Array>(transform).getReader();
  const parts: Uint8Array[] = [];
  let length = 0;
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    length += read.value.length;
    if (length > limit) {
      await reader.cancel();
      throw new RangeError("too long");
    }
    parts.push(read.value);
  }
  const whole = new Uint8Array(length);
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}
