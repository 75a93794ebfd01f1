import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Script } from "../experiments/_scripts";

/** Running scripts for other simulators in tests, where a Python has them. */

/** A Python that imports the module; a pyenv often hides the packages of the system. Says so where there is none. */
export function pythonWith(module: string, name: string): string | undefined {
  const python = ["python3", "/usr/bin/python3"].find(
    (python) => spawnSync(python, ["-c", `import ${module}`], { stdio: "ignore" }).status === 0,
  );
  if (python === undefined) process.stdout.write(`${name} is not installed: what needs it is skipped\n`);
  return python;
}

export function textOf(script: Script): string {
  if ("reason" in script) throw new Error(`no script: ${script.reason}`);
  return script.text;
}

/** Runs a program of Python with files as its arguments, in a folder of their own. @returns what it prints */
export function runPython(
  python: string,
  program: string,
  files: Readonly<Record<string, string | Uint8Array>>,
  env: Readonly<Record<string, string>> = {},
): string {
  const folder = mkdtempSync(join(tmpdir(), "synaptarium-"));
  try {
    const paths = Object.entries(files).map(([name, content]) => {
      writeFileSync(join(folder, name), content);
      return join(folder, name);
    });
    const { status, stdout, stderr } = spawnSync(python, ["-c", program, ...paths], {
      encoding: "utf8",
      cwd: folder,
      env: { ...process.env, PYTHONDONTWRITEBYTECODE: "1", ...env },
    });
    if (status !== 0) throw new Error(stderr);
    return stdout;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Interpreted, because compiling takes longer than running once; all in one process, because it starts slowly. */
const BRIAN2 = `
import sys, brian2
brian2.prefs.codegen.target = "numpy"
brian2.BrianLogger.log_level_error()
for path in sys.argv[1:]:
    brian2.start_scope()
    exec(open(path).read(), {})
`;

/** @returns the last line that each script prints */
export function inBrian2(python: string, scripts: readonly string[]): string[] {
  const files = Object.fromEntries(scripts.map((script, i) => [`${String(i).padStart(3, "0")}.py`, script]));
  const lines = runPython(python, BRIAN2, files).trimEnd().split("\n");
  if (lines.length !== scripts.length) throw new Error(`${scripts.length} scripts printed ${lines.length} lines`);
  return lines;
}

/** The number that follows a word in a line. */
export const numberAfter = (word: string, line: string): number =>
  Number(new RegExp(`${word} (-?[\\d.e+-]+|nan)`).exec(line)?.[1] ?? Number.NaN);

/** @returns the last line that each script prints */
export const inNest = (python: string, scripts: readonly string[]): string[] =>
  scripts.map(
    (script) =>
      runPython(python, "import sys; exec(open(sys.argv[1]).read())", { "script.py": script })
        .trimEnd()
        .split("\n")
        .at(-1) ?? "",
  );

/** What a script asked of the stand-in for NEST: nodes, connections, synapse models and ms of simulation. */
export interface NestLog {
  readonly created: readonly (readonly [model: string, n: number, params: Readonly<Record<string, unknown>>])[];
  readonly connected: readonly (readonly [
    pre: number,
    post: number,
    rule: string,
    model: string,
    synapse: Readonly<Record<string, unknown>>,
  ])[];
  readonly synapses: Readonly<Record<string, readonly [model: string, params: Readonly<Record<string, number>>]>>;
  readonly simulated: number;
}

const STAND_IN = join(import.meta.dirname, "../fixtures/nest");

const NEST = `
import json, sys
for path in sys.argv[1:]:
    sys.modules.pop("nest", None)
    exec(compile(open(path).read(), "script.py", "exec"), {})
    print(json.dumps(sys.modules["nest"].log))
`;

/** Compiles each script and runs it with the stand-in in the place of NEST. Throws what either says against it. */
export function nestStandIn(python: string, scripts: readonly string[]): NestLog[] {
  const files = Object.fromEntries(scripts.map((script, i) => [`${String(i).padStart(3, "0")}.py`, script]));
  const lines = runPython(python, NEST, files, { PYTHONPATH: STAND_IN }).split("\n");
  return lines.filter((line) => line.startsWith("{")).map((line) => JSON.parse(line) as NestLog);
}
