import type { Plugin } from "vite";
import { VitePWA } from "vite-plugin-pwa";

/** Largest single file that is kept for work without a network, in bytes; the build fails on a larger one. */
const LARGEST_FILE = 8 * 2 ** 20;

/**
 * Emits `sw.js`, a service worker that fetches the whole build at the first visit, lazy parts included, and answers from
 * that copy afterwards. A new version waits until somebody lets it in; `src/offline` registers it and asks.
 */
export const offline = (): Plugin[] =>
  VitePWA({
    strategies: "generateSW",
    registerType: "prompt",
    // Registered by the page itself: the tag of the plugin would be an inline script.
    injectRegister: null,
    // Linked by the page itself too, see `src/offline`.
    manifest: false,
    filename: "sw.js",
    workbox: {
      // Browsers with service workers read woff2 and never ask for the older forms of the same fonts.
      globPatterns: ["**/*.{html,js,css,svg,png,wasm,woff2,webmanifest}"],
      maximumFileSizeToCacheInBytes: LARGEST_FILE,
      // The folder and index.html, whatever stands behind `?`; nothing else in the folder becomes the lab.
      navigateFallback: null,
      ignoreURLParametersMatching: [/./],
      cleanupOutdatedCaches: true,
      skipWaiting: false,
      // The page of the first visit has its lazy parts from the copy too. Versions cannot mix: files are named by what is
      // in them, and a page whose files are not in the copy gets them from the network as before.
      clientsClaim: true,
      inlineWorkboxRuntime: true,
      sourcemap: false,
    },
  });
