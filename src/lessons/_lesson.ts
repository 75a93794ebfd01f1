import type { MDXContent } from "mdx/types";
import type { ChannelKind, ChannelSpec, DataOf, ParamTree, Speed } from "../../workers/protocol";
import type { Language } from "../i18n";
import type { FeedClock, ParamEdit } from "../views/_view";

/** The contract of a lesson: text per language as MDX, and challenges that read channels, never clicks. */

/** What a check sees of the running experiment. */
export interface ChannelReader {
  spec(channel: string): ChannelSpec | undefined;
  /** Present value or remembered stream; null before the first frame and for channels of another kind. */
  read<K extends ChannelKind>(channel: string, kind: K): DataOf<K> | null;
  readonly clock: FeedClock;
  readonly params: ParamTree;
  /** Biological time in ms since the parameters last changed or history broke. */
  readonly elapsed: number;
}

export interface Check {
  /**
   * `waiting`: the set-up of the test is not in place. `running`: too early to tell.
   * `passed`: what was measured is what was predicted; `failed`: it is not.
   */
  readonly status: "waiting" | "running" | "passed" | "failed";
  /** The numbers that the verdict rests on, by the names that the lesson's sentence about them uses. */
  readonly measured: Readonly<Record<string, Measurement>>;
  /** Which of the possible outcomes the channels show; null while that is open. */
  readonly outcome: string | null;
}

/** A number with the unit and precision it is to be shown in. */
export interface Measurement {
  readonly value: number;
  readonly unit: "" | "s" | "ms" | "Hz" | "%" | "µS" | "µW";
  readonly digits: number;
  /** Shows a plus before positive values. */
  readonly signed?: boolean;
}

/** A regime of the experiment: a preset and what differs from it. */
export interface SetUp {
  readonly preset: string;
  readonly set?: readonly ParamEdit[];
}

export interface Challenge extends SetUp {
  /** Parameters that may be changed during the test; any other change leaves its set-up. */
  readonly free: readonly string[];
  /** Whether the test starts at step 0, or goes on from the present state. */
  readonly restart: boolean;
  readonly speed: Speed;
  /** What one may predict; checks answer with one of these. */
  readonly outcomes: readonly string[];
  /** A control needs no prediction of the learner: this is what the text claims. */
  readonly claim?: string;
  /** Called only while the set-up is in place. */
  measure(reader: ChannelReader): Pick<Check, "measured" | "outcome">;
}

export interface LessonDeclaration {
  readonly challenges: Readonly<Record<string, Challenge>>;
  readonly content: Readonly<Record<Language, () => Promise<{ readonly default: MDXContent }>>>;
}
