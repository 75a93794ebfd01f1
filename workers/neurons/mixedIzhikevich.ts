import { z } from "zod";
import type { Arena, Block } from "../memory/arena";
import { real } from "../params/schema";
import type { NeuronModel, NeuronPorts, NeuronState, Precision } from "./_neuron";

/** Izhikevich's neurons with constants of their own, by the published map of 1 ms: the cells of his networks. */

const schema = z.strictObject({
  v0: real({
    live: false,
    group: "neuron",
    label: "Initial potential",
    symbol: "v_0",
    unit: "mV",
    min: -100,
    max: 20,
    default: -65,
    doc: "Potential of every neuron at the start; the recovery variable starts at b v_0.",
  }),
});

export type MixedIzhikevichParams = z.output<typeof schema>;

/** The state of a population; whoever builds it writes `constants` after the commit of the arena and before `init`. */
export class MixedIzhikevichState implements NeuronState<MixedIzhikevichParams> {
  readonly variables;
  readonly constants: Readonly<Record<"a" | "b" | "c" | "d", Block>>;

  constructor(
    private readonly arena: Arena,
    private readonly size: number,
    private readonly precision: Precision,
  ) {
    this.variables = {
      v: arena.alloc("state", precision, size),
      u: arena.alloc("state", precision, size),
      until: arena.alloc("state", "i32", size),
    };
    const each = () => arena.alloc("fixed", precision, size) as Block;
    this.constants = { a: each(), b: each(), c: each(), d: each() };
  }

  init({ v0 }: MixedIzhikevichParams): void {
    const { view } = this.constants.b;
    this.variables.v.view.fill(v0);
    for (let i = 0; i < this.size; i++) this.variables.u.view[i] = (view[i] as number) * v0;
    this.variables.until.view.fill(0);
  }

  update(_params: MixedIzhikevichParams, h: number): void {
    if (h !== 1) throw new RangeError(`the published map steps 1 ms, not ${h} ms`);
  }

  stepper({ drive }: NeuronPorts) {
    const { kernel } = this.arena;
    const { size } = this;
    const step = this.precision === "f32" ? kernel.mixedIzhikevichStep32 : kernel.mixedIzhikevichStep64;
    const [v, u, until] = [this.variables.v.ptr, this.variables.u.ptr, this.variables.until.ptr];
    const [a, b, c, d] = [this.constants.a.ptr, this.constants.b.ptr, this.constants.c.ptr, this.constants.d.ptr];
    const input = drive.ptr;
    return { step: (list: number, now: number) => step(size, v, u, until, a, b, c, d, input, list, now) };
  }
}

export interface MixedIzhikevichModel extends NeuronModel<typeof schema, MixedIzhikevichParams> {
  /** @throws RangeError when asked for conductance synapses. */
  allocate(arena: Arena, size: number, precision: Precision, conductanceBased: boolean): MixedIzhikevichState;
}

export const mixedIzhikevich: MixedIzhikevichModel = {
  id: "mixedIzhikevich",
  label: "Izhikevich, mixed",
  doc: "Simple spiking neurons that each have their own a, b, c and d.",
  schema,
  equations: [
    { tex: "\\dot v = 0.04 v^2 + 5 v + 140 - u + I", plain: "dv/dt = 0.04 v^2 + 5 v + 140 - u + I" },
    { tex: "\\dot u = a(b v - u)", plain: "du/dt = a (b v - u)" },
    { tex: "v \\ge 30 \\Rightarrow v \\leftarrow c,\\; u \\leftarrow u + d", plain: "v >= 30: v = c, u = u + d" },
  ],
  integrator: "published map of 1 ms: two half steps of v, then u from the new v",
  sources: [
    { citation: "Izhikevich 2003, IEEE Transactions on Neural Networks", doi: "10.1109/TNN.2003.820440" },
    { citation: "Pauli et al. 2018, Frontiers in Neuroinformatics (integration)", doi: "10.3389/fninf.2018.00046" },
  ],
  validity: [
    { note: "The map is not converged: its rates differ from those of the differential equations, up to fourfold." },
    { note: "Input is dimensionless; a spike acts on the input of its target, not on its potential." },
  ],
  allocate(arena, size, precision, conductanceBased) {
    if (conductanceBased) throw new RangeError("Izhikevich neurons take no conductance synapses here");
    return new MixedIzhikevichState(arena, size, precision);
  },
};
