import { digestOf } from "../../workers/params/digest";
import { fail, ok, type Result, type SessionRecord } from "../../workers/protocol";
import { useClassroom } from "./classroom";
import { postponeDigest } from "./needed";
import { notify } from "./notices";
import { client } from "./session";

/** A moment of the run and the digest of its state, which says whether another copy of the lab computes the same. */

export interface Moment {
  readonly record: SessionRecord;
  /** Null where the page has no cryptography, as on plain http. */
  readonly digest: string | null;
}

/** The present moment; the run goes on. */
export async function presentMoment(): Promise<Result<Moment>> {
  const forked = await client().fork();
  if (!forked.ok) return forked;
  const { record, checkpoint } = forked.value;
  // While the run is sought, the record names the target and the state lies elsewhere.
  if (checkpoint.step !== record.step) return fail("state", "fork", "the run is on its way to another time");
  const digest = await digestOf(new Uint8Array(checkpoint.block), checkpoint.plain);
  return ok({ record, digest: digest.ok ? digest.value : null });
}

/** The first digits, which are enough to compare by eye. */
export const shortDigest = (digest: string): string =>
  `${digest.slice(0, 4)} ${digest.slice(4, 8)} ${digest.slice(8, 12)}`;

/**
 * Waits until the replay of a link or file has arrived, and says whether the state there is the one it was made from.
 * Says nothing when somebody has gone on or elsewhere in the meantime.
 */
export async function checkDigest(
  expected: string,
  { step, seed }: Pick<SessionRecord, "step" | "seed">,
): Promise<void> {
  if (postponeDigest(expected)) return;
  const moment = await presentMoment();
  if (!moment.ok || moment.value.record.step !== step || moment.value.record.seed !== seed) return;
  const { digest } = moment.value;
  if (digest === null) {
    notify({ tone: "info", title: "digest.unchecked", text: { key: "digest.uncheckedText" } });
  } else if (digest === expected) {
    // A frame has no room for good news.
    if (useClassroom.getState().embed) return;
    notify({
      tone: "success",
      title: "digest.agrees",
      text: { key: "digest.agreesText", values: { digest: shortDigest(expected) } },
    });
  } else {
    const values = { digest: shortDigest(digest), expected: shortDigest(expected) };
    notify({ tone: "error", title: "digest.differs", text: { key: "digest.differsText", values } });
  }
}
