import type { Kernel } from "../memory/kernel";
import { scalarSource, TraceRecorder } from "../network/record";
import type { CurveData } from "../protocol";
import type { BuildContext, ChannelSource, Simulation } from "./_experiment";
import { OVERLAP_EVERY, OVERLAP_STEP_MS } from "./deviceOverlapChannels";
import { INTERVAL_MS } from "./deviceOverlapParams";
import type { DeviceParams, OverlapParams } from "./deviceParams";

/**
 * STDP without a rule: spikes travel to both ends of a device with a threshold, which sees v = v_post - v_pre.
 *
 *   spk(t) = A_+ (e^(t/tau_+) - e^(-t_up/tau_+)) / (1 - e^(-t_up/tau_+))        for -t_up <= t < 0
 *          = -A_- (e^(-t/tau_-) - e^(-t_dn/tau_-)) / (1 - e^(-t_dn/tau_-))      for 0 <= t < t_dn
 *   dG/dt = K sign(v) (e^((|v| - v_th)/v_0) - 1)  above the threshold, else 0
 *
 * Every step adds the integral of this over the step, quadrature and threshold crossings included.
 */

const MICRO = 1e-6;
/** Range of the conductance and where it starts, S. */
export const OVERLAP_WINDOW: readonly [number, number] = [1e-6, 100e-6];
export const OVERLAP_START = 50e-6;
/** Pairs whose change is remembered. */
const MEMORY = 400;
/** Silence before the first spike of a pair, ms. */
const LEAD = 5;
/** How far from a jump it is looked at, ms. */
const BESIDE = 1e-4;
/** Points of the picture of a pair. */
const POINTS = 500;
/** Intervals (ms) at which the window is drawn: closer together where it is steep, and both sides of its jump. */
const HALF = [BESIDE, 0.25, 0.5, 0.75, 1, 1.5, ...Array.from({ length: INTERVAL_MS - 1 }, (_, k) => k + 2)];
const GRID = [...HALF.map((interval) => -interval).reverse(), 0, ...HALF];
/** Rounding that counts as none, in steps. */
const ROUNDING = 1e-6;

const FIELDS = [
  "step",
  "conductance",
  /** Step at which the pair under way began, its interval (ms), when the presynaptic neuron peaks (ms after its beginning). */
  "begun",
  "interval",
  "peak",
  /** Conductance when it began; 1 when it is no measurement, because it was edited or stopped at an end of the range. */
  "before",
  "spoiled",
  /** Change by the last whole pair, and pairs measured so far. */
  "change",
  "measured",
] as const;
type Field = (typeof FIELDS)[number];

const SHAPES = { exponential: 0, triangle: 1, square: 2 } as const;

function coefficients({ overlap: o }: DeviceParams): readonly number[] {
  return [
    o.aPlus,
    o.aMinus,
    o.tUp,
    o.tDown,
    o.tauPlus,
    o.tauMinus,
    o.threshold,
    1 / o.slope,
    SHAPES[o.shape],
    o.spikes === "post" ? 0 : 1,
    o.spikes === "pre" ? 0 : 1,
  ];
}

/** The spikes of a pair and the voltage between them, as a picture of the present parameters. */
class PairPicture implements ChannelSource {
  #revision = 0;
  #seen: OverlapParams | undefined;

  constructor(
    private readonly kernel: Kernel,
    private readonly coef: number,
    private readonly params: () => DeviceParams,
  ) {}

  get revision(): number {
    const { overlap } = this.params();
    if (this.#seen !== overlap) this.#revision++;
    this.#seen = overlap;
    return this.#revision;
  }

  take(): CurveData {
    const { interval, tUp, tDown, spikes } = this.params().overlap;
    const from = Math.min(0, interval) - tUp - LEAD;
    const to = Math.max(0, interval) + tDown + LEAD;
    const even = Array.from({ length: POINTS }, (_, k) => from + ((to - from) * k) / (POINTS - 1));
    const jumps = [0, interval].flatMap((peak) => [peak - tUp, peak, peak + tDown]);
    const x = Float64Array.from([...even, ...jumps.flatMap((at) => [at - BESIDE, at + BESIDE])]).sort();
    const spike = (t: number) => this.kernel.overlapSpike(t, this.coef);
    const series = [
      Array.from(x, (t) => (spikes === "post" ? 0 : spike(t))),
      Array.from(x, (t) => (spikes === "pre" ? 0 : spike(t - interval))),
      Array.from(x, (t) => this.kernel.overlapVolts(t, interval, this.coef)),
    ];
    return { kind: "curve", x: Float32Array.from(x), y: Float32Array.from(series.flat()) };
  }

  clear(): void {}
}

export function buildOverlap({ arena, kernel }: BuildContext, initial: DeviceParams): Simulation {
  let params = initial;
  const state = arena.alloc("state", "f64", FIELDS.length);
  /** [MEMORY, 2] interval (ms) and change (S) of the latest pairs. */
  const memory = arena.alloc("state", "f64", 2 * MEMORY);
  const coef = arena.alloc("scratch", "f64", 11);
  arena.commit();

  const get = (field: Field): number => state.view[FIELDS.indexOf(field)] as number;
  const set = (field: Field, value: number): void => {
    state.view[FIELDS.indexOf(field)] = value;
  };
  const period = Math.round(initial.overlap.every / OVERLAP_STEP_MS);

  function update(next: DeviceParams): void {
    params = next;
    coef.view.set(coefficients(next));
  }
  update(initial);

  function begin(): void {
    const { interval, tUp } = params.overlap;
    const steps = Math.ceil((LEAD + tUp + Math.max(0, -interval)) / OVERLAP_STEP_MS);
    set("begun", get("step"));
    set("interval", interval);
    set("peak", steps * OVERLAP_STEP_MS);
    set("before", get("conductance"));
    set("spoiled", 0);
  }
  function make(): void {
    set("conductance", OVERLAP_START);
    set("change", Number.NaN);
    set("measured", 0);
    memory.view.fill(Number.NaN);
    begin();
  }
  make();

  function finish(): void {
    const change = get("conductance") - get("before");
    set("change", change);
    if (get("spoiled") === 0) {
      const at = 2 * (get("measured") % MEMORY);
      memory.view[at] = get("interval");
      memory.view[at + 1] = change;
      set("measured", get("measured") + 1);
    }
  }

  /** Share of a step that soft bounds leave at `conductance`. */
  function bound(direction: number, conductance: number): number {
    if (!params.overlap.soft) return 1;
    const [low, high] = OVERLAP_WINDOW;
    return (direction > 0 ? high - conductance : conductance - low) / (high - low);
  }

  /** Moves the conductance by what an integrated overdrive of `xi` ms does. */
  function move(xi: number): void {
    if (xi === 0) return;
    const [low, high] = OVERLAP_WINDOW;
    const conductance = get("conductance");
    const wanted = conductance + params.overlap.gain * MICRO * xi * bound(xi, conductance);
    const reached = Math.min(high, Math.max(low, wanted));
    if (reached !== wanted) set("spoiled", 1);
    set("conductance", reached);
  }

  /** Time (ms) after the presynaptic peak at the end of step number `step`. */
  const since = (step: number): number => (step - get("begun")) * OVERLAP_STEP_MS - get("peak");

  let moment = 0;
  const drive = new TraceRecorder(1, 4, (out, at) => {
    const { spikes } = params.overlap;
    const interval = get("interval");
    const volts = kernel.overlapVolts(moment, interval, coef.ptr);
    out[at] = spikes === "post" ? 0 : kernel.overlapSpike(moment, coef.ptr);
    out[at + 1] = spikes === "pre" ? 0 : kernel.overlapSpike(moment - interval, coef.ptr);
    out[at + 2] = volts;
    out[at + 3] = get("conductance") * volts;
  });
  const conductance = new TraceRecorder(OVERLAP_EVERY, 1, (out, at) => {
    out[at] = get("conductance");
  });

  /** Samples of a step that leads from `from` to `to`: a peak is seen from both sides. */
  function record(step: number, from: number, to: number): void {
    const slack = ROUNDING * OVERLAP_STEP_MS;
    const peaks = [0, get("interval")].filter((peak) => peak > from + slack && peak <= to + slack);
    for (const peak of peaks.sort((a, b) => a - b)) {
      moment = peak - slack;
      drive.record(step);
    }
    if (peaks.length > 0 || step % OVERLAP_EVERY === 0) {
      moment = to + (peaks.length > 0 ? slack : 0);
      drive.record(step);
    }
    conductance.record(step);
  }

  function advance(): void {
    const step = get("step") + 1;
    const [from, to] = [since(step - 1), since(step)];
    move(kernel.overlapIntegral(from, to, get("interval"), coef.ptr));
    set("step", step);
    record(step, from, to);
    if (step - get("begun") < period) return;
    finish();
    begin();
  }

  const theory = (interval: number): number => {
    const { gain } = params.overlap;
    const xi = kernel.overlapXi(interval, coef.ptr);
    return gain * MICRO * xi * bound(xi, get("conductance"));
  };

  class Window implements ChannelSource {
    #revision = 0;
    #measured = -1;
    #seen = "";
    #last = 0;

    get revision(): number {
      const { interval: _interval, ...shape } = params.overlap;
      // Soft bounds follow the conductance.
      const key = JSON.stringify([shape, shape.soft ? get("conductance") : 0]);
      if (key !== this.#seen || get("measured") !== this.#measured || get("step") < this.#last) this.#revision++;
      this.#seen = key;
      this.#measured = get("measured");
      this.#last = get("step");
      return this.#revision;
    }

    take(): CurveData {
      const count = Math.min(MEMORY, get("measured"));
      const points = Array.from({ length: count }, (_, k) => ({
        interval: memory.view[2 * k] as number,
        change: memory.view[2 * k + 1] as number,
      }));
      const all = [...GRID.map((interval) => ({ interval, change: Number.NaN })), ...points].sort(
        (a, b) => a.interval - b.interval,
      );
      const known = new Map<number, number>();
      const predicted = (interval: number): number => {
        const value = known.get(interval) ?? theory(interval);
        known.set(interval, value);
        return value;
      };
      const series = [all.map(({ interval }) => predicted(interval)), all.map(({ change }) => change)];
      return {
        kind: "curve",
        x: Float32Array.from(all, ({ interval }) => interval),
        y: Float32Array.from(series.flat()),
      };
    }

    clear(): void {}
  }

  return {
    get step() {
      return get("step");
    },
    endStep: null,
    advance(count) {
      for (let i = 0; i < count; i++) advance();
    },
    update(next, paths) {
      update(next as unknown as DeviceParams);
      // The pair under way keeps its interval; of anything else it would measure a mixture.
      if (paths.some((path) => path.startsWith("overlap.") && path !== "overlap.interval")) set("spoiled", 1);
    },
    act(name, args) {
      if (name === "pulse") {
        const ms = 1000 * (args.width as number);
        move(kernel.overlapSpeed(args.amplitude as number, coef.ptr) * ms);
        set("spoiled", 1);
      }
      if (name === "write") {
        const [low, high] = OVERLAP_WINDOW;
        set("conductance", Math.min(high, Math.max(low, (args.conductance as number) * MICRO)));
        set("spoiled", 1);
      }
      if (name === "reset") make();
    },
    channels: {
      overlap: new PairPicture(kernel, coef.ptr, () => params),
      window: new Window(),
      drive,
      conductance,
      change: scalarSource(() => get("change")),
      xi: scalarSource(() => kernel.overlapXi(params.overlap.interval, coef.ptr)),
    },
    plain: () => "",
    restore: () => undefined,
  };
}
