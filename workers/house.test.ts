import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { EXPERIMENTS } from "./catalog";
import { ENCODERS, NEURONS, PLASTICITY, SYNAPSES } from "./catalogCells";
import { DEVICES } from "./catalogMatter";
import { STRUCTURAL } from "./catalogStructure";
import type { ModelInfo } from "./params/model";
import { type Condition, describeParams, type ParamSchema, type ParamSpec } from "./params/schema";
import { UNITS } from "./units/units";

/** House rules that neither the compiler nor the import rules can see. */

const ROOT = join(import.meta.dirname, "..");
const LANGUAGES = ["en", "pt-BR"];

const filesIn = (folder: string): string[] =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" }).map((file) =>
    join(folder, file).replaceAll("\\", "/"),
  );

const isTest = (file: string): boolean => /\.test\.tsx?$|\/testing\.ts$/.test(file);

const parsed = new Map<string, ts.SourceFile>();

function parse(file: string): ts.SourceFile {
  const source =
    parsed.get(file) ?? ts.createSourceFile(file, readFileSync(join(ROOT, file), "utf8"), ts.ScriptTarget.Latest, true);
  parsed.set(file, source);
  return source;
}

/** Positions "file:line" of the nodes that a rule refuses. */
function offences(files: readonly string[], refuses: (node: ts.Node) => boolean): string[] {
  return files.flatMap((file) => {
    const source = parse(file);
    const found: string[] = [];
    const visit = (node: ts.Node): void => {
      if (refuses(node)) found.push(`${file}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}`);
      ts.forEachChild(node, visit);
    };
    visit(source);
    return found;
  });
}

/** True for `object.name` and `object["name"]`. */
const isMember = (node: ts.Node, object: string, names: ReadonlySet<string>): boolean => {
  if (ts.isPropertyAccessExpression(node)) return node.expression.getText() === object && names.has(node.name.text);
  if (!ts.isElementAccessExpression(node) || node.expression.getText() !== object) return false;
  return !ts.isStringLiteralLike(node.argumentExpression) || names.has(node.argumentExpression.text);
};

/** True where an identifier stands for a value of its own, not for a member, a key or a type. */
const isGlobalUse = (node: ts.Node, names: ReadonlySet<string>): boolean =>
  ts.isIdentifier(node) &&
  names.has(node.text) &&
  !(ts.isPropertyAccessExpression(node.parent) && node.parent.name === node) &&
  !ts.isTypeNode(node.parent) &&
  !(ts.isPropertyAssignment(node.parent) && node.parent.name === node) &&
  !(ts.isPropertySignature(node.parent) && node.parent.name === node);

const workers = filesIn("workers").filter((file) => file.endsWith(".ts") && !file.endsWith(".d.ts") && !isTest(file));
const page = filesIn("src").filter((file) => /\.tsx?$/.test(file) && !isTest(file));

describe("the code of workers/", () => {
  it("takes no chance but from seeded streams", () => {
    const random = new Set(["random"]);
    expect(
      offences(
        workers,
        (node) =>
          isMember(node, "Math", random) || isMember(node, "crypto", new Set(["getRandomValues", "randomUUID"])),
      ),
    ).toEqual([]);
  });

  it("reads no clock outside pacing and command line", () => {
    const clocks = new Set(["Date", "performance"]);
    const files = workers.filter((file) => !/^workers\/(host|cli)\//.test(file));
    expect(offences(files, (node) => isGlobalUse(node, clocks))).toEqual([]);
  });

  it("takes transcendentals from the kernel where they reach the state", () => {
    // The browser's own may differ in the last bit from one machine to the next. Model folders may use them in closed
    // forms, for display and for tests.
    const own =
      "acos acosh asin asinh atan atan2 atanh cbrt cos cosh exp expm1 hypot log log10 log1p log2 pow sin sinh tan tanh";
    const names = new Set(own.split(" "));
    const powers = new Set([ts.SyntaxKind.AsteriskAsteriskToken, ts.SyntaxKind.AsteriskAsteriskEqualsToken]);
    const isPower = (node: ts.Node): boolean =>
      ts.isBinaryExpression(node) &&
      powers.has(node.operatorToken.kind) &&
      // Powers of two are exact everywhere.
      node.left.getText() !== "2";
    const files = workers.filter((file) =>
      /^workers\/(network|experiments|encoders|math|topology|structural)\//.test(file),
    );
    expect(offences(files, (node) => isMember(node, "Math", names) || isPower(node))).toEqual([]);
  });

  it.each(["sim", "structure", "matter"])("has an entry %s of at most 20 lines", (name) => {
    const lines = readFileSync(join(ROOT, `workers/${name}.worker.ts`), "utf8")
      .trimEnd()
      .split("\n");
    expect(lines.length).toBeLessThanOrEqual(20);
  });
});

describe("the code of src/", () => {
  it("leaves ranges and steps to the schema", () => {
    const range = new Set(["min", "max", "step", "defaultValue"]);
    const isNumber = (node: ts.Node): boolean =>
      (ts.isNumericLiteral(node) && Number(node.text) !== 0) ||
      (ts.isPrefixUnaryExpression(node) && isNumber(node.operand)) ||
      (ts.isStringLiteral(node) &&
        node.text.trim() !== "" &&
        Number.isFinite(Number(node.text)) &&
        Number(node.text) !== 0) ||
      (ts.isJsxExpression(node) && node.expression !== undefined && isNumber(node.expression));
    const refuses = (node: ts.Node): boolean =>
      ts.isJsxAttribute(node) &&
      range.has(node.name.getText()) &&
      node.initializer !== undefined &&
      isNumber(node.initializer);
    expect(offences(page, refuses)).toEqual([]);
  });

  it("starts workers in the one way that works from a file share", () => {
    // A worker starts from a blob, but not from a file:// address; chunks are classic scripts without import.meta.
    expect(
      offences(page, (node) => ts.isMetaProperty(node) && /import\.meta\.url/.test(node.parent.getText())),
    ).toEqual([]);
    const imports = page.flatMap(
      (file) => readFileSync(join(ROOT, file), "utf8").match(/"[^"]*[?&]worker[^"]*"/g) ?? [],
    );
    expect(imports.filter((specifier) => !specifier.endsWith('?worker&inline"'))).toEqual([]);
    expect(imports.length).toBeGreaterThan(0);
  });
});

const ids = Object.keys(EXPERIMENTS);
const models = [NEURONS, SYNAPSES, PLASTICITY, ENCODERS, DEVICES, STRUCTURAL].flatMap((folder) =>
  Object.entries<ModelInfo>(folder),
);

describe("the catalog", () => {
  it("names every entry by its id", () => {
    for (const [key, entry] of [...Object.entries(EXPERIMENTS), ...models]) expect(entry.id).toBe(key);
  });

  it("has both halves and the lessons of every experiment, and no others", () => {
    for (const id of ids) {
      const halves = [`workers/experiments/${id}.ts`, `src/experiments/${id}.tsx`];
      const lessons = LANGUAGES.map((language) => `src/lessons/${id}.${language}.mdx`);
      for (const file of [...halves, ...lessons]) expect(existsSync(join(ROOT, file)), file).toBe(true);
    }
    const isPart = (name: string): boolean => name === "testing" || ids.some((id) => name.startsWith(id));
    const strangers = [
      ...filesIn("workers/experiments").map((file) => /^workers\/experiments\/([a-z]\w*)\.ts$/.exec(file)?.[1]),
      ...filesIn("src/experiments").map((file) => /^src\/experiments\/([a-z]\w*)\.tsx$/.exec(file)?.[1]),
      ...filesIn("src/lessons").map((file) => /^src\/lessons\/(\w+)\.[\w-]+\.mdx$/.exec(file)?.[1]),
    ].filter((name) => name !== undefined && !isPart(name));
    expect(strangers).toEqual([]);
  });

  it.each(Object.values(EXPERIMENTS))("$id says what it is, what it rests on and what it leaves out", (experiment) => {
    for (const text of [experiment.title, experiment.summary]) expect(text.trim()).not.toBe("");
    expect(experiment.sources).not.toEqual([]);
    expect(experiment.validity).not.toEqual([]);
    for (const part of [experiment.presets, experiment.actions, experiment.files]) {
      for (const { label, doc } of Object.values(part)) expect(label.trim() && doc.trim()).not.toBe("");
    }
  });

  it.each(Object.values(EXPERIMENTS))(
    "$id accepts each of its presets and says what its channels are",
    (experiment) => {
      for (const [name, preset] of Object.entries(experiment.presets)) {
        const params = experiment.schema.parse(preset.params, { error: () => `preset ${name}` });
        expect(experiment.stepMs(params)).toBeGreaterThan(0);
        expect(experiment.check?.(params) ?? null).toBeNull();
        const channels = Object.values(experiment.channels(params));
        expect(channels).not.toEqual([]);
        for (const { label, doc } of channels) expect(label.trim() && doc.trim()).not.toBe("");
      }
    },
  );

  it.each(models.map(([, model]) => model))("$id says what it is, what it rests on and what it leaves out", (model) => {
    for (const text of [model.label, model.doc, model.integrator]) expect(text.trim()).not.toBe("");
    for (const { tex, plain } of model.equations) expect(tex.trim() && plain.trim()).not.toBe("");
    expect([model.equations.length, model.sources.length, model.validity.length]).not.toContain(0);
  });
});

const schemas: [string, ParamSchema][] = [
  ...Object.values(EXPERIMENTS).map(({ id, schema }): [string, ParamSchema] => [id, schema]),
  ...models.map(([id, { schema }]): [string, ParamSchema] => [id, schema]),
  ...Object.values(EXPERIMENTS).flatMap(({ id, actions }) =>
    Object.entries(actions).map(([name, { args }]): [string, ParamSchema] => [`${id}.${name}`, args]),
  ),
];

describe.each(schemas)("the parameters of %s", (_id, schema) => {
  const specs = describeParams(schema);
  const at = new Map(specs.map((spec) => [spec.path, spec]));

  it("are each declared once", () => {
    expect(at.size).toBe(specs.length);
  });

  it.each(specs.map((spec): [string, ParamSpec] => [spec.path, spec]))("%s is complete", (_path, spec) => {
    for (const text of [spec.label, spec.symbol, spec.doc, spec.group]) expect(text.trim()).not.toBe("");
    expect(Object.keys(UNITS)).toContain(spec.unit);
    expectDefaultInRange(spec);
    for (const condition of [spec.live, ...[spec.when ?? []].flat()]) {
      if (typeof condition === "object") expectReachable(condition, at);
    }
  });
});

function expectDefaultInRange(spec: ParamSpec): void {
  switch (spec.kind) {
    case "number":
    case "integer": {
      expect(spec.min).toBeLessThan(spec.max);
      expect(spec.default).toBeGreaterThanOrEqual(spec.min);
      expect(spec.default).toBeLessThanOrEqual(spec.max);
      if (spec.kind === "integer") expect(spec.default).toSatisfy(Number.isInteger);
      if (spec.values !== undefined) {
        expect(spec.values).toEqual([...new Set(spec.values)].sort((a, b) => a - b));
        expect(spec.values).toContain(spec.default);
      }
      // Zero has no place on a logarithmic scale.
      if (spec.scale === "log") expect(spec.min).toBeGreaterThan(0);
      if (spec.step !== undefined) expect(spec.step).toBeLessThan(spec.max - spec.min);
      break;
    }
    case "choice":
      expect(new Set(spec.choices.map(({ value }) => value)).size).toBe(spec.choices.length);
      expect(spec.choices.map(({ value }) => value)).toContain(spec.default);
      for (const { label, doc } of spec.choices) expect(label.trim() && doc.trim()).not.toBe("");
      break;
    case "flag":
      expect(spec.default).toBeTypeOf("boolean");
      break;
    case "asset":
      expect([spec.default, spec.live]).toEqual(["", false]);
      break;
    case "times":
      expect(Array.isArray(spec.default) && spec.default.length <= spec.maxLength).toBe(true);
      break;
    case "numbers":
      expect(Array.isArray(spec.default) && spec.default.length <= spec.maxLength).toBe(true);
      for (const value of spec.default as readonly number[]) {
        expect(value).toBeGreaterThanOrEqual(spec.min);
        expect(value).toBeLessThanOrEqual(spec.max);
      }
      break;
    default:
      expect.unreachable(`no rule for ${JSON.stringify(spec satisfies never)}`);
  }
}

/** A condition names a choice or flag of the same schema and values that it can have. */
function expectReachable(condition: Condition, at: ReadonlyMap<string, ParamSpec>): void {
  const target = at.get(condition.path);
  expect(target, condition.path).toBeDefined();
  const values = target?.kind === "choice" ? target.choices.map(({ value }) => value) : [true, false];
  expect(condition.in).not.toEqual([]);
  for (const value of condition.in) expect(values).toContain(value);
}
