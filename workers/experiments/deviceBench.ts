import type { DeviceBank } from "../devices/_device";
import { NonIdealBank } from "../devices/nonIdeal";
import type { Block } from "../memory/arena";
import { scalarSource, TraceRecorder } from "../network/record";
import type { InsideData } from "../protocol";
import type { BuildContext, ChannelSource, Simulation } from "./_experiment";
import { hasRate, hasSwitching, sampleEvery, siblingsOf } from "./deviceChannels";
import { Circuit } from "./deviceCircuit";
import { PulseCurve, RoundCurve, rateCurve, switchingCurve } from "./deviceCurves";
import { Measures, Staircase } from "./deviceMeasures";
import { deviceModel } from "./deviceModels";
import type { DeviceParams } from "./deviceParams";
import { RetentionCurve } from "./deviceRetention";
import { modelParams, readOf, Stimulus } from "./deviceStimulus";
import { hasWaits, Waits } from "./deviceWaits";

/** The bench: a source, a series resistor and a bank that holds one device and its siblings. */

const MICRO = 1e-6;
/** Share of the range of the state within which it counts as at an end. */
const END = 0.01;

export function buildDeviceBench(context: BuildContext, initial: DeviceParams): Simulation {
  const { arena, kernel, seed } = context;
  let params = initial;
  const model = deviceModel(initial.model);
  const n = 1 + initial.siblings;
  const clock = arena.alloc("state", "f64", 1);
  const nonIdeal = new NonIdealBank(arena, model, { rows: 1, columns: n });
  const bank: DeviceBank = nonIdeal;
  const circuit = new Circuit(arena, bank);
  const measures = new Measures(context, initial.resolution);
  const { up, down } = initial.stimulus;
  const staircase = initial.stimulus.kind === "pulses" ? new Staircase(context, up, down, n) : null;
  const waits = hasWaits(initial)
    ? new Waits(
        context,
        () => params,
        circuit,
        () => bank.variables.on as Block<"f64">,
        n,
      )
    : null;
  const conductances = arena.alloc("scratch", "f64", n);
  const target = arena.alloc("scratch", "f64", n);
  arena.commit();

  const shown = model.shown(modelParams(initial));
  const blocks = shown.map(({ name }) => bank.variables[name] as Block<"f64">);
  const [state] = blocks as [Block<"f64">];
  const stimulus = new Stimulus(kernel, initial);

  function update(next: DeviceParams): void {
    params = next;
    nonIdeal.adjust(next.nonIdeal);
    bank.update(modelParams(next));
    const { series, compliance } = next.circuit;
    // A source of current takes no notice of a resistor.
    if (model.driven === "current") circuit.update(0, 0);
    else circuit.update(series, compliance * MICRO);
    stimulus.update(next);
  }
  function make(): void {
    nonIdeal.adjust(params.nonIdeal);
    bank.init(modelParams(params), seed);
    bank.update(modelParams(params));
  }
  make();
  update(initial);
  measures.init(state.view[0] as number);
  staircase?.init();
  waits?.init();

  const read = (): Float64Array => {
    bank.read(readOf(params), conductances);
    return conductances.view;
  };

  const every = sampleEvery(initial);
  const siblings = siblingsOf(initial);
  let source = 0;
  const drive = new TraceRecorder(1, 2, (out, at) => {
    out[at] = source;
    out[at + 1] = circuit.amps.view[0] as number;
  });
  const loop = new TraceRecorder(1, 2 + siblings, (out, at) => {
    out[at] = source;
    for (let i = 0; i <= siblings; i++) out[at + 1 + i] = circuit.amps.view[i] as number;
  });
  const states = new TraceRecorder(1, blocks.length + siblings, (out, at) => {
    for (const [k, block] of blocks.entries()) out[at + k] = block.view[0] as number;
    for (let i = 1; i <= siblings; i++) out[at + blocks.length + i - 1] = state.view[i] as number;
  });
  const conductance = new TraceRecorder(1, n, (out, at) => out.set(read(), at));

  /** Brings the source to `volts` with the devices as they are. */
  function sample(volts: number, step: number | null): void {
    source = volts;
    circuit.solve(volts);
    measures.sample(volts, circuit.amps.view[0] as number);
    if (step === null) return;
    drive.record(step);
    loop.record(step);
  }
  function record(step: number): void {
    states.record(step);
    conductance.record(step);
  }

  const now = () => clock.view[0] as number;

  /** The source jumps at the end of step number `step`, or within the next one: both ends of the edge are shown. */
  function jump(volts: number, step: number): void {
    drive.record(step);
    loop.record(step);
    record(step);
    sample(volts, step);
  }

  function advance(): void {
    const step = now() + 1;
    const pieces = stimulus.pieces(step - 1);
    let energy = 0;
    for (const [k, piece] of pieces.entries()) {
      if (staircase !== null && piece.from !== measures.volts) jump(piece.from, k === 0 ? step - 1 : step);
      waits?.begin();
      energy += circuit.hold(piece.held, piece.dt);
      waits?.end(piece.dt);
      const sampled = k === pieces.length - 1 && step % every === 0;
      sample(piece.to, sampled ? step : null);
      if (sampled) record(step);
      if (piece.read !== undefined) staircase?.record(piece.read, read());
    }
    clock.view[0] = step;
    measures.step(step, energy, state.view[0] as number);
  }

  /** Voltages and currents of where the run is, for what looks at them between two steps. */
  function settle(): void {
    const step = now();
    source = step === 0 ? 0 : (stimulus.pieces(step - 1).at(-1)?.to ?? 0);
    circuit.solve(source);
  }
  settle();

  function pulse(volts: number, seconds: number): void {
    const before = source;
    sample(volts, now());
    circuit.hold(volts, seconds);
    sample(volts, now());
    sample(before, now());
    record(now());
  }

  function isStuck(): number {
    // What counts pulses is full at an end of its range, and leaves it with the next pulse the other way.
    if (model.driven === "pulses") return 0;
    const { range } = model.shown(modelParams(params))[0] as { readonly range: readonly [number, number] };
    const margin = END * (range[1] - range[0]);
    return measures.last("most") <= range[0] + margin || measures.last("least") >= range[1] - margin ? 1 : 0;
  }

  function area(): number {
    if (initial.stimulus.kind === "pulses") return Number.NaN;
    return (Math.abs(measures.last("positive")) + Math.abs(measures.last("negative"))) / 2;
  }

  function pinch(): number {
    circuit.solve(0);
    let most = 0;
    for (const amps of circuit.amps.view) most = Math.max(most, Math.abs(amps));
    circuit.solve(source);
    return most;
  }

  const inside: ChannelSource = {
    take(): InsideData {
      circuit.solve(source);
      const values = [
        ...blocks.map(({ view }) => view[0] as number),
        circuit.amps.view[0] as number,
        circuit.volts.view[0] as number,
      ];
      return { kind: "inside", values: Float32Array.from(values) };
    },
    clear: () => undefined,
  };
  const present = () => read()[0] as number;
  const retention = new RetentionCurve(kernel, () => params, present);

  return {
    get step() {
      return now();
    },
    endStep: null,
    advance(count) {
      for (let i = 0; i < count; i++) advance();
    },
    update(next) {
      update(next as unknown as DeviceParams);
      settle();
    },
    act(name, args) {
      if (name === "pulse") pulse(args.amplitude as number, args.width as number);
      if (name === "rest") bank.rest(args.seconds as number);
      if (name === "write") {
        target.view.fill((args.conductance as number) * MICRO);
        bank.program(target);
      }
      if (name === "reset") {
        make();
        measures.init(state.view[0] as number);
        staircase?.init();
        staircase?.clear();
        waits?.init();
      }
      circuit.solve(source);
      record(now());
    },
    channels: {
      drive,
      loop,
      state: states,
      conductance,
      ...(staircase === null ? { round: new RoundCurve(stimulus, () => params) } : { staircase }),
      ...(waits === null ? {} : { waits }),
      inside,
      retention,
      programming: new PulseCurve(seed, () => params),
      ...(hasRate(initial) ? { rate: rateCurve(() => params) } : {}),
      ...(hasSwitching(initial) ? { switching: switchingCurve(() => params) } : {}),
      resistance: scalarSource(() => 1 / present()),
      conductanceNow: scalarSource(present),
      area: scalarSource(area),
      energy: scalarSource(() => measures.last("energy")),
      pinch: scalarSource(pinch),
      stuck: scalarSource(isStuck),
    },
    plain: () => "",
    restore: settle,
  };
}
