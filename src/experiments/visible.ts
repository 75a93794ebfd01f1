import type { Arrangement, Layout } from "./_page";

function without(layout: Layout, shown: ReadonlySet<string>): Layout | null {
  if (typeof layout === "string") return shown.has(layout) ? layout : null;
  if ("stack" in layout) {
    const stack = layout.stack.filter((name) => shown.has(name));
    return stack.length > 1 ? { stack } : (stack[0] ?? null);
  }
  const parts = layout.parts.flatMap(({ share, content }) => {
    const left = without(content, shown);
    return left === null ? [] : [{ share, content: left }];
  });
  const [only, second] = parts;
  if (only === undefined) return null;
  if (second === undefined) return only.content;
  const whole = parts.reduce((sum, { share }) => sum + share, 0);
  return { ...layout, parts: parts.map(({ share, content }) => ({ share: (100 * share) / whole, content })) };
}

/**
 * The arrangement with these views alone; what the others leave is shared out. An arrangement that has none of them is
 * shown whole: a page without a view would show nothing.
 */
export function visibleArrangement(arrangement: Arrangement, views: "all" | readonly string[]): Arrangement {
  if (views === "all") return arrangement;
  const shown = new Set(Object.keys(arrangement.slots).filter((name) => views.includes(name)));
  const layout = without(arrangement.layout, shown);
  if (layout === null) return arrangement;
  const slots = Object.fromEntries(Object.entries(arrangement.slots).filter(([name]) => shown.has(name)));
  return { ...arrangement, slots, layout };
}
