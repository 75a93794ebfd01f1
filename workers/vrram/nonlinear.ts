import { SelectorCells } from "../crossbar/_selectors";
import type { Arena } from "../memory/arena";
import type { BlockCircuit } from "./_block";

/** A block whose cells have selectors in series (1S1R), with planes of either form: Newton's method on the block's solver. */
export class SelectorBlock extends SelectorCells {
  /** Before the commit of the arena; `circuit` is one that was made for nonlinear cells, in the same arena. */
  constructor(arena: Arena, circuit: BlockCircuit) {
    const { conductance, sources, planeNodes, pillarNodes, planeVoltage, pillarVoltage } = circuit;
    if (sources === undefined) throw new Error("the block was not made for nonlinear cells");
    super(arena, {
      conductance,
      sources,
      ends: [planeNodes, pillarNodes],
      drives: [planeVoltage, pillarVoltage],
      factor: () => circuit.factor(),
      solve: (options) => circuit.solve(options),
    });
  }
}
