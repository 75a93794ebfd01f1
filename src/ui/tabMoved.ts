/** The tab that a key leads to from tab `at` of `count`, round the ends; null for a key that means nothing to tabs. */
export function tabMoved(key: string, at: number, count: number): number | null {
  if (key === "ArrowRight") return (at + 1) % count;
  if (key === "ArrowLeft") return (at + count - 1) % count;
  if (key === "Home") return 0;
  return key === "End" ? count - 1 : null;
}
