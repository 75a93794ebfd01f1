/** Hands a file to the browser's downloads. */
export function download(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken the file over by the next task.
  setTimeout(() => URL.revokeObjectURL(url));
}

/** False where the browser does not let a page write to the clipboard. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/** A file name from words of any language: letters, digits and hyphens. */
export const fileName = (...words: readonly string[]): string =>
  words
    .join("-")
    .normalize("NFD")
    .replace(/[^\w.]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .toLowerCase();
