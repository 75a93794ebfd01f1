import { describe, expect, it } from "vitest";
import { createKernel } from "../memory/kernel";
import { type BrunelNetwork, brunelInput, brunelRate, erfcx, siegertRate } from "./siegert";

const kernel = createKernel();

/** mpmath 1.3.0, 40 digits: exp(x*x) * erfc(x). */
const ERFCX: readonly (readonly [x: number, value: number])[] = [
  [-26, 7.65772493149057e293],
  [-10, 5.37623428363227e43],
  [-3, 16205.9888539996],
  [-1, 5.00898008076228],
  [-0.46875, 1.85940241687142],
  [-0.2, 1.2726020284832],
  [0, 1],
  [0.1, 0.896456979969127],
  [0.46875, 0.632069689249556],
  [0.4687500001, 0.632069689195975],
  [0.5, 0.615690344192926],
  [1, 0.427583576155807],
  [2, 0.255395676310506],
  [3.999, 0.137031848598271],
  [4, 0.136999457625061],
  [4.0001, 0.136996219349105],
  [7.5, 0.0745736930628767],
  [30, 0.0187958888614168],
  [1e3, 0.000564189301453388],
  [1e8, 5.64189583547756e-9],
];

/** mpmath 1.3.0, 40 digits: the integral of erfcx(-u) between the bounds. */
const PASSAGES: readonly (readonly [from: number, to: number, value: number])[] = [
  [-3, 0.5, 1.8868938975211],
  [-50, -2, 1.78571289675797],
  [-1e4, -1e3, 1.29909438506277],
  [-0.5, 12, 2.88898598459569e61],
  [20, 25.5, 9.8578286698001e280],
  [-1, 3, 2888.54922707661],
  [-1e9, -0.5, 11.8543884294053],
];

const cell = { tauM: 20, refractory: 2, threshold: 20, reset: 10 };

describe("erfcx", () => {
  it.each(ERFCX)("of %d", (x, value) => {
    expect(Math.abs(erfcx(kernel, x) / value - 1)).toBeLessThan(1e-12);
  });
});

describe("the Siegert rate", () => {
  it.each(PASSAGES)("integrates from %d to %d", (from, to, value) => {
    // With a unit membrane and sigma 1 the bounds are reset and threshold themselves; 1000 tau sqrt(pi) / rate is left.
    const rate = siegertRate(kernel, { tauM: 1, refractory: 0, threshold: to, reset: from }, 0, 1);
    expect(Math.abs(1000 / Math.sqrt(Math.PI) / rate / value - 1)).toBeLessThan(1e-10);
  });

  it("tends to the deterministic rate as noise vanishes", () => {
    const exact = 1000 / (2 + 20 * Math.log((25 - 10) / (25 - 20)));
    expect(siegertRate(kernel, cell, 25, 0)).toBeCloseTo(exact, 10);
    let [error, last] = [0, Number.POSITIVE_INFINITY];
    for (const sigma of [1, 0.1, 0.01, 1e-4]) {
      error = Math.abs(siegertRate(kernel, cell, 25, sigma) / exact - 1);
      expect(error).toBeLessThan(last);
      last = error;
    }
    expect(error).toBeLessThan(1e-9);
    expect(siegertRate(kernel, cell, 19, 0)).toBe(0);
    expect(siegertRate(kernel, cell, 20, 0)).toBe(0);
  });

  it("is a number from silence to saturation", () => {
    expect(siegertRate(kernel, cell, -1e6, 1)).toBe(0);
    expect(siegertRate(kernel, cell, 19, 1e-3)).toBe(0);
    expect(siegertRate(kernel, cell, 1e9, 1)).toBeCloseTo(500, 3);
    expect(siegertRate(kernel, cell, 0, 1e6)).toBeGreaterThan(499);
    let last = 0;
    for (let mu = -10; mu < 100; mu += 0.25) {
      const rate = siegertRate(kernel, cell, mu, 2);
      expect(rate).toBeGreaterThanOrEqual(last);
      last = rate;
    }
  });
});

const sizes = [
  { cE: 1000, cI: 250, j: 0.1 },
  { cE: 200, cI: 50, j: 0.2 },
  { cE: 400, cI: 100, j: 0.15 },
];
const regimes = [
  { g: 3, eta: 2 },
  { g: 6, eta: 4 },
  { g: 5, eta: 2 },
  { g: 4.5, eta: 0.9 },
];
/** The science notes, section 2.4, [size][regime], Hz. */
const RATES = [
  [327.01, 55.84, 37.95, 6.517],
  [197.3, 104, 63, 11.23],
  [251.3, 81.3, 51.9, 9.35],
];

describe("the mean field of the balanced network", () => {
  it("has the twelve published rates (BRU-4)", () => {
    for (const [s, size] of sizes.entries()) {
      for (const [r, regime] of regimes.entries()) {
        const rate = brunelRate(kernel, { ...cell, ...size, ...regime });
        const expected = RATES[s]?.[r] as number;
        expect(Math.abs(rate / expected - 1), JSON.stringify({ ...size, ...regime, rate })).toBeLessThan(0.002);
      }
    }
  });

  it("gives 32.03 Hz when neurons are reset to rest", () => {
    const network = { ...cell, reset: 0, cE: 1000, cI: 250, j: 0.1, g: 5, eta: 2 };
    expect(brunelRate(kernel, network)).toBeCloseTo(32.03, 1);
  });

  it("is consistent everywhere on the map, and the lowest solution where there are several", () => {
    let several = 0;
    for (let g = 0; g <= 8; g += 0.5) {
      for (let eta = 0.5; eta <= 4; eta += 0.25) {
        const network: BrunelNetwork = { ...cell, cE: 1000, cI: 250, j: 0.1, g, eta };
        const excess = (rate: number) => {
          const { mu, sigma } = brunelInput(network, rate);
          return siegertRate(kernel, network, mu, sigma) - rate;
        };
        const rate = brunelRate(kernel, network);
        expect(Math.abs(excess(rate))).toBeLessThanOrEqual(1e-6 * rate + 1e-12);
        for (let part = 0.99; part > 0.1; part *= 0.95) expect(excess(part * rate)).toBeGreaterThanOrEqual(0);
        for (let other = rate * 1.01 + 0.01; other < 500; other *= 1.1) {
          if (excess(other) > 0) {
            several++;
            break;
          }
        }
      }
    }
    expect(several).toBeGreaterThan(0);
  });

  it("is the quiet one of two solutions", () => {
    // A network of the size with 1000 excitatory inputs could also go on at 464 Hz, once it is there.
    const network = { ...cell, cE: 1000, cI: 250, j: 0.15, g: 0.25, eta: 0.78 };
    expect(brunelRate(kernel, network)).toBeCloseTo(0.0255, 3);
    // A coarse climb steps over these two and comes to 6.3 and 61 Hz.
    expect(brunelRate(kernel, { ...network, g: 4.25, eta: 0.8 })).toBeCloseTo(0.2908, 3);
    expect(brunelRate(kernel, { ...network, cE: 200, cI: 50, j: 0.05, g: 0.25, eta: 0.9 })).toBeCloseTo(1.804, 2);
  });

  it("takes its input from the three groups of sources", () => {
    const network = { ...cell, cE: 1000, cI: 250, j: 0.1, g: 5, eta: 2 };
    // Per ms: 1000 sources at 20 Hz outside, at 10 Hz inside, 250 inhibitory ones at 10 Hz.
    const { mu, sigma } = brunelInput(network, 10);
    expect(mu).toBeCloseTo(20 * (0.1 * 20 + 0.1 * 10 - 0.5 * 2.5), 10);
    expect(sigma * sigma).toBeCloseTo(20 * (0.01 * 20 + 0.01 * 10 + 0.25 * 2.5), 10);
  });
});
