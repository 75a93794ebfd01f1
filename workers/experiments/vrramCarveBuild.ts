import type { DataContext, Simulation } from "./_experiment";
import { Showing } from "./_showing";
import { trainedSimulation } from "./_trained";
import { LineCircuit } from "./vrramCarveCircuit";
import type { CarveParams } from "./vrramCarveParams";
import { carveSources } from "./vrramCarvePublish";
import { CarveTraining } from "./vrramCarveTraining";

export function buildCarve(context: DataContext, initial: CarveParams): Simulation {
  const training = new CarveTraining(context, initial);
  const circuit = new LineCircuit(context.arena, training.carving.shape);
  context.arena.commit();
  training.init();
  const showing = new Showing();
  return trainedSimulation({
    params: initial,
    showing,
    training,
    every: ({ carve }) => carve.every,
    act: (name, args) => training.act(name, args),
    publish: (params) => carveSources({ training, circuit, showing, params }),
  });
}
