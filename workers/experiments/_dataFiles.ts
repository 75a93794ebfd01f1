import { asset } from "../params/schema";
import { type DataKind, type DataSummary, fail, SimFault } from "../protocol";
import type { ByteImages, LabelledBytes, LabelledImages } from "../tasks/_task";
import { FILE_CLASSES } from "../tasks/_task";
import { readCsvDigits } from "../tasks/csvDigits";
import { isIdx, isIdxImages, readIdxImages, readIdxLabels } from "../tasks/idx";
import type { DataContext, DataFile } from "./_experiment";

/** Pictures with labels from files of the user (MNIST and its kin, tables of digits), for experiments that learn. */

/** Pictures that a preview shows. */
const PREVIEW = 24;
/** Without a file to test with, every so many-th picture is kept for the test. */
const KEPT = 7;

const ACCEPT = [".gz", "-ubyte", ".idx", ".csv", ".txt"] as const;

const about = (set: string, what: string, doc: string) => ({
  label: `File of ${set} ${what}`,
  symbol: `\\text{${what}}`,
  doc,
  group: "task",
});

/** The parameters that name the files; all empty where the built-in pictures are used. */
export const dataFileParams = {
  images: asset(about("training", "pictures", "Your file of pictures to learn from; none: the built-in digits.")),
  labels: asset(about("training", "labels", "Your file that says what each training picture shows.")),
  testImages: asset(about("test", "pictures", "Your file of pictures to test with; none: some training pictures.")),
  testLabels: asset(about("test", "labels", "Your file that says what each test picture shows.")),
};

/** Values of `dataFileParams`. */
export type DataFileParams = Readonly<Record<keyof typeof dataFileParams, string>>;

const PICTURES: readonly DataKind[] = ["images", "samples"];

/** The files that such an experiment declares; `group` holds the parameters. */
export const dataFiles = (group = "task"): Record<keyof typeof dataFileParams, DataFile> => ({
  images: {
    label: "Training pictures",
    doc: "IDX as of MNIST (train-images-idx3-ubyte, also .gz), or CSV with labels.",
    accept: ACCEPT,
    asset: `${group}.images`,
    holds: PICTURES,
    set: "train",
  },
  labels: {
    label: "Training labels",
    doc: "IDX as of MNIST (train-labels-idx1-ubyte, also .gz).",
    accept: ACCEPT,
    asset: `${group}.labels`,
    holds: ["labels"],
    set: "train",
  },
  testImages: {
    label: "Test pictures",
    doc: "IDX as of MNIST (t10k-images-idx3-ubyte, also .gz), or CSV with labels.",
    accept: ACCEPT,
    asset: `${group}.testImages`,
    holds: PICTURES,
    set: "test",
  },
  testLabels: {
    label: "Test labels",
    doc: "IDX as of MNIST (t10k-labels-idx1-ubyte, also .gz).",
    accept: ACCEPT,
    asset: `${group}.testLabels`,
    holds: ["labels"],
    set: "test",
  },
});

/** Beginnings of files that people load by mistake. */
const STRANGERS: readonly (readonly [begins: readonly number[], what: string, hint: string])[] = [
  [[0x50, 0x4b], "is a ZIP archive", "Unpack it and load the files that are inside."],
  [[0x1f, 0x8b], "is a gzip file within a gzip file", "Unpack it once and load what is inside."],
  [[0x3c], "is a web page", "The download led to a page instead of the file."],
  [[0x89, 0x50, 0x4e, 0x47], "is a picture (PNG)", "Load a data set: IDX as of MNIST, or CSV."],
];

/** A file of pictures, of labels or of both; what it lacks is empty. */
type Decoded = LabelledBytes & { readonly kind: DataKind };

const NOTHING = new Uint8Array();

/**
 * What a data file holds, told from its content alone.
 *
 * @throws SimFault of kind "file" naming the file and what is wrong with it
 */
function decode(content: Uint8Array, name: string): Decoded {
  const stranger = STRANGERS.find(([begins]) => begins.every((byte, at) => content[at] === byte));
  if (stranger !== undefined) throw new SimFault(fail("file", name, `${name} ${stranger[1]}`, stranger[2]).error);
  if (isIdxImages(content)) return { kind: "images", ...readIdxImages(content, name), labels: NOTHING };
  if (isIdx(content)) {
    const labels = readIdxLabels(content, name);
    return { kind: "labels", count: labels.length, side: 0, pixels: NOTHING, labels };
  }
  return { kind: "samples", ...readCsvDigits(content, name) };
}

/**
 * What the page shows of a data file before it is used.
 *
 * @throws SimFault of kind "file" naming the file and what is wrong with it
 */
export function inspectData(content: Uint8Array, name: string): DataSummary {
  const { kind, count, side, pixels, labels } = decode(content, name);
  const classes = kind === "images" ? [] : new Array<number>(FILE_CLASSES).fill(0);
  for (const label of labels) classes[label] = (classes[label] as number) + 1;
  return {
    kind,
    count,
    side,
    classes,
    pictures: pixels.slice(0, PREVIEW * side * side),
    labels: labels.slice(0, PREVIEW),
  };
}

const refuse = (path: string, message: string, hint?: string): never => {
  throw new SimFault(fail("value", path, message, hint).error);
};

const nameOf = (value: string): string => value.slice(value.lastIndexOf(":") + 1);

/** Pictures and the labels that belong to them. */
function labelled(context: DataContext, images: string, labels: string, path: string, labelPath: string) {
  const pictures = context.asset(images, decode);
  const name = nameOf(images);
  if (pictures.kind === "labels") return refuse(path, `${name} holds labels, not pictures`, "Swap the two files.");
  if (pictures.kind === "samples") {
    if (labels !== "") refuse(labelPath, `${name} has its labels inside`, `Leave ${nameOf(labels)} out.`);
    return pictures;
  }
  if (labels === "") return refuse(labelPath, `${name} holds pictures without labels`, "Load the file of labels too.");
  const told = context.asset(labels, decode);
  if (told.kind !== "labels") return refuse(labelPath, `${nameOf(labels)} holds pictures, not labels`);
  if (told.count !== pictures.count) {
    refuse(labelPath, `${name} has ${pictures.count} pictures, but ${nameOf(labels)} has ${told.count} labels`);
  }
  return { ...pictures, labels: told.labels };
}

/** The pictures whose number `takes` accepts. */
function part({ count, side, pixels, labels }: LabelledBytes, takes: (index: number) => boolean): LabelledBytes {
  const chosen = Array.from({ length: count }, (_, index) => index).filter(takes);
  const size = side * side;
  const kept = new Uint8Array(chosen.length * size);
  for (const [k, index] of chosen.entries()) kept.set(pixels.subarray(index * size, (index + 1) * size), k * size);
  return { count: chosen.length, side, pixels: kept, labels: Uint8Array.from(chosen, (index) => labels[index] ?? 0) };
}

/**
 * The user's pictures; null where none are loaded.
 *
 * @param group path of the parameters, for messages
 * @throws SimFault of kind "value" at the parameter whose file does not fit the others, "missing" when one is not here,
 *   "file" when one cannot be read
 */
export function readDataFiles(
  context: DataContext,
  { images, labels, testImages, testLabels }: DataFileParams,
  group = "task",
): { readonly train: LabelledBytes; readonly test: LabelledBytes } | null {
  if (images === "") {
    const [path] = Object.entries({ labels, testImages, testLabels }).find(([, value]) => value !== "") ?? [];
    return path === undefined ? null : refuse(`${group}.${path}`, "the training pictures are not loaded");
  }
  const train = labelled(context, images, labels, `${group}.images`, `${group}.labels`);
  if (testImages === "") {
    if (testLabels !== "") refuse(`${group}.testLabels`, "these test labels have no test pictures");
    if (train.count < 2 * KEPT) refuse(`${group}.images`, `${nameOf(images)} has only ${train.count} pictures`);
    const isKept = (index: number) => index % KEPT === KEPT - 1;
    return { train: part(train, (index) => !isKept(index)), test: part(train, isKept) };
  }
  const test = labelled(context, testImages, testLabels, `${group}.testImages`, `${group}.testLabels`);
  if (test.side !== train.side) {
    refuse(
      `${group}.testImages`,
      `the training pictures have ${train.side} x ${train.side} pixels, the test pictures ${test.side} x ${test.side}`,
    );
  }
  return { train, test };
}

/** How much of each of `from` pixels along an edge lies in each of `to` equal pieces of it: [piece][pixel, share]. */
const overlaps = (from: number, to: number): readonly (readonly (readonly [pixel: number, share: number])[])[] =>
  Array.from({ length: to }, (_, piece) => {
    const [start, end] = [(piece * from) / to, ((piece + 1) * from) / to];
    const shares: (readonly [number, number])[] = [];
    for (let pixel = Math.floor(start); pixel < Math.min(from, Math.ceil(end)); pixel++) {
      const share = (Math.min(end, pixel + 1) - Math.max(start, pixel)) / (end - start);
      if (share > 0) shares.push([pixel, share]);
    }
    return shares;
  });

/**
 * Pictures for a network, spread evenly through the file, because files may be sorted by class.
 *
 * @param count of them; fewer where the file has fewer
 * @param side pixels along an edge that they are brought to, by averaging over areas
 */
export function picturesOf(bytes: LabelledBytes, count: number, side: number): LabelledImages {
  const taken = Math.min(count, bytes.count);
  const images = new Float32Array(taken * side * side);
  const labels = new Uint8Array(taken);
  const shares = overlaps(bytes.side, side);
  for (let k = 0; k < taken; k++) {
    const index = Math.floor((k * bytes.count) / taken);
    labels[k] = bytes.labels[index] as number;
    resample(bytes, index, shares, images.subarray(k * side * side, (k + 1) * side * side));
  }
  return { count: taken, pixels: side * side, images, labels };
}

function resample(
  { side: from, pixels }: ByteImages,
  index: number,
  shares: ReturnType<typeof overlaps>,
  out: Float32Array,
): void {
  const start = index * from * from;
  let at = 0;
  for (const rows of shares) {
    for (const columns of shares) {
      let sum = 0;
      for (const [row, high] of rows) {
        for (const [column, wide] of columns) sum += high * wide * (pixels[start + row * from + column] as number);
      }
      out[at++] = sum / 255;
    }
  }
}
