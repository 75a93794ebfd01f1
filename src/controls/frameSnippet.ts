const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** Least sizes of a frame in which a view can still be read, pixels. */
export const LEAST_FRAME = { width: 320, height: 240 } as const;
/** Pixels on a side beyond which no page could show the frame. */
export const MOST_FRAME = 4000;

/** HTML that shows the link in a frame of another page; `width` and `height` in pixels. */
export const frameSnippet = (link: string, title: string, width: number, height: number): string =>
  `<iframe src="${escaped(link)}" title="${escaped(title)}" width="${width}" height="${height}" loading="lazy" ` +
  `style="border: 0; max-width: 100%"></iframe>`;
