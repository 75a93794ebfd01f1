import { real, timesList } from "../python/text";
import type { StdpParams } from "./stdpParams";
import { protocolTrains } from "./stdpProtocol";

/** The spike trains of a pairing protocol on the coarsest grid that holds them, for scripts. */

export interface GridTrains {
  /** Step of the grid, ms. */
  readonly step: number;
  readonly pre: readonly number[];
  readonly post: readonly number[];
  /** End of the protocol in steps of the grid. */
  readonly end: number;
}

const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b));

/**
 * Trains in whole steps of a grid as coarse as they allow, each spike where the lab puts it.
 *
 * @param longest longest step wanted, ms
 */
export function gridTrains(params: StdpParams, longest = Number.POSITIVE_INFINITY): GridTrains {
  const { pre, post, durationMs } = protocolTrains(params);
  const { dt } = params;
  const steps = (times: readonly number[]) => [...new Set(times.map((t) => Math.max(1, Math.round(t / dt))))];
  const [first, second] = [steps(pre), steps(post)];
  let common = [...first, ...second].reduce(divisor, 0) || 1;
  for (const all = common; common > 1 && (common * dt > longest || all % common !== 0); ) common--;
  return {
    step: Number((common * dt).toPrecision(12)),
    pre: first.map((step) => step / common),
    post: second.map((step) => step / common),
    end: Math.ceil(durationMs / dt / common),
  };
}

/** The trains as Python: `step` in ms and lists of whole steps. */
export const trainsCode = ({ step, pre, post }: GridTrains): string => `
step = ${real(step)}  # ms
pre_steps = ${timesList(pre)}
post_steps = ${timesList(post)}
`;
