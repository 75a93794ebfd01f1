import type { ChannelSpecs, ScalarSpec } from "../../workers/protocol";
import { useDeclared } from "../i18n";
import { channelKey } from "../i18n/channels";
import { referenceFeed } from "../stores/compare";
import { feed } from "../stores/feed";
import { useLab } from "../stores/labStore";
import { formatMeasured } from "../ui/format";

/** Scalar channels as a person reads them, on the screen and by ear. */

export interface Scalar {
  readonly channel: string;
  readonly spec: ScalarSpec;
}

export const scalarsOf = (specs: ChannelSpecs, channels: readonly string[]): Scalar[] =>
  channels.flatMap((channel) => {
    const spec = specs[channel];
    return spec?.kind === "scalar" ? [{ channel, spec }] : [];
  });

/** Texts of the open experiment's channels in the language of the page. */
export function useTold(): (english: string) => string {
  const say = useDeclared();
  const experiment = useLab((state) => state.experiment);
  return (english) => say(channelKey(experiment ?? "", english), english);
}

export const presentValue = (channel: string): number => feed.history(channel, "scalar")?.read()?.value ?? Number.NaN;

/** Long counts in groups of three digits, as every language reads them. */
const textOf = (value: number, { unit }: ScalarSpec): string =>
  formatMeasured(value, unit).replace(/^\d{6,}/, (digits) => digits.replace(/\B(?=(\d{3})+$)/g, "\u202f"));

/** Number and unit as they are now. */
export const presentText = ({ channel, spec }: Scalar): string => textOf(presentValue(channel), spec);

/** The same quantity in the run that this one is compared with. */
export const referenceText = ({ channel, spec }: Scalar): string =>
  textOf(referenceFeed.history(channel, "scalar")?.read()?.value ?? Number.NaN, spec);

/** Whether an alarm is raised now. */
export const raised = ({ channel, spec }: Scalar): boolean => spec.alarm === true && (presentValue(channel) || 0) !== 0;
