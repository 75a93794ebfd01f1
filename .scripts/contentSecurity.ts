import type { Plugin } from "vite";

/**
 * What the built page may load and run. Everything comes from its own origin; there is no inline script and no `eval`.
 */
const POLICY = {
  "default-src": ["'self'"],
  // Compiling WebAssembly, the kernel and the library of HDF5 files, counts as evaluation of its own kind.
  "script-src": ["'self'", "'wasm-unsafe-eval'"],
  // Workers start from blobs, because browsers refuse to start one from a file:// address; 'self' is the service worker.
  "worker-src": ["'self'", "blob:"],
  "connect-src": ["'self'"],
  // Mantine writes the variables of the theme and its responsive rules into style elements while it renders.
  "style-src": ["'self'", "'unsafe-inline'"],
  "img-src": ["'self'", "data:", "blob:"],
  "media-src": ["'self'", "blob:"],
  "font-src": ["'self'", "data:"],
  "object-src": ["'none'"],
  "base-uri": ["'none'"],
  "form-action": ["'none'"],
} as const;

const CHARSET = /<meta charset="utf-8" \/>/;

/**
 * Writes the policy into the built page: static hosts cannot be asked for a header, and a meta element also holds for
 * file://. It comes before everything it is to govern. The dev server stays without, whose client speaks over a socket
 * and starts from an inline script.
 */
export function contentSecurity(): Plugin {
  const content = Object.entries(POLICY)
    .map(([directive, sources]) => [directive, ...sources].join(" "))
    .join("; ");
  return {
    name: "synaptarium-content-security",
    apply: "build",
    transformIndexHtml: {
      order: "pre",
      handler(html) {
        if (!CHARSET.test(html)) throw new Error("the page has no charset to put its security policy after");
        return html.replace(
          CHARSET,
          (charset) => `${charset}\n    <meta http-equiv="Content-Security-Policy" content="${content}" />`,
        );
      },
    },
  };
}
