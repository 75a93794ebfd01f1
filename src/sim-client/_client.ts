import type { Checkpoint, Frame, SessionRecord, SimApi, SimError } from "../../workers/protocol";

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

/** SimApi without the wiring, plus the life cycle. Every method answers with a Result and never throws. */
export type Client = Omit<SimApi, "connect"> & { dispose(): void };

export type CreateClient = (events: ClientEvents) => Client;
