import { describe, expect, it } from "vitest";
import { EXPERIMENTS } from "../catalog";
import type { Experiment } from "../experiments/_experiment";
import { methodsText } from "./methods";
import { presetParams } from "./presets";
import { describeParams } from "./schema";
import { isActive } from "./validate";

const cases = (Object.values(EXPERIMENTS) as Experiment[]).flatMap((experiment) =>
  Object.keys(experiment.presets).map((preset) => [experiment.id, preset, experiment] as const),
);

const written = (experiment: Experiment, preset: string, changes = 0): string =>
  methodsText({ experiment, params: presetParams(experiment, preset), seed: 7, version: "1.2.3", changes });

describe("the text of methods", () => {
  it.each(cases)("of %s, %s names models, equations, active parameters and sources", (_id, preset, experiment) => {
    const text = written(experiment, preset);
    const params = presetParams(experiment, preset);
    const models = experiment.models(params as never);
    expect(models.length).toBeGreaterThan(0);
    for (const { label, equations } of models) {
      expect(text).toContain(`### ${label}\n`);
      for (const { plain } of equations) expect(text).toContain(plain);
    }
    const specs = describeParams(experiment.schema);
    const rows = text.split("\n").filter((line) => line.startsWith("| ") && !line.startsWith("| Parameter | "));
    const constants = experiment.constants?.(params as never) ?? [];
    expect(rows.length).toBe(specs.filter((spec) => isActive(spec, params)).length + constants.length);
    for (const row of rows) expect(row.replaceAll("\\|", "").split("|")).toHaveLength(6);
    for (const { doi } of experiment.sources) if (doi !== undefined) expect(text).toContain(`https://doi.org/${doi}`);
    for (const { note } of experiment.validity) expect(text).toContain(note);
    expect(text).toContain("Synaptarium 1.2.3");
    expect(text).toContain("seed 7");
    expect(text).not.toMatch(/undefined|NaN|\[object/);
  });

  it("names no source twice and says when the parameters are not those of the whole run", () => {
    const text = written(EXPERIMENTS.network, "coba");
    const dois = [...text.matchAll(/https:\S+/g)].map(([link]) => link);
    expect(new Set(dois).size).toBe(dois.length);
    expect(text).not.toContain("change");
    expect(written(EXPERIMENTS.network, "coba", 1)).toContain("one change was made");
    expect(written(EXPERIMENTS.network, "coba", 3)).toContain("3 changes were made");
  });

  it("follows the choice of the model", () => {
    expect(written(EXPERIMENTS.network, "coba")).toContain("| COBA |");
    expect(written(EXPERIMENTS.network, "coba")).not.toContain("Relative inhibition");
    expect(written(EXPERIMENTS.neuron, "hodgkinHuxley")).not.toContain("Adaptive exponential");
  });
});
