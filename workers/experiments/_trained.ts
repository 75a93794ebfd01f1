import type { TraceRecorder } from "../network/record";
import type { ParamTree } from "../protocol";
import type { ChannelSource, Simulation } from "./_experiment";
import type { Showing } from "./_showing";

/** Simulations whose steps are batches that something learns from. */

export interface Trained<P> {
  readonly params: P;
  readonly showing: Showing;
  readonly training: {
    readonly step: number;
    /** One batch. */
    advance(): void;
    update(params: P): void;
    /** After the state was overwritten. */
    restore(): void;
  };
  /** Steps between pictures while the run goes on. */
  every(params: P): number;
  act(name: string, args: ParamTree, params: P): void;
  /** What is published, and what records after every step. */
  publish(params: () => P): {
    readonly sources: Readonly<Record<string, ChannelSource>>;
    readonly traces: readonly TraceRecorder[];
  };
}

/** After the commit, and after everything was brought to its start. */
export function trainedSimulation<P>(trained: Trained<P>): Simulation {
  const { training, showing } = trained;
  let { params } = trained;
  const { sources, traces } = trained.publish(() => params);
  return {
    get step() {
      return training.step;
    },
    endStep: null,
    advance(n) {
      for (let k = 0; k < n; k++) {
        training.advance();
        for (const trace of traces) trace.record(training.step);
        showing.moved(training.step, trained.every(params));
      }
    },
    update(next) {
      params = next as unknown as P;
      training.update(params);
      showing.touch();
    },
    act(name, args) {
      trained.act(name, args, params);
      showing.touch();
    },
    channels: sources,
    plain: () => "",
    restore() {
      training.restore();
      showing.touch();
    },
  };
}
