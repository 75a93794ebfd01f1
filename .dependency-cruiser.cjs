/** Who may import whom. Tests may reach into everything on their own side of the house. */

/** Tests and what only tests use. */
const TEST = "(\\.test|/testing|[a-z]Testing|/fake[^/]*)\\.tsx?$";
const MODELS =
  "^workers/(neurons|synapses|plasticity|structural|devices|crossbar|encoders|learning|topology|tasks|vrram)/";
/** A contract is named with an underscore in front. */
const CONTRACT = "/_[^/]+$";

/** What the folders below `workers/` may import of each other, contracts of model folders aside. */
const FOLDERS = {
  units: [],
  kernel: [],
  protocol: [],
  params: ["units", "protocol"],
  memory: ["kernel", "protocol"],
  math: ["memory", "protocol"],
  nir: ["protocol"],
  network: ["math", "memory", "params", "units", "protocol"],
};

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: "resolvable",
      comment: "Every import leads somewhere; virtual modules are made by the build.",
      severity: "error",
      from: {},
      to: { couldNotResolve: true, pathNot: "^virtual:" },
    },
    {
      name: "no-cycles",
      comment: "Modules that import each other run in an order that nobody chose. Types may refer to each other.",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "tests-are-leaves",
      comment: "Nothing depends on a test.",
      severity: "error",
      from: { pathNot: [TEST, "^e2e/.+\\.spec\\.ts$"] },
      to: { path: TEST },
    },
    {
      name: "declared-packages",
      comment: "Code that reaches the user needs its packages under dependencies.",
      severity: "error",
      from: { path: "^(src|workers)/", pathNot: TEST },
      to: {
        dependencyTypes: ["npm-dev", "npm-no-pkg", "npm-unknown"],
        dependencyTypesNot: ["type-only"],
        pathNot: "node_modules/@types/",
      },
    },
    {
      name: "workers-know-no-page",
      comment: "What computes knows nothing of what shows.",
      severity: "error",
      from: { path: "^workers/" },
      to: { path: "^(src|e2e)/" },
    },
    {
      name: "page-doors",
      comment: "The page reads the protocol, the catalog and the parameters derived from it; of all else only types.",
      severity: "error",
      from: { path: "^src/", pathNot: TEST },
      to: {
        path: "^workers/",
        pathNot: [
          "^workers/(protocol|params|units)/",
          "^workers/(catalog\\w*|outlines|scripts)\\.ts$",
          "^workers/(sim|structure|matter)\\.worker\\.ts",
        ],
        dependencyTypesNot: ["type-only"],
      },
    },
    {
      name: "one-client",
      comment: "Only the client starts the worker.",
      severity: "error",
      from: { path: "^src/", pathNot: "^src/sim-client/" },
      to: { path: "^workers/(sim|structure|matter)\\.worker\\.ts" },
    },
    {
      name: "comlink-at-the-border",
      comment: "Only the two ends of the connection know how it is made.",
      severity: "error",
      from: {
        pathNot: ["^workers/(host/|(sim|structure|matter)\\.worker\\.ts$)", "^src/sim-client/", "node_modules/"],
      },
      to: { path: "node_modules/comlink/" },
    },
    {
      name: "views-are-pure",
      comment: "A view is bound to kinds of channel: it knows no store, no client and no page of an experiment.",
      severity: "error",
      from: { path: "^src/views/", pathNot: TEST },
      to: { path: "^src/", pathNot: "^src/(views|ui)/", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "ui-is-bottom",
      comment: "Primitives know nothing of the lab but the names of the protocol.",
      severity: "error",
      from: { path: "^src/ui/", pathNot: TEST },
      to: { path: "^(src|workers)/", pathNot: "^src/ui/|^workers/(protocol|units)/" },
    },
    {
      name: "client-is-bottom",
      comment: "The client knows the protocol and the worker, nothing of the page.",
      severity: "error",
      from: { path: "^src/sim-client/", pathNot: TEST },
      to: { path: "^src/", pathNot: "^src/sim-client/" },
    },
    {
      name: "model-alone",
      comment:
        "A model knows the contracts, parameters, mathematics, memory and files that bear its name; never another model.",
      severity: "error",
      from: { path: `${MODELS}([^/]+?)(Params)?\\.ts$`, pathNot: TEST },
      to: {
        path: "^workers/",
        // $1 is the folder, $2 the model.
        pathNot: ["^workers/(params|units|math|memory|kernel|protocol)/", "^workers/$1/$2[A-Z]", CONTRACT],
        dependencyTypesNot: ["npm"],
      },
    },
    {
      name: "experiments-below-host",
      comment: "An experiment is built from models; the host, the command line and the registry come later.",
      severity: "error",
      from: { path: "^workers/experiments/", pathNot: TEST },
      to: { path: "^workers/(host|cli|catalog\\w*\\.ts|runnable\\w*\\.ts|(sim|structure|matter)\\.worker\\.ts)" },
    },
    {
      name: "host-knows-no-model",
      comment: "The host runs whatever the catalog holds.",
      severity: "error",
      from: { path: "^workers/(host|cli)/", pathNot: [TEST, "^workers/cli/benchmark"] },
      to: { path: [MODELS, "^workers/experiments/"], pathNot: CONTRACT },
    },
    {
      name: "registry-only",
      comment: "Models and experiments reach the rest through the catalog; everything else takes contracts.",
      severity: "error",
      from: {
        path: "^workers/",
        pathNot: [
          TEST,
          MODELS,
          "^workers/(experiments|cli)/",
          "^workers/(catalog\\w*|runnable\\w*|outlines|scripts)\\.ts$",
        ],
      },
      to: { path: [MODELS, "^workers/experiments/"], pathNot: CONTRACT },
    },
    {
      name: "thin-entry",
      comment: "The worker's entry exposes the host and nothing else.",
      severity: "error",
      from: { path: "^workers/(sim|structure|matter)\\.worker\\.ts$" },
      to: { path: "^workers/", pathNot: "^workers/(host/|runnable\\w+\\.ts$)" },
    },
    ...Object.entries(FOLDERS).map(([folder, allowed]) => ({
      name: `${folder}-below`,
      comment: `workers/${folder} imports only ${allowed.length === 0 ? "itself" : allowed.join(", ")} and contracts.`,
      severity: /** @type {const} */ ("error"),
      from: { path: `^workers/${folder}/`, pathNot: TEST },
      to: { path: "^workers/", pathNot: [`^workers/(${[folder, ...allowed].join("|")})/`, CONTRACT] },
    })),
    {
      name: "few-packages",
      comment:
        "What computes needs no package but zod and fft.js, comlink at its border and h5wasm in the command line.",
      severity: "error",
      from: { path: "^workers/", pathNot: TEST },
      to: { path: "node_modules/", pathNot: "node_modules/(zod|fft\\.js|comlink|h5wasm)/" },
    },
    {
      name: "no-platform",
      comment: "Only the host and the command line use modules of Node.",
      severity: "error",
      from: { path: "^workers/", pathNot: [TEST, "^workers/(host|cli)/"] },
      to: { dependencyTypes: ["core"] },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: "node_modules" },
    enhancedResolveOptions: {
      extensions: [".ts", ".tsx", ".d.ts", ".mjs", ".js", ".json"],
      exportsFields: ["exports"],
      conditionNames: ["import", "types", "default"],
    },
  },
};
