import type { DataContext, Simulation } from "./_experiment";
import { Showing } from "./_showing";
import { trainedSimulation } from "./_trained";
import { Interventions } from "./rewiringInterventions";
import type { RewiringParams } from "./rewiringParams";
import { rewiringSources } from "./rewiringPublish";
import { LAYER_IDS } from "./rewiringShape";
import { Training } from "./rewiringTraining";

export function buildRewiring(context: DataContext, initial: RewiringParams): Simulation {
  const { arena, kernel, seed } = context;
  const training = new Training(context, initial);
  const { layers } = training.network;
  const interventions = new Interventions(kernel, arena, layers, training.sizes, training.task);
  arena.commit();
  training.init();
  interventions.init(seed);
  const showing = new Showing();
  return trainedSimulation({
    params: initial,
    showing,
    training,
    every: ({ view }) => view.every,
    act(name, args, { view }) {
      interventions.act(name, args, LAYER_IDS.indexOf(view.layer), training.step + 1);
      training.lives.count(training.step + 1, true);
    },
    publish: (params) => rewiringSources({ kernel, training, showing, params }),
  });
}
