import { conductanceOf } from "../crossbar/_solver";
import type { BlockCircuit } from "./_block";

/**
 * What planes and pillars of a block hang on. A pillar ends below in an access transistor: a select line joins the gates of
 * pillars of the same y, so that all of them conduct together, and a bit line their feet along y.
 */

/** Resistances of an access transistor, Ohm; `off` is finite, or pillars would float with the planes. */
export interface Access {
  readonly on: number;
  readonly off: number;
}

export type PillarSelection =
  | { readonly kind: "all" }
  | { readonly kind: "row"; readonly y: number }
  | { readonly kind: "pillar"; readonly x: number; readonly y: number };

/** An address in a block. */
export interface CellAddress {
  readonly layer: number;
  readonly x: number;
  readonly y: number;
}

/** Access transistors on and off, bit lines at 0 V. `factor` afterwards. */
export function selectPillars(circuit: BlockCircuit, selection: PillarSelection, { on, off }: Access): void {
  const { columns, rows } = circuit.shape;
  const { view } = circuit.pillarConductance;
  circuit.pillarVoltage.view.fill(0);
  for (let x = 0; x < columns; x++) {
    for (let y = 0; y < rows; y++) {
      const conducts =
        selection.kind === "all" || (selection.y === y && (selection.kind === "row" || selection.x === x));
      view[x * rows + y] = conductanceOf(conducts ? on : off);
    }
  }
}

/** `volts` [layers] behind drivers of so many Ohm at each node of the edge; a plane without a number floats. `factor` afterwards. */
export function drivePlanes(circuit: BlockCircuit, volts: ArrayLike<number | null>, resistance: number): void {
  const { planeConductance, planeVoltage } = circuit;
  for (let layer = 0; layer < circuit.shape.layers; layer++) {
    const volt = volts[layer] ?? null;
    planeConductance.view[layer] = volt === null ? 0 : conductanceOf(resistance);
    planeVoltage.view[layer] = volt ?? 0;
  }
}

/** The transposed product: `volts` [columns, rows] on the bit lines, planes read at 0 V. Transistors stay as they are. */
export function drivePillars(circuit: BlockCircuit, volts: ArrayLike<number>, resistance: number): void {
  drivePlanes(circuit, new Float64Array(circuit.shape.layers), resistance);
  circuit.pillarVoltage.view.set(volts);
}

export interface CellRead {
  /** V on the plane of the cell. */
  readonly volts: number;
  /** What the other planes do meanwhile. */
  readonly others: "grounded" | "floating";
  /** Output resistance of a driver, Ohm. */
  readonly driver: number;
  readonly access: Access;
}

/** Reads one cell: its plane driven, its pillar alone selected. `factor` afterwards; the current is that of the pillar. */
export function readCell(
  circuit: BlockCircuit,
  { layer, x, y }: CellAddress,
  { volts, others, driver, access }: CellRead,
): void {
  const rest = others === "grounded" ? 0 : null;
  const planes = Array.from({ length: circuit.shape.layers }, (_, at) => (at === layer ? volts : rest));
  selectPillars(circuit, { kind: "pillar", x, y }, access);
  drivePlanes(circuit, planes, driver);
}
