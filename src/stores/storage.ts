/** What the page keeps on the device; private windows and full disks make it forget, never fail. */

export function remember(key: string, value: unknown): void {
  try {
    localStorage.setItem(`synaptarium.${key}`, JSON.stringify(value));
  } catch {
    return;
  }
}

/** The remembered value if `accepts` recognises it, else undefined. */
export function recall<T>(key: string, accepts: (value: unknown) => value is T): T | undefined {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(`synaptarium.${key}`) ?? "null");
    return accepts(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
