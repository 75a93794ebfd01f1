import type { ExperimentId } from "../../workers/catalog";
import type { ParamTree, Speed } from "../../workers/protocol";
import type { ShellKey } from "../i18n";
import type { ViewId } from "../views/registry";

/** The contract of an experiment's page: which views it shows, where, and what comes up front. */

/** One place on the page, filled by one view. */
export interface ViewSlot {
  readonly view: ViewId;
  readonly title: ShellKey;
  /** One sentence: what is this? */
  readonly doc: ShellKey;
  /** Channel names by the role they play in the view. */
  readonly channels: Readonly<Record<string, string>>;
  readonly options?: Readonly<Record<string, unknown>>;
}

/** Slot names, rows and columns of them with their shares of the space, or views that take turns in one place. */
export type Layout =
  | string
  | { readonly stack: readonly string[] }
  | {
      readonly direction: "row" | "column";
      readonly parts: readonly { readonly share: number; readonly content: Layout }[];
    };

export interface Arrangement {
  /** Names the arrangement, so that each one remembers its own sizes. */
  readonly id: string;
  readonly slots: Readonly<Record<string, ViewSlot>>;
  readonly layout: Layout;
  /** Scalar channels shown as numbers above the views. */
  readonly readouts: readonly string[];
  /** Says in one line what one sees; may use `values`. */
  readonly caption: ShellKey;
  readonly values: Readonly<Record<string, string | number>>;
}

export interface Places {
  /** Matrix or lattice whose chosen cell gives the arguments `row` and `column` (and both ends of a rectangle), or `layer`, `x` and `y`. */
  readonly channel: string;
  /** Parameters that give arguments while no cell is chosen, by the names of the arguments. */
  readonly otherwise?: Readonly<Record<string, string>>;
}

export interface ExperimentPage {
  readonly id: ExperimentId;
  /** Speed of a first visit: something moves within seconds. */
  readonly openingSpeed: Speed;
  /** Length in ms of the step that `openingSpeed` is meant for, where steps differ widely: others open at as many per second. */
  readonly openingStep?: number;
  /** Steps per second of a first visit, where set-ups differ in that; then `openingSpeed` says nothing. */
  pace?(params: ParamTree): number;
  /** The choice that decides what kind of experiment this is; it stands above everything else. */
  readonly primary?: string;
  /** Parameters that are shown unfolded, in this order. */
  readonly upFront: readonly string[];
  /** Actions of the experiment that make sense with these parameters, in the order of their buttons. */
  actions?(params: ParamTree): readonly string[];
  /** Whence the form of an action takes the place at which it opens. */
  readonly places?: Places;
  arrange(params: ParamTree): Arrangement;
}
