import mdx from "@mdx-js/rollup";
import react from "@vitejs/plugin-react";
import rehypeKatex from "rehype-katex";
import remarkMath from "remark-math";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";
import { classicScripts } from "./.scripts/classicScripts.ts";
import { contentSecurity } from "./.scripts/contentSecurity.ts";
import { kernel } from "./.scripts/kernelPlugin.ts";
import { offline } from "./.scripts/offline.ts";

/** Test files that take longest. */
const LONG =
  /\/(contract|growth|growth\.challenges|lessons|network|networkBrian2|networkScience|rewiringAccuracy|rewiring\.challenges|stdp|stdpBrian2)\.test\.tsx?$/;

/** The long files first: no core waits for the last of them. */
class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification) => LONG.test(moduleId);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

/** Tests of modules that hold state. */
const STORES = "src/{stores,sim-client,app,controls,lessons}/**/*.test.{ts,tsx}";

export default defineConfig({
  base: "./",
  plugins: [
    kernel(),
    { enforce: "pre", ...mdx({ remarkPlugins: [remarkMath], rehypePlugins: [rehypeKatex] }) },
    react({ include: /\.(mdx|tsx)$/ }),
    contentSecurity(),
    classicScripts(),
    offline(),
  ],
  worker: { plugins: () => [kernel()] },
  // The first load has a budget of its own, checked by the tests.
  build: { target: "es2022", chunkSizeWarningLimit: 5000 },
  test: {
    testTimeout: 60_000,
    hookTimeout: 60_000,
    projects: [
      // Stores are singletons: what one file leaves in them must not meet the next.
      { extends: true, test: { name: "stores", include: [STORES], isolate: true } },
      {
        extends: true,
        // Elsewhere a process of its own for each file would take longer than most of the files.
        test: { name: "rest", include: ["{workers,src}/**/*.test.{ts,tsx}"], exclude: [STORES], isolate: false },
      },
    ],
    sequence: { sequencer: LongFirst },
    // By default one core is left idle: half of a small machine.
    maxWorkers: "100%",
    allowOnly: false,
  },
});
