import type { DeviceBank, DeviceModel } from "../devices/_device";
import { Arena, type Block } from "../memory/arena";
import { createKernel } from "../memory/kernel";
import type { CurveData } from "../protocol";
import type { ChannelSource } from "./_experiment";
import { deviceModel } from "./deviceModels";
import type { DeviceParams } from "./deviceParams";
import { driveOf, highest, modelParams, readOf, type Stimulus, timingOf } from "./deviceStimulus";

/** Curves that follow from model and stimulus alone: one round of the source, what a pulse does, how fast a voltage moves the state. */

/** Points of the axis of voltages, of which the middle one is 0, and how far beyond the stimulus they reach. */
const POINTS = 241;
const REACH = 1.5;
/** Points of the curve of a round, at most. */
const ROUND_POINTS = 400;

/** A curve that follows from the parameters alone. */
abstract class ParamsCurve implements ChannelSource {
  #revision = 0;
  #seen: DeviceParams | undefined;

  constructor(protected readonly params: () => DeviceParams) {}

  get revision(): number {
    if (this.#seen !== this.params()) {
      this.#seen = this.params();
      this.#revision++;
    }
    return this.#revision;
  }

  abstract take(): CurveData;

  clear(): void {}
}

/** Voltage of the source (V) in the course of one round (s). */
export class RoundCurve extends ParamsCurve {
  constructor(
    private readonly stimulus: Stimulus,
    params: () => DeviceParams,
  ) {
    super(params);
  }

  take(): CurveData {
    const params = this.params();
    const { period } = timingOf(params);
    const steps = params.resolution;
    const points = Math.min(steps, ROUND_POINTS);
    const at = Uint32Array.from({ length: points + 1 }, (_, k) => Math.round((k * steps) / points));
    const volts = (step: number): number =>
      (step < steps ? this.stimulus.pieces(step)[0]?.from : this.stimulus.pieces(step - 1).at(-1)?.to) ?? 0;
    return {
      kind: "curve",
      x: Float32Array.from(at, (step) => (period * step) / steps),
      y: Float32Array.from(at, volts),
    };
  }
}

/** Amplitudes of the curve of pulses. */
const AMPLITUDES = 121;

/**
 * Conductance after a single pulse, against its amplitude: from the lower end of the window and from the upper one. It is
 * measured on devices of its own, one for each amplitude.
 */
export class PulseCurve extends ParamsCurve {
  #probe: Probe | undefined;

  constructor(
    private readonly seed: number,
    params: () => DeviceParams,
  ) {
    super(params);
  }

  take(): CurveData {
    const params = this.params();
    const model = deviceModel(params.model);
    const own = modelParams(params);
    this.#probe ??= makeProbe(model);
    const { bank, volts, amps, conductances } = this.#probe;
    const ohms = model.driven === "current" ? (model.resistance?.(own) ?? 1) : 1;
    const [low, high] = pulseRange(params);
    const { width } = timingOf(params);
    const x = Float64Array.from({ length: AMPLITUDES }, (_, k) => low + ((high - low) * k) / (AMPLITUDES - 1));
    const series = model.window(own).map((end) => {
      bank.init(own, this.seed);
      bank.update(own);
      conductances.view.fill(end);
      if (bank.place === undefined) bank.program(conductances);
      else bank.place(conductances);
      volts.view.set(x);
      bank.step(volts, width, amps);
      volts.view.fill(0);
      // What is still hot cools down; nothing else happens between pulse and read.
      bank.step(volts, width, amps);
      bank.read(readOf(params), conductances);
      return [...conductances.view];
    });
    return { kind: "curve", x: Float32Array.from(x, (v) => v / ohms), y: Float32Array.from(series.flat()) };
  }
}

/** Lowest and highest voltage of a pulse worth trying, V. */
function pulseRange(params: DeviceParams): readonly [number, number] {
  const model = deviceModel(params.model);
  const { set, reset } = model.pulses(modelParams(params));
  const drive = driveOf(params);
  const suits = model.driven === "current" ? (model.resistance?.(modelParams(params)) ?? 1) : 1;
  const up = REACH * Math.max(set * suits, drive.set);
  // A current heats whichever way it flows.
  return model.driven === "current"
    ? [0, Math.max(up, 1.1 * suits * reset)]
    : [REACH * Math.min(reset, drive.reset), up];
}

interface Probe {
  readonly bank: DeviceBank;
  readonly volts: Block<"f64">;
  readonly amps: Block<"f64">;
  readonly conductances: Block<"f64">;
}

/** A kernel and an arena of its own: the simulation's state holds nothing of the curve. */
function makeProbe(model: DeviceModel): Probe {
  const arena = new Arena(createKernel());
  const bank = model.allocate(arena, { rows: 1, columns: AMPLITUDES });
  const block = () => arena.alloc("scratch", "f64", AMPLITUDES);
  const probe = { bank, volts: block(), amps: block(), conductances: block() };
  arena.commit();
  return probe;
}

/** A property of the model against voltage; NaN where it has none. */
class VoltageCurve extends ParamsCurve {
  constructor(
    params: () => DeviceParams,
    private readonly value: (params: DeviceParams, volts: number) => number,
  ) {
    super(params);
  }

  take(): CurveData {
    const params = this.params();
    const end = REACH * highest(params);
    const x = Float64Array.from({ length: POINTS }, (_, k) => (end * (2 * k - POINTS + 1)) / (POINTS - 1));
    const y = Float32Array.from(x, (volts) => {
      const value = this.value(params, volts);
      return value > 0 && Number.isFinite(value) ? value : Number.NaN;
    });
    return { kind: "curve", x: Float32Array.from(x), y };
  }
}

/** Speed of the state, whatever its direction; nothing where it stands still. */
export const rateCurve = (params: () => DeviceParams): ChannelSource =>
  new VoltageCurve(params, (now, volts) =>
    Math.abs(deviceModel(now.model).rate?.(modelParams(now), volts) ?? Number.NaN),
  );

/** Time to switch at a constant voltage; nothing where it never does. */
export const switchingCurve = (params: () => DeviceParams): ChannelSource =>
  new VoltageCurve(params, (now, volts) => deviceModel(now.model).switching?.(modelParams(now), volts) ?? Number.NaN);
