import { describe, expect, it } from "vitest";
import type { ExperimentId } from "../../workers/catalog";
import { EXPERIMENTS } from "../../workers/catalog";
import { presetParams } from "../../workers/params/presets";
import { describeParams } from "../../workers/params/schema";
import { isActive, parseTree, specOf } from "../../workers/params/validate";
import type { InjectOption } from "../views/_view";
import { loadView } from "../views/registry";
import type { Layout } from "./_page";
import { loadExperiments } from "./declarations";
import { PAGES } from "./registry";

await loadExperiments();

const slotsOf = (layout: Layout): string[] => {
  if (typeof layout === "string") return [layout];
  return "stack" in layout ? [...layout.stack] : layout.parts.flatMap((part) => slotsOf(part.content));
};

const sharesOf = (layout: Layout): number[] =>
  typeof layout === "string" || "stack" in layout
    ? []
    : [
        layout.parts.reduce((sum, part) => sum + part.share, 0),
        ...layout.parts.flatMap((part) => sharesOf(part.content)),
      ];

/** Options of views that name a parameter, and those that name actions. */
const PATHS = ["watch", "present", "x", "y"];
const actionsOf = ({ inject, tools = [] }: Readonly<Record<string, unknown>>): InjectOption[] =>
  [inject ?? [], tools].flat() as InjectOption[];

const cases = (Object.keys(EXPERIMENTS) as ExperimentId[]).flatMap((id) =>
  Object.keys(EXPERIMENTS[id].presets).map((preset) => [id, preset] as const),
);

describe.each(cases)("page of %s with preset %s", (id, preset) => {
  const experiment = EXPERIMENTS[id];
  const params = presetParams(experiment, preset);
  const arrangement = PAGES[id].arrange(params);
  const channels = experiment.channels(params as never);

  it("places every view once, and the shares fill the space", () => {
    expect(slotsOf(arrangement.layout).sort()).toEqual(Object.keys(arrangement.slots).sort());
    for (const share of sharesOf(arrangement.layout)) expect(share).toBe(100);
  });

  it("gives every view channels of the kinds that it takes", async () => {
    for (const slot of Object.values(arrangement.slots)) {
      const { accepts, optional = [] } = await loadView(slot.view);
      const given = Object.keys(slot.channels);
      expect(Object.keys(accepts)).toEqual(expect.arrayContaining(given));
      expect(given).toEqual(expect.arrayContaining(Object.keys(accepts).filter((role) => !optional.includes(role))));
      for (const [role, name] of Object.entries(slot.channels)) expect(channels[name]?.kind).toBe(accepts[role]);
    }
  });

  it("offers actions that are declared", () => {
    const offered = PAGES[id].actions?.(params) ?? [];
    expect(Object.keys(experiment.actions)).toEqual(expect.arrayContaining([...offered]));
    expect(new Set(offered).size).toBe(offered.length);
  });

  it("takes places from cells that are there, and arguments from parameters that exist", () => {
    const { channel, otherwise = {} } = PAGES[id].places ?? {};
    if (channel === undefined) return;
    expect(["matrix", "lattice"]).toContain(channels[channel]?.kind);
    const taken = Object.values(experiment.actions).flatMap(({ args }) => Object.keys(args.shape));
    for (const [name, path] of Object.entries(otherwise)) {
      expect(taken).toContain(name);
      expect(specOf(experiment.schema, path), path).toBeDefined();
    }
  });

  it("names in its views parameters that matter, and declared actions with arguments that they take", () => {
    for (const [name, { options = {} }] of Object.entries(arrangement.slots)) {
      for (const path of PATHS.map((key) => options[key]).filter((value) => typeof value === "string")) {
        const spec = specOf(experiment.schema, path);
        expect(spec !== undefined && isActive(spec, params), `${name}: ${path}`).toBe(true);
      }
      for (const { action, args } of actionsOf(options)) {
        const declared = experiment.actions[action];
        expect(declared, `${name}: ${action}`).toBeDefined();
        if (declared !== undefined) expect(parseTree(declared.args, args)).toMatchObject({ ok: true });
      }
    }
  });

  it("reads out scalars", () => {
    for (const name of arrangement.readouts) expect(channels[name]?.kind).toBe("scalar");
  });
});

it.each(Object.keys(EXPERIMENTS) as ExperimentId[])("%s has a page under its id, with parameters that exist", (id) => {
  const page = PAGES[id];
  const specs = new Map(describeParams(EXPERIMENTS[id].schema).map((spec) => [spec.path, spec]));
  expect(page.id).toBe(id);
  for (const path of page.upFront) expect(specs.has(path), path).toBe(true);
  expect(new Set(page.upFront).size).toBe(page.upFront.length);
  if (page.primary !== undefined) expect(specs.get(page.primary)?.kind).toBe("choice");
});
