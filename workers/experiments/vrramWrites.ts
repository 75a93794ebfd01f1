import { chanceOf, WRITE_PULSE } from "../crossbar/disturb";
import { HEALTHY } from "../crossbar/faults";
import type { Kernel } from "../memory/kernel";
import { drivePlanes, selectPillars } from "../vrram/access";
import { thresholdFactors } from "../vrram/taper";
import type { ChannelSource } from "./_experiment";
import type { BlockCells } from "./vrramCells";
import type { BlockView } from "./vrramCircuit";
import type { VrramParams } from "./vrramParams";
import { Portions } from "./vrramPortions";
import { accessOf, chosen } from "./vrramTerminals";

/**
 * What one pulse does in each layer of the chosen pillar: its plane at the write voltage, the others at half of it, the pillar
 * at ground, cells without their selectors. They switch as a Poisson process whose voltage scale shifts with depth.
 */
export function writeCurve(
  kernel: Kernel,
  view: BlockView,
  cells: BlockCells,
  params: () => VrramParams,
): ChannelSource {
  const { layers, columns, rows } = params().block;
  const y = new Float32Array(2 * layers).fill(Number.NaN);
  function pulse(layer: number): void {
    const probe = view.probe(false).circuit;
    const { wires, write, threshold } = params();
    const at = chosen(params());
    probe.conductance.view.set(view.present());
    probe.wires(wires.plane, wires.pillar);
    selectPillars(probe, { kind: "pillar", x: at.x, y: at.y }, accessOf(params()));
    const planes = Array.from({ length: layers }, (_, k) => (k === layer ? write.volts : write.volts / 2));
    drivePlanes(probe, planes, wires.driver);
    probe.factor();
    probe.solve({ tolerance: 1e-10, warm: false });
    const factors = thresholdFactors(layers, threshold / 100);
    const codes = cells.codes();
    /** Broken cells do not switch. */
    const chance = (k: number): number => {
      const site = (k * columns + at.x) * rows + at.y;
      if (codes[site] !== HEALTHY) return 0;
      const across = (probe.planeNodes.view[site] as number) - (probe.pillarNodes.view[site] as number);
      return chanceOf(kernel, across, { ...WRITE_PULSE, scale: WRITE_PULSE.scale * (factors[k] as number) });
    };
    let spared = 1;
    for (let k = 0; k < layers; k++) if (k !== layer) spared *= 1 - chance(k);
    // On a logarithmic scale there is no place for never.
    y[layer] = chance(layer) || Number.NaN;
    y[layers + layer] = 1 - spared || Number.NaN;
  }

  const portions = new Portions({
    cases: layers,
    cells: layers * columns * rows,
    key: () => JSON.stringify([view.around, chosen(params()), params().write, params().threshold]),
    solve: pulse,
  });
  return portions.source(
    Float32Array.from({ length: layers }, (_, layer) => layer),
    y,
  );
}
