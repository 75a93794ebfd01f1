const DAY_MS = 24 * 3600 * 1000;

const midnight = (time: number): number => new Date(time).setHours(0, 0, 0, 0);

/**
 * A moment of the last days as a person says it, e.g. "yesterday 14:02", an older one with its date.
 *
 * @param at milliseconds since 1970
 */
export function momentText(at: number, now: number, language: string): string {
  const clock = new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(at);
  // Rounded, because a day of the change to summer time is an hour shorter.
  const days = Math.round((midnight(at) - midnight(now)) / DAY_MS);
  if (days === 0) return clock;
  const day =
    days < 0 && days > -3
      ? new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(days, "day")
      : new Intl.DateTimeFormat(language, { day: "numeric", month: "short", year: "numeric" }).format(at);
  return `${day}, ${clock}`;
}
