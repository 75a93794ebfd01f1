import type { Checkpoint, Frame, Result, SessionRecord, SimApi, SimError } from "../../workers/protocol";

/** What the page asks of a simulation worker; `SimClient` is the real one, the tests have a fake. */
export interface ClientEvents {
  /** The arrays of the frame are valid only during the call; its buffer goes back as a credit afterwards. */
  readonly onFrame: (frame: Frame) => void;
  /** Without a checkpoint where the state is too large to be sent around; the record alone reproduces the run too. */
  readonly onCheckpoint?: (record: SessionRecord, checkpoint?: Checkpoint) => void;
  readonly onError: (error: SimError) => void;
  /** The worker had died and another one goes on from `step`. */
  readonly onRecovered: (step: number, reason: string) => void;
}

/**
 * SimApi without the wiring, plus the life cycle. Every method answers with a Result and never throws. The client keeps
 * data files and brings them to whichever worker needs them.
 */
export interface Client extends Omit<SimApi, "connect" | "attach"> {
  attach(file: File): Promise<Result<string>>;
  dispose(): void;
}

export type CreateClient = (events: ClientEvents) => Client;
