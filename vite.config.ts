import mdx from "@mdx-js/rollup";
import react from "@vitejs/plugin-react";
import rehypeKatex from "rehype-katex";
import remarkMath from "remark-math";
import { defineConfig } from "vitest/config";
import { classicScripts } from "./.scripts/classicScripts.ts";
import { kernel } from "./.scripts/kernelPlugin.ts";

export default defineConfig({
  base: "./",
  plugins: [
    kernel(),
    { enforce: "pre", ...mdx({ remarkPlugins: [remarkMath], rehypePlugins: [rehypeKatex] }) },
    react({ include: /\.(mdx|tsx)$/ }),
    classicScripts(),
  ],
  worker: { plugins: () => [kernel()] },
  // The first load has a budget of its own, checked by the tests.
  build: { target: "es2022", chunkSizeWarningLimit: 2000 },
  test: {
    include: ["workers/**/*.test.ts", "src/**/*.test.{ts,tsx}"],
    testTimeout: 60_000,
    allowOnly: false,
  },
});
