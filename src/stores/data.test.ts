import { describe, expect, it } from "vitest";
import { dataFiles } from "../../workers/experiments/_dataFiles";
import { assetText } from "../../workers/params/assets";
import type { DataKind } from "../../workers/protocol";
import { arrange, editsOf, type ReadFile } from "./data";

const DECLARED = Object.entries(dataFiles("task"));

const file = (name: string, kind: DataKind, count: number): ReadFile => ({
  asset: assetText({ digest: "0".repeat(64), size: 1, name }),
  summary: { kind, count, side: 28, classes: [], pictures: new Uint8Array(), labels: new Uint8Array() },
});

describe("which of the declared files each one is", () => {
  it.each<[string, readonly (readonly [name: string, kind: DataKind, count: number, place: string | null])[]]>([
    [
      "MNIST, by the names",
      [
        ["t10k-labels-idx1-ubyte", "labels", 10_000, "testLabels"],
        ["train-labels-idx1-ubyte", "labels", 60_000, "labels"],
        ["t10k-images-idx3-ubyte", "images", 10_000, "testImages"],
        ["train-images-idx3-ubyte", "images", 60_000, "images"],
      ],
    ],
    [
      "files without telling names, by their numbers",
      [
        ["b", "labels", 10_000, "testLabels"],
        ["a", "images", 10_000, "testImages"],
        ["d", "labels", 60_000, "labels"],
        ["c", "images", 60_000, "images"],
      ],
    ],
    [
      "the same number in both sets, by the names of the labels",
      [
        ["test-x", "images", 500, "testImages"],
        ["test-y", "labels", 500, "testLabels"],
        ["train-x", "images", 500, "images"],
        ["train-y", "labels", 500, "labels"],
      ],
    ],
    [
      "a single pair",
      [
        ["x", "images", 9, "images"],
        ["y", "labels", 9, "labels"],
      ],
    ],
    [
      "labels that were named after the wrong set",
      [
        ["a", "images", 9, "images"],
        ["test", "labels", 9, "labels"],
      ],
    ],
    [
      "tables",
      [
        ["mnist_test.csv", "samples", 10, "testImages"],
        ["mnist_train.csv", "samples", 60, "images"],
      ],
    ],
    [
      "one too many",
      [
        ["a", "images", 3, "images"],
        ["b", "images", 2, "testImages"],
        ["c", "images", 1, null],
      ],
    ],
  ])("%s", (_, files) => {
    const read = files.map(([name, kind, count]) => file(name, kind, count));
    expect(arrange(DECLARED, read)).toEqual(files.map(([, , , place]) => place));
  });
});

describe("the edits that use files", () => {
  it("leave nothing of an old set when there is a new one to learn from", () => {
    expect(editsOf(DECLARED, new Map([["images", "a"]]))).toEqual([
      { path: "task.images", value: "a" },
      { path: "task.labels", value: "" },
      { path: "task.testImages", value: "" },
      { path: "task.testLabels", value: "" },
    ]);
  });

  it("leave what is learned from alone when there is only a new test", () => {
    const used = new Map([
      ["testImages", "a"],
      ["testLabels", "b"],
    ]);
    expect(editsOf(DECLARED, used)).toEqual([
      { path: "task.testImages", value: "a" },
      { path: "task.testLabels", value: "b" },
    ]);
    expect(editsOf(DECLARED, new Map([["testImages", "a"]])).map(({ path }) => path)).toEqual([
      "task.testImages",
      "task.testLabels",
    ]);
  });

  it("replace labels alone", () => {
    expect(editsOf(DECLARED, new Map([["labels", "a"]]))).toEqual([{ path: "task.labels", value: "a" }]);
  });
});
