import { z } from "zod";
import { dataFileParams, dataFiles, inspectData, picturesOf, readDataFiles } from "../../experiments/_dataFiles";
import { type DataContext, defineExperiment, runnable, type Simulation } from "../../experiments/_experiment";
import { group, integer } from "../../params/schema";

/** An experiment that does nothing but look at the user's pictures one after another, for tests of data files. */

const schema = z.strictObject({
  task: group({
    ...dataFileParams,
    train: integer({
      label: "Pictures",
      symbol: "n",
      unit: "1",
      doc: "How many.",
      group: "task",
      live: false,
      min: 1,
      max: 60_000,
      default: 20,
    }),
  }),
});

type Params = z.output<typeof schema>;

const SIDE = 4;

function build(context: DataContext, { task }: Params): Simulation {
  const state = context.arena.alloc("state", "f64", 2);
  const data = readDataFiles(context, task);
  context.arena.commit();
  const train = data === null ? null : picturesOf(data.train, task.train, SIDE);
  const [steps, sum] = [0, 1];
  const step = () => state.view[steps] as number;
  return {
    get step() {
      return step();
    },
    endStep: null,
    advance(n) {
      for (let i = 0; i < n; i++) {
        const at = step() % (train?.count ?? 1);
        const ink = train === null ? 0.25 : (train.images[at * SIDE * SIDE] as number) + (train.labels[at] as number);
        state.view[sum] = 0.9 * (state.view[sum] as number) + ink;
        state.view[steps] = step() + 1;
      }
    },
    update() {},
    act() {},
    channels: { sum: { take: () => ({ kind: "scalar", value: state.view[sum] as number }), clear: () => {} } },
    plain: () => "",
    restore() {},
  };
}

const declaration = defineExperiment({
  id: "viewer",
  wing: 3,
  title: "Viewer",
  summary: "For tests.",
  schema,
  presets: {},
  actions: {},
  files: dataFiles(),
  inspect: inspectData,
  sources: [],
  validity: [],
  stepMs: () => 1,
  models: () => [],
  channels: () => ({ sum: { kind: "scalar", label: "Sum", doc: "A sum.", symbol: "s", unit: "1" } }),
});

export const viewer = runnable(declaration, build);

export const VIEWERS = { viewer };
