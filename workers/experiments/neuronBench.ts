import type { Block } from "../memory/arena";
import { scalarSource, TraceRecorder } from "../network/record";
import type { SpikesData } from "../protocol";
import type { BuildContext, ChannelSource, Simulation } from "./_experiment";
import { Cell, type Chosen, convergedCell, firstCell, secondCell } from "./neuronCells";
import { hasPlane, orbitEvery, slowVariables, traceEvery } from "./neuronChannels";
import { RateCurve } from "./neuronCurve";
import { neuronGraph } from "./neuronNir";
import type { NeuronParams } from "./neuronParams";
import { PlaneSource } from "./neuronPlane";
import { Stimulus } from "./neuronStimulus";

/** The current-clamp bench: one stimulus into one cell, a second one beside it and a converged copy of the first. */

/** Over so many ms the readouts look back. */
const WINDOW = 1000;

/** Spikes with their time within the step, row by row. */
class ExactSpikes implements ChannelSource {
  #steps: number[] = [];
  #rows: number[] = [];
  #late: number[] = [];

  push(step: number, row: number, late: number): void {
    this.#steps.push(step);
    this.#rows.push(row);
    this.#late.push(late);
  }

  take(): SpikesData {
    const taken = {
      kind: "spikes",
      steps: Uint32Array.from(this.#steps),
      neurons: Uint32Array.from(this.#rows),
      late: Float32Array.from(this.#late),
    } as const;
    this.clear();
    return taken;
  }

  clear(): void {
    this.#steps = [];
    this.#rows = [];
    this.#late = [];
  }
}

/** A cell on the bench with what describes it now; `chosen` is another object after every edit. */
interface Place {
  readonly cell: Cell;
  readonly choose: (params: NeuronParams) => Chosen;
  chosen: Chosen;
}

/** True when the potential at the end of a spiking step is one after the reset. */
const wasReset = ({ cell, chosen: { cut } }: Place): boolean =>
  cell.late.length > 0 && cut !== null && cell.potential < cut;

/** Potential as it is shown: not above the cut, NaN when diverged. */
function shownPotential({ cell, chosen: { cut } }: Place): number {
  return cell.diverged ? Number.NaN : Math.min(cell.potential, cut ?? Number.POSITIVE_INFINITY);
}

/** Way through the state plane, with both ends of every reset. */
class Orbit {
  readonly recorder: TraceRecorder;
  readonly #x: Block;
  readonly #y: Block;
  #sample: readonly [number, number] = [0, 0];

  constructor(
    private readonly place: Place,
    private readonly every: number,
  ) {
    const { x, y } = this.#plane;
    const { variables } = place.cell;
    this.#x = variables[x] as Block;
    this.#y = variables[y] as Block;
    this.recorder = new TraceRecorder(1, 2, (out, at) => out.set(this.#sample, at));
  }

  get #plane() {
    const { model, params } = this.place.chosen;
    const plane = model.plane?.(params, 0);
    if (plane === undefined) throw new Error(`${model.id} has no plane`);
    return plane;
  }

  record(step: number): void {
    const { cell } = this.place;
    if (cell.late.length === 0 && step % this.every !== 0) return;
    const [x, y] = cell.diverged ? [Number.NaN, Number.NaN] : [this.#x.view[0] as number, this.#y.view[0] as number];
    if (cell.late.length === 0) {
      this.#push(step, x, y);
      return;
    }
    // A map lists the spike before it resets.
    const { at, to, jump } = this.#plane.reset;
    const before = x >= at;
    this.#push(step, at, before ? y : y - jump);
    this.#push(step, before ? to : x, before ? y + jump : y);
  }

  #push(step: number, x: number, y: number): void {
    this.#sample = [x, y];
    this.recorder.record(step);
  }
}

export function buildBench({ arena, kernel, seed }: BuildContext, initial: NeuronParams): Simulation {
  const { dt: h } = initial;
  let params = initial;
  const clock = arena.alloc("state", "f64", 1);
  const current = arena.alloc("state", "f64", 1);
  const stimulus = new Stimulus(arena, kernel, h, initial.stimulus);
  const place = (choose: (params: NeuronParams) => Chosen, substeps = 1): Place => {
    const chosen = choose(initial);
    return { cell: new Cell(arena, chosen, current, h, substeps), choose, chosen };
  };
  const first = place(firstCell);
  const second = secondCell(initial) === null ? null : place((now) => secondCell(now) as Chosen);
  const copy = initial.reference ? place(convergedCell, convergedCell(initial).substeps) : null;
  const places = [first, second, copy].filter((one) => one !== null);
  const shown = [first, second].filter((one) => one !== null);
  arena.commit();
  stimulus.init(seed);
  for (const { cell, chosen } of places) cell.init(chosen.params);
  const curve = new RateCurve(
    shown.map(({ chosen }) => chosen),
    initial.stimulus,
    h,
  );

  function update(next: NeuronParams): void {
    params = next;
    stimulus.update(params.stimulus);
    for (const one of places) {
      one.chosen = one.choose(params);
      one.cell.update(one.chosen.params);
    }
    curve.update(
      shown.map(({ chosen }) => chosen),
      params.stimulus,
    );
  }
  update(initial);

  const now = () => clock.view[0] as number;
  /** Current of the coming step, pA. */
  const present = () => stimulus.at(now() + 1);

  const every = traceEvery(initial);
  const spikes = new ExactSpikes();
  /** True while the potentials are sampled where spikes are cut, instead of where they are. */
  let atCut = false;
  const membrane = new TraceRecorder(1, places.length, (out, at) => {
    for (const [i, one] of places.entries()) {
      out[at + i] = atCut && wasReset(one) ? (one.chosen.cut as number) : shownPotential(one);
    }
  });
  const slowBlocks = shown.flatMap(({ cell, chosen }) =>
    slowVariables(chosen).map(({ name }) => ({ cell, block: cell.variables[name] as Block })),
  );
  const slow = new TraceRecorder(every, slowBlocks.length, (out, at) => {
    for (const [i, { cell, block }] of slowBlocks.entries()) {
      out[at + i] = cell.diverged ? Number.NaN : (block.view[0] as number);
    }
  });
  const injected = new TraceRecorder(every, 1, (out, at) => {
    out[at] = current.view[0] as number;
  });
  const error = new TraceRecorder(every, 1, (out, at) => {
    out[at] = copy === null ? Number.NaN : shownPotential(first) - shownPotential(copy);
  });
  const orbits = shown.map((one) => (hasPlane(one.chosen) ? new Orbit(one, orbitEvery(initial)) : null));
  const recorders = [
    ...(slowBlocks.length > 0 ? [slow] : []),
    injected,
    ...(copy === null ? [] : [error]),
    ...orbits.filter((orbit) => orbit !== null),
  ];

  function record(step: number): void {
    let resets = false;
    for (const [row, { cell }] of shown.entries()) for (const late of cell.late) spikes.push(step, row, late);
    for (const one of places) resets ||= wasReset(one);
    if (resets) {
      atCut = true;
      membrane.record(step);
      atCut = false;
    }
    if (resets || step % every === 0) membrane.record(step);
    for (const recorder of recorders) recorder.record(step);
  }

  function spikeError(): number {
    if (copy === null) return Number.NaN;
    const last = Math.min(first.cell.spikes, copy.cell.spikes) - 1;
    return first.cell.timeOf(last) - copy.cell.timeOf(last);
  }

  function theoryRate(): number {
    const { model, params: own } = first.chosen;
    return model.rate?.(own, present()) ?? Number.NaN;
  }

  const diverged = (cell: Cell): boolean => cell.lastDiverged > 0 && (now() - cell.lastDiverged) * h < WINDOW;
  const rate = (cell: Cell): number => (diverged(cell) ? Number.NaN : cell.rate(now() * h, WINDOW));

  const planes = shown.map((one, i) => {
    const orbit = orbits[i];
    if (orbit === undefined || orbit === null) return {};
    const plane = new PlaneSource(() => one.chosen, present, one.cell.variables);
    return i === 0 ? { plane, orbit: orbit.recorder } : { planeSecond: plane, orbitSecond: orbit.recorder };
  });

  return {
    get step() {
      return now();
    },
    endStep: null,
    advance(n) {
      for (let i = 0; i < n; i++) {
        const step = now() + 1;
        current.view[0] = stimulus.at(step);
        if (stimulus.begins(step)) first.cell.begin((step - 1) * h);
        for (const { cell } of places) cell.step(step);
        stimulus.advance();
        clock.view[0] = step;
        record(step);
      }
    },
    update(next, paths) {
      update(next as unknown as NeuronParams);
      if (paths.some((path) => !path.startsWith("second."))) first.cell.begin(now() * h);
    },
    act(_name, args) {
      stimulus.inject(args.amplitude as number, args.duration as number, now());
    },
    channels: {
      spikes,
      membrane,
      ...(slowBlocks.length > 0 ? { slow } : {}),
      current: injected,
      ...Object.assign({}, ...planes),
      fi: curve,
      ...(copy === null ? {} : { error, spikeError: scalarSource(spikeError) }),
      rate: scalarSource(() => rate(first.cell)),
      ...(second === null ? {} : { rateSecond: scalarSource(() => rate(second.cell)) }),
      theoryRate: scalarSource(theoryRate),
      interval: scalarSource(() => first.cell.interval),
      latency: scalarSource(() => first.cell.latency),
      diverged: scalarSource(() => (places.some(({ cell }) => diverged(cell)) ? 1 : 0)),
    },
    ...(initial.model === "lif" ? { nir: () => neuronGraph(params) } : {}),
    plain: () => "",
    restore: () => undefined,
  };
}
