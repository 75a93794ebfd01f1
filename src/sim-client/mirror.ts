import type { Applied, Checkpoint, Command, Opened, OpenRequest, SessionRecord } from "../../workers/protocol";

/**
 * The page's copy of what reproduces the run, so that it outlives the worker: opening request, log, last checkpoint and
 * the step last seen.
 */
export class Mirror {
  #origin: Pick<OpenRequest, "experiment" | "params" | "seed"> | null = null;
  #log: readonly Command[] = [];
  #checkpoint: Checkpoint | undefined;
  #epoch = 0;
  #step = 0;

  opened(opened: Opened, request: OpenRequest): void {
    this.#start({ experiment: request.experiment, params: request.params, seed: opened.seed }, opened);
    this.#log = request.log ?? [];
    this.#checkpoint = request.checkpoint;
    this.#step = request.step ?? 0;
  }

  applied({ step, kept, logged, opened }: Applied): void {
    if (opened !== undefined) {
      this.#start({ experiment: opened.experiment, params: opened.params, seed: opened.seed }, opened);
      return;
    }
    if (logged.length === 0 && kept >= this.#log.length) return;
    this.#log = [...this.#log.slice(0, kept), ...logged];
    const { checkpoint } = this;
    if (checkpoint !== undefined && (checkpoint.step > step || checkpoint.commands > kept))
      this.#checkpoint = undefined;
  }

  /** Keeps a checkpoint unless the run was rebuilt or its past rewritten since it was made. */
  saved(epoch: number, record: SessionRecord, checkpoint: Checkpoint): void {
    const holds = (log: readonly Command[]) => JSON.stringify(log.slice(0, checkpoint.commands));
    if (epoch >= this.#epoch && holds(record.log) === holds(this.#log)) this.#checkpoint = checkpoint;
  }

  /** The run was seen at this step. */
  seen(step: number): void {
    this.#step = step;
  }

  get checkpoint(): Checkpoint | undefined {
    return this.#checkpoint;
  }

  /** What opens the run where it was last seen; null before the first `open`. */
  request(): OpenRequest | null {
    if (this.#origin === null) return null;
    return { ...this.#origin, log: this.#log, step: this.#step, checkpoint: this.#checkpoint };
  }

  #start(origin: Pick<OpenRequest, "experiment" | "params" | "seed">, { epoch, step }: Opened): void {
    this.#origin = origin;
    this.#log = [];
    this.#checkpoint = undefined;
    this.#epoch = epoch;
    this.#step = step;
  }
}
