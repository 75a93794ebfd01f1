/** Pictures in formats that only a browser reads, as the plain ones that experiments read. */

const COMPRESSED = /\.(png|jpe?g)$/i;

/** Longest edge in pixels that is handed on; larger pictures are averaged down by the browser. */
const LONGEST = 1024;

/**
 * Bytes of a file, those of a PNG or JPEG picture as a binary PPM ("P6"), on white where it lets through.
 *
 * @throws what the browser says of a picture that it cannot decode
 */
export async function plainBytes(file: File): Promise<Uint8Array> {
  if (!COMPRESSED.test(file.name)) return new Uint8Array(await file.arrayBuffer());
  const picture = await createImageBitmap(file);
  const shrink = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
  const width = Math.max(1, Math.round(picture.width * shrink));
  const height = Math.max(1, Math.round(picture.height * shrink));
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext("2d");
  if (context === null) throw new Error("no canvas");
  context.fillStyle = "#ffffff";
  context.fillRect(0, 0, width, height);
  context.imageSmoothingQuality = "high";
  context.drawImage(picture, 0, 0, width, height);
  picture.close();
  const { data } = context.getImageData(0, 0, width, height);
  return ppmOf(data, width, height);
}

/** Pixels [height, width] of red, green, blue and alpha as a binary PPM; alpha is left out. */
export function ppmOf(data: ArrayLike<number>, width: number, height: number): Uint8Array {
  const header = new TextEncoder().encode(`P6\n${width} ${height}\n255\n`);
  const bytes = new Uint8Array(header.length + 3 * width * height);
  bytes.set(header);
  for (let k = 0, at = header.length; k < width * height; k++) {
    for (let channel = 0; channel < 3; channel++) bytes[at++] = data[4 * k + channel] as number;
  }
  return bytes;
}
