import type { Experiment } from "../experiments/_experiment";
import type { ParamTree, ParamValue } from "../protocol";
import { readAsset } from "./assets";
import { describeParams, type ParamSpec } from "./schema";
import { getParam, isActive } from "./validate";

/** What a paper says about a simulation, written from the declarations alone. */

export interface MethodsRequest {
  readonly experiment: Experiment;
  readonly params: ParamTree;
  readonly seed: number;
  /** Version of the software. */
  readonly version: string;
  /** How many times parameters were changed, or somebody intervened, while the run went on. */
  readonly changes: number;
}

/** A cell of a table must neither end it nor begin another. */
const cell = (text: string): string => text.replaceAll("|", "\\|").replaceAll("\n", " ");

function told(spec: ParamSpec, value: ParamValue): string {
  if (spec.kind === "choice") return spec.choices.find((choice) => choice.value === value)?.label ?? String(value);
  if (spec.kind === "flag") return value === true ? "yes" : "no";
  if (spec.kind === "asset") {
    const asset = readAsset(value);
    return asset === null ? "none" : `${asset.name} (${asset.size} bytes, SHA-256 ${asset.digest})`;
  }
  return Array.isArray(value) ? value.join(", ") : String(value);
}

/** Sources in the order in which they are first named, each once. */
function references(sources: Experiment["sources"]): string[] {
  const lines = sources.map(
    ({ citation, doi }) => `- ${citation}${doi === undefined ? "" : `, https://doi.org/${doi}`}`,
  );
  return [...new Set(lines)];
}

/** Markdown that names models, equations, active parameters with units, step, seed, version, sources and limits. */
export function methodsText({ experiment, params, seed, version, changes }: MethodsRequest): string {
  const models = experiment.models(params as never);
  const active = describeParams(experiment.schema).filter((spec) => isActive(spec, params));
  const clock = experiment.clock?.(params as never);
  const grain =
    clock === undefined
      ? `a time step of ${experiment.stepMs(params as never)} ms`
      : `one batch per training step (an epoch is ${clock.epoch} steps)`;
  const changed =
    changes === 0
      ? ""
      : ` The parameters below are those at the end; during the run ${changes === 1 ? "one change was" : `${changes} changes were`} made, which the session file lists.`;
  const notes = [...experiment.validity, ...models.flatMap(({ validity }) => validity)];
  return `${[
    `# Methods: ${experiment.title}`,
    `Simulated with Synaptarium ${version}, experiment \`${experiment.id}\`, with ${grain} and seed ${seed}. The same parameters, seed and commands give the same bits.${changed}`,
    "## Models",
    ...models.flatMap(({ label, doc, equations, integrator }) => [
      `### ${label}`,
      doc,
      equations.map(({ plain }) => `    ${plain}`).join("\n"),
      `Integration: ${integrator}.`,
    ]),
    "## Parameters",
    [
      "| Parameter | Symbol | Value | Unit |",
      "|---|---|---|---|",
      ...active.map((spec) => {
        const value = getParam(params, spec.path) ?? spec.default;
        const unit = spec.unit === "1" ? "" : spec.unit;
        return `| ${cell(spec.label)} | $${cell(spec.symbol)}$ | ${cell(told(spec, value))} | ${unit} |`;
      }),
      ...(experiment.constants?.(params as never) ?? []).map(
        ({ label, symbol, value, unit }) =>
          `| ${cell(label)}, fixed | $${symbol}$ | ${value} | ${unit === "1" ? "" : unit} |`,
      ),
    ].join("\n"),
    "## Sources",
    references([...experiment.sources, ...models.flatMap(({ sources }) => sources)]).join("\n"),
    "## Limits",
    [...new Set(notes.map(({ note, badge }) => `- ${note}${badge === undefined ? "" : ` (${badge})`}`))].join("\n"),
  ].join("\n\n")}\n`;
}
