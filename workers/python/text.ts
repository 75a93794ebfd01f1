import { NOTES, type NoteId, type Script } from "../experiments/_scripts";

/** What the Python scripts of all experiments have in common. */

const SIMULATORS = { brian2: "Brian 2.5", nest: "NEST 3.8 (PyNEST)" } as const;

/** How long a network runs, and what its statistics leave out at the start, s. */
export const NETWORK_SECONDS = 2;
export const NETWORK_SETTLED = 0.2;

export interface ScriptParts {
  readonly simulator: keyof typeof SIMULATORS;
  /** First line: what is simulated and after whom. */
  readonly title: string;
  /** Conventions worth knowing, one sentence each: rule, pairing scheme, kind of delay, order within a step. */
  readonly conventions?: readonly string[];
  readonly differences: readonly NoteId[];
  readonly body: string;
}

/** Joins a script with a heading that names the simulator, the conventions and what differs from the lab. */
export function script({ simulator, title, conventions = [], differences, body }: ScriptParts): Script {
  const heading = [
    title,
    "",
    `Written by Synaptarium for ${SIMULATORS[simulator]}; run it by: python3 <this file>`,
    ...conventions,
    "",
    "Differs from the lab in:",
    ...differences.map((id) => `- ${NOTES[id]}`),
  ];
  return { text: `"""${heading.join("\n")}\n"""\n\n${body.trim()}\n`, differences };
}

/** A number as a Python float: NEST refuses whole numbers where it wants real ones. */
export function real(value: number): string {
  const text = String(value);
  return /^-?\d+$/.test(text) ? `${text}.0` : text;
}

export const nestHead = (step: number, seed: number): string => `
import nest
import numpy as np

nest.ResetKernel()
nest.SetKernelStatus({"resolution": ${real(step)}, "rng_seed": ${Math.max(1, seed)}})
`;

/** Rate and irregularity of `trains`, a list of arrays of spike times in s, from `settled` to `seconds`. */
export const statistics = (settled: number, seconds: number): string => `
trains = [train[train > ${settled}] for train in trains]
rate = sum(len(train) for train in trains) / (len(trains) * (${seconds} - ${settled}))
intervals = [np.diff(train) for train in trains if len(train) > 3]
cv = np.mean([np.std(i, ddof=1) / np.mean(i) for i in intervals]) if intervals else float("nan")
print(f"rate {rate:.3f} Hz, CV {cv:.3f}")
`;

/**
 * The graph of Watts & Strogatz as arrays `sources` and `targets` with both directions of every edge: neurons below
 * `excitatory` excite and lie, with the others, at random places of the ring. Needs a generator `wiring`.
 */
export const smallWorldGraph = (size: number, k: number, p: number): string => `
size, half = ${size}, ${k / 2}
ends = [(place + j) % size for place in range(size) for j in range(1, half + 1)]
near = [set() for _ in range(size)]
for edge, end in enumerate(ends):
    near[edge // half].add(end)
    near[end].add(edge // half)
for edge in np.flatnonzero(wiring.random(size * half) < ${p}):
    place, end = edge // half, ends[edge]
    far = int(wiring.integers(size))
    while far == place or far in near[place]:
        far = int(wiring.integers(size))
    near[place].discard(end)
    near[end].discard(place)
    near[place].add(far)
    near[far].add(place)
    ends[edge] = far
neuron_at = wiring.permutation(size)
one, other = neuron_at[np.repeat(np.arange(size), half)], neuron_at[np.array(ends)]
sources, targets = np.concatenate([one, other]), np.concatenate([other, one])
`;

/** Times in ms as a Python list, broken into lines. */
export function timesList(times: readonly number[]): string {
  const lines: string[] = [];
  for (let at = 0; at < times.length; at += 12) lines.push(`    ${times.slice(at, at + 12).join(", ")},`);
  return `[\n${lines.join("\n")}\n]`;
}
