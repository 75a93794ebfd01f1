import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CUBA } from "../../workers/cli/benchmarkNetworks";
import { CASES } from "../../workers/cli/benchmarks";

/** Other simulators on the network that both can run, as ratios of run times in one go. */

export interface Comparison {
  readonly peer: string;
  /** Run time of a second of biology, ms; absent where the peer is not installed. */
  readonly peerMs?: number;
  /** Run time of the lab's kernel over that of the peer, both at their best: below 1 the lab is faster. */
  readonly ratio?: number;
  /** Why there is no number. */
  readonly missing?: string;
}

export interface PeerComparison {
  readonly network: string;
  /** Run time of a second of biology in Node, ms. */
  readonly ownMs: number;
  readonly peers: readonly Comparison[];
}

/** Biology of one run, s, and how often they take turns: on a busy machine short runs often have a core to themselves. */
const SECONDS = 1;
const ROUNDS = 15;
const HERE = join(process.cwd(), "e2e/peers");

/** A peer that is ready: runs once and returns how many seconds its simulation took. */
type Peer = () => number;

/** A Python that has the module; a pyenv often hides the packages of the system. */
const pythonWith = (module: string): string | undefined =>
  ["python3", "/usr/bin/python3"].find(
    (python) => spawnSync(python, ["-c", `import ${module}`], { stdio: "ignore" }).status === 0,
  );

/** @throws Error with what the program wrote when it fails */
function run(program: string, args: readonly string[], cwd?: string): string {
  const { status, stdout, stderr, error } = spawnSync(program, args, { cwd, encoding: "utf8" });
  if (status !== 0) throw new Error(`${program} ${args.join(" ")}: ${error?.message ?? stderr.trim().slice(-500)}`);
  return stdout;
}

/** Brian2 as a C++ program, compiled once; its own clock around the loop of the simulation. */
function brian2(directory: string): Peer | string {
  const python = pythonWith("brian2");
  if (python === undefined) return "no python3 with brian2";
  run(python, [join(HERE, "cubaBrian2.py"), directory, String(SECONDS)], directory);
  return () => {
    run(join(directory, "main"), [], directory);
    return Number(readFileSync(join(directory, "results/last_run_info.txt"), "utf8").split(/\s+/)[0]);
  };
}

function nest(directory: string): Peer | string {
  const python = pythonWith("nest");
  if (python === undefined) return "no python3 with nest";
  return () =>
    Number(
      run(python, [join(HERE, "cubaNest.py"), String(SECONDS)], directory)
        .trim()
        .split("\n")
        .at(-1),
    );
}

/** Runs the lab's kernel and each peer in turns, so that what else the machine does meets them alike. */
export function comparePeers(): PeerComparison {
  const own = CASES[CUBA]?.();
  if (own === undefined) throw new Error(`no such case: ${CUBA}`);
  const steps = Math.round((SECONDS * 1000) / own.stepMs);
  const directory = mkdtempSync(join(tmpdir(), "synaptarium-"));
  try {
    const peers = Object.entries({ "Brian2 C++ standalone": brian2, NEST: nest }).map(([name, prepare]) => {
      try {
        return { name, peer: prepare(directory) };
      } catch (error) {
        return { name, peer: `does not compile: ${(error as Error).message}` };
      }
    });
    const best = new Map<string, number>();
    const note = (name: string, seconds: number) => best.set(name, Math.min(best.get(name) ?? Infinity, seconds));
    own.advance(steps);
    for (let round = 0; round < ROUNDS; round++) {
      const start = performance.now();
      own.advance(steps);
      note(CUBA, (performance.now() - start) * 1e-3);
      for (const { name, peer } of peers) if (typeof peer !== "string") note(name, peer());
    }
    const ms = (name: string) => ((best.get(name) as number) / SECONDS) * 1000;
    return {
      network: CUBA,
      ownMs: ms(CUBA),
      peers: peers.map(({ name, peer }) =>
        typeof peer === "string"
          ? { peer: name, missing: peer }
          : { peer: name, peerMs: ms(name), ratio: ms(CUBA) / ms(name) },
      ),
    };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
