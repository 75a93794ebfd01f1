import type { Kernel } from "../memory/kernel";

/** Stationary rate of leaky integrate-and-fire neurons in white noise, and of random networks of them. */

type Exponentials = Pick<Kernel, "exp" | "log">;

const SQRT_PI = 1.7724538509055159;

/** A quotient of polynomials, each from the highest power down. */
function quotient(x: number, above: readonly number[], below: readonly number[]): number {
  let numerator = 0;
  for (const c of above) numerator = numerator * x + c;
  let denominator = 0;
  for (const c of below) denominator = denominator * x + c;
  return numerator / denominator;
}

// Rational approximations of Cody 1969 (10.1090/S0025-5718-1969-0247736-4): erf near zero, exp(x^2) erfc beyond.
const NEAR = [
  [0.18577770618460315, 3.1611237438705655, 113.86415415105016, 377.485237685302, 3209.3775891384694],
  [1, 23.601290952344122, 244.02463793444417, 1282.6165260773723, 2844.236833439171],
] as const;
const MIDDLE = [
  [
    2.1531153547440383e-8, 0.5641884969886701, 8.883149794388377, 66.11919063714163, 298.6351381974001,
    881.952221241769, 1712.0476126340707, 2051.0783778260716, 1230.3393547979972,
  ],
  [
    1, 15.744926110709835, 117.6939508913125, 537.1811018620099, 1621.3895745666903, 3290.7992357334597,
    4362.619090143247, 3439.3676741437216, 1230.3393548037495,
  ],
] as const;
const FAR = [
  [
    0.016315387137302097, 0.30532663496123236, 0.36034489994980445, 0.12578172611122926, 0.016083785148742275,
    0.0006587491615298378,
  ],
  [1, 2.568520192289822, 1.8729528499234604, 0.5279051029514285, 0.06051834131244132, 0.0023352049762686918],
] as const;

/** exp(x^2) erfc(x), relative error below 1e-12; infinite below -26.6. */
export function erfcx(kernel: Exponentials, x: number): number {
  const y = Math.abs(x);
  const square = y * y;
  if (y <= 0.46875) return kernel.exp(square) * (1 - x * quotient(square, NEAR[0], NEAR[1]));
  const positive =
    y <= 4 ? quotient(y, MIDDLE[0], MIDDLE[1]) : (1 / SQRT_PI - quotient(1 / square, FAR[0], FAR[1]) / square) / y;
  return x > 0 ? positive : 2 * kernel.exp(square) - positive;
}

// Gauss-Legendre quadrature of order 10 on [-1, 1], exact to degree 19 (Abramowitz & Stegun 1964, table 25.4).
const NODES = [0.1488743389816312, 0.4333953941292472, 0.6794095682990244, 0.8650633666889845, 0.9739065285171717];
const WEIGHTS = [0.2955242247147529, 0.2692667193099963, 0.219086362515982, 0.1494513491505806, 0.0666713443086881];

/** Integral of f over one panel. */
function panel(f: (x: number) => number, from: number, to: number): number {
  const middle = (from + to) / 2;
  const half = (to - from) / 2;
  let sum = 0;
  for (let i = 0; i < NODES.length; i++) {
    const offset = half * (NODES[i] as number);
    sum += (WEIGHTS[i] as number) * (f(middle - offset) + f(middle + offset));
  }
  return half * sum;
}

/** Beyond, the integrand overflows; the rate is below 1e-280 Hz there. */
const HIGHEST = 26;
/** Below, erfcx(-u) falls as 1/|u| and is integrated over ln |u|. */
const LOWEST = -1;
const TAIL_PANEL = 2;
/** What a panel adds to the rest before the others are left out: they are smaller still. */
const NEGLIGIBLE = 1e-15;

/** Integral of erfcx(-u) from `from` to `to`, for any bounds. */
function firstPassage(kernel: Exponentials, from: number, to: number): number {
  if (to > HIGHEST) return Number.POSITIVE_INFINITY;
  let sum = 0;
  if (from < LOWEST) {
    const start = kernel.log(-Math.min(to, LOWEST));
    const length = kernel.log(-from) - start;
    const panels = Math.ceil(length / TAIL_PANEL);
    const f = (s: number) => {
      const u = kernel.exp(s);
      return u * erfcx(kernel, u);
    };
    for (let i = 0; i < panels; i++)
      sum += panel(f, start + (i * length) / panels, start + ((i + 1) * length) / panels);
  }
  // From the top, where the integrand grows as exp(u^2): panels over which it grows by no more than e^4.
  const bottom = Math.max(from, LOWEST);
  for (let top = to; top > bottom; ) {
    const next = Math.max(bottom, top - (top > 2 ? 2 / top : 1));
    const part = panel((u) => erfcx(kernel, -u), next, top);
    sum += part;
    if (part < NEGLIGIBLE * sum) break;
    top = next;
  }
  return sum;
}

export interface LifMembrane {
  /** Membrane time constant and refractory period, ms. */
  readonly tauM: number;
  readonly refractory: number;
  /** Threshold and reset above the resting potential, mV. */
  readonly threshold: number;
  readonly reset: number;
}

/**
 * Stationary rate (Hz) of a leaky integrate-and-fire neuron whose free potential has the mean `mu` (mV above rest) and
 * whose white noise has the strength `sigma` (mV; the free potential has the standard deviation sigma / sqrt 2):
 * 1/nu = t_ref + tau sqrt(pi) times the integral of erfcx(-u) from (V_r - mu)/sigma to (theta - mu)/sigma (Siegert
 * 1951, 10.1103/PhysRev.81.617). Without noise the deterministic rate.
 */
export function siegertRate(kernel: Exponentials, cell: LifMembrane, mu: number, sigma: number): number {
  const { tauM, refractory, threshold, reset } = cell;
  if (sigma === 0) {
    return mu > threshold ? 1000 / (refractory + tauM * kernel.log((mu - reset) / (mu - threshold))) : 0;
  }
  const passage = firstPassage(kernel, (reset - mu) / sigma, (threshold - mu) / sigma);
  return 1000 / (refractory + tauM * SQRT_PI * passage);
}

/** A random network of excitatory and inhibitory neurons of one kind (Brunel 2000, 10.1023/A:1008925309027). */
export interface BrunelNetwork extends LifMembrane {
  /** Inputs of a neuron from the excitatory, from the inhibitory neurons. As many external ones as excitatory. */
  readonly cE: number;
  readonly cI: number;
  /** Jump of the potential with an excitatory input, mV; with an inhibitory one it is -g j. */
  readonly j: number;
  readonly g: number;
  /** External rate over the one that takes the mean potential to the threshold. */
  readonly eta: number;
}

/** Mean and strength of the noise (mV) that a neuron of the network takes in when all fire at `rate` (Hz). */
export function brunelInput(network: BrunelNetwork, rate: number): { readonly mu: number; readonly sigma: number } {
  const { cE, cI, j, g, eta, tauM, threshold } = network;
  const gamma = cI / cE;
  // External rate in spikes per ms times C_E tau: threshold / J at eta = 1.
  const external = (eta * threshold) / j;
  const recurrent = (cE * tauM * rate) / 1000;
  return {
    mu: j * (external + recurrent * (1 - g * gamma)),
    sigma: j * Math.sqrt(external + recurrent * (1 + g * g * gamma)),
  };
}

/** Least growth from one rate that is tried to the next: two solutions closer than that are not told apart. */
const LEAST_GROWTH = 1.05;
const ITERATIONS = 60;
/** Relative error of the rate at which the search ends. */
const TOLERANCE = 1e-8;

/**
 * Self-consistent rate (Hz) of the network in its asynchronous state: the rate that the neurons' own input makes them
 * fire at. Where there are several, as with weak inhibition near threshold, the lowest one, which is stable and which a
 * network that starts from rest comes to first. The refractory period must not be 0.
 */
export function brunelRate(kernel: Exponentials, network: BrunelNetwork): number {
  const response = (rate: number) => {
    const { mu, sigma } = brunelInput(network, rate);
    return siegertRate(kernel, network, mu, sigma);
  };
  const excess = (rate: number) => response(rate) - rate;
  // Climbs from silence. While the response grows with the rate, no solution lies below the response to a rate that is
  // below the solution; where it falls with the rate there is but one.
  let low = 0;
  let atLow = excess(0);
  while (atLow > 0) {
    const high = Math.min(Math.max(low + atLow, LEAST_GROWTH * low), 1000 / network.refractory);
    const atHigh = excess(high);
    if (atHigh <= 0) return crossing(excess, low, atLow, high, atHigh);
    low = high;
    atLow = atHigh;
  }
  return low;
}

/** Zero of a function that is positive at `low` and not at `high`: regula falsi in the Illinois variant. */
function crossing(f: (x: number) => number, low: number, atLow: number, high: number, atHigh: number): number {
  let [a, fa, b, fb] = [low, atLow, high, atHigh];
  let side = 0;
  for (let i = 0; i < ITERATIONS; i++) {
    const x = (a * fb - b * fa) / (fb - fa);
    const fx = f(x);
    if (Math.abs(fx) <= TOLERANCE * x || b - a <= TOLERANCE * b) return x;
    if (fx > 0) {
      [a, fa] = [x, fx];
      if (side === 1) fb /= 2;
      side = 1;
    } else {
      [b, fb] = [x, fx];
      if (side === -1) fa /= 2;
      side = -1;
    }
  }
  return (a + b) / 2;
}
