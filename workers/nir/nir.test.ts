import * as h5 from "h5wasm";
import { describe, expect, it } from "vitest";
import { network } from "../experiments/network";
import { networkNir } from "../experiments/networkNir";
import { SimHost } from "../host/host";
import { Session } from "../host/session";
import { presetParams } from "../params/presets";
import type { NirGraph, NirNode } from "../protocol";
import { pythonWith, runPython } from "../python/testing";
import { RUNNABLE } from "../runnable";
import { nirFile } from "./hdf5";
import { checkSize, MOST_BYTES } from "./primitives";

/** What leaves the lab as a graph of NIR, and the file that holds it. */

function graphOf(experiment: string, params: object, steps = 0): NirGraph {
  const session = Session.open({ experiment, params, seed: 3 }, { experiments: RUNNABLE, snapshotBudget: 0 });
  if (!session.ok) throw new Error(session.error.message);
  session.value.advance(steps);
  return session.value.nir();
}

const values = ({ nodes }: NirGraph, node: string, parameter: string): number[] =>
  [...((nodes[node] as NirNode).parameters[parameter]?.data ?? [])].map(Number);

/** Sizes of what enters and leaves a node, as NIR's own type check has them. */
function sizes({ type, parameters }: NirNode): readonly [number, number] {
  const first = Object.values(parameters)[0];
  if (type === "Linear") return [first?.shape[1] ?? 0, first?.shape[0] ?? 0];
  const size = type === "Input" || type === "Output" ? Number(first?.data[0]) : (first?.shape[0] ?? 0);
  return [size, size];
}

const CASES = {
  cuba: () => graphOf("network", { model: "cuba" }),
  brunel: () => graphOf("network", { model: "brunel" }),
  population: () => graphOf("stdp", {}),
  alone: () => graphOf("stdp", { population: { inhibitory: 0 } }),
  cell: () => graphOf("neuron", { model: "lif" }),
  cells: () => graphOf("neuron", { model: "lif", second: { model: "lif" } }),
} as const;

describe("a graph of NIR", () => {
  it.each(Object.entries(CASES))("of %s joins nodes of equal sizes, each with arrays of one shape", (_name, build) => {
    const { nodes, edges } = build();
    expect(edges.length).toBeGreaterThan(0);
    for (const [from, to] of edges)
      expect([from, to, sizes(nodes[from] as NirNode)[1]]).toEqual([from, to, sizes(nodes[to] as NirNode)[0]]);
    for (const { type, parameters } of Object.values(nodes)) {
      const shapes = Object.values(parameters).map(({ shape }) => shape.join());
      expect([type, new Set(shapes).size]).toEqual([type, 1]);
      for (const { shape, data } of Object.values(parameters))
        expect(shape.reduce((product, length) => product * length, 1)).toBe(data.length);
    }
    expect(new Set(edges.flat())).toEqual(new Set(Object.keys(nodes)));
  });

  it("holds the cell of the bench: its response to a current is that of the lab", () => {
    const graph = graphOf("neuron", { model: "lif", lif: { capacitance: 200, tauM: 16, eL: -65, reset: -68 } });
    const [tau, r, leak] = ["tau", "r", "v_leak"].map((name) => values(graph, "neuron", name)[0]);
    expect([tau, leak]).toEqual([Math.fround(0.016), -65]);
    // 100 pA through 80 MOhm.
    expect(100 * (r as number)).toBeCloseTo(8, 5);
    expect(graph.edges).toEqual([
      ["current", "neuron"],
      ["neuron", "output"],
    ]);
  });

  it("holds the wiring of CUBA with its weights", () => {
    const graph = graphOf("network", { model: "cuba", vogelsAbbott: { wE: 2, wI: -8 } });
    const count = (name: string, weight: number) => {
      const data = graph.nodes[name]?.parameters.weight?.data as Float32Array;
      const weights = data.filter((w) => w !== 0);
      expect(new Set(weights)).toEqual(new Set([weight]));
      return weights.length / data.length;
    };
    // 3,200 * 3,200 pairs with p = 0.02.
    expect(count("excitatory_to_excitatory", 2)).toBeCloseTo(0.02, 3);
    expect(count("inhibitory_to_excitatory", -8)).toBeCloseTo(0.02, 3);
    expect(graph.nodes.inhibitory_to_inhibitory?.parameters.weight?.shape).toEqual([800, 800]);
    expect(values(graph, "inhibitory_current_of_excitatory", "tau")[0]).toBe(Math.fround(0.01));
    // An impulse of w moves the current by r w / tau.
    expect(values(graph, "inhibitory_current_of_excitatory", "r")).toEqual(
      values(graph, "inhibitory_current_of_excitatory", "tau"),
    );
  });

  it("gives every neuron of the balanced network its inputs, a delay and a background", () => {
    const graph = graphOf("network", { model: "brunel", brunel: { g: 5, j: 0.2, eta: 2, delay: 1.5 } });
    const weights = graph.nodes.weights?.parameters.weight?.data as Float32Array;
    for (const target of [0, 1234, 2499]) {
      const row = [...weights.subarray(target * 2500, (target + 1) * 2500)];
      expect(row.slice(0, 2000).filter((w) => w === Math.fround(0.2))).toHaveLength(200);
      expect(row.slice(2000).filter((w) => w === -1)).toHaveLength(50);
      expect(row.filter((w) => w !== 0)).toHaveLength(250);
    }
    expect(values(graph, "delay", "delay")[7]).toBe(Math.fround(1.5e-3));
    expect(graph.metadata.background_rate_Hz).toBe(20_000 / 2);
    expect(values(graph, "neurons", "r")).toEqual(values(graph, "neurons", "tau"));
  });

  it("holds the plastic weights of the moment", () => {
    const [before, after] = [0, 20_000].map((steps) => values(graphOf("stdp", {}, steps), "weights", "weight"));
    expect(before).not.toEqual(after);
    const session = Session.open({ experiment: "stdp", seed: 3 }, { experiments: RUNNABLE, snapshotBudget: 0 });
    if (!session.ok) throw new Error();
    session.value.advance(20_000);
    const weights = session.value.channels.weights?.take();
    if (weights?.kind !== "vector") throw new Error();
    // Times the largest conductance and the driving force at reset.
    for (const [i, w] of weights.values.entries()) expect(after?.[i]).toBeCloseTo(w * 0.015 * 60, 6);
  });

  it("refuses what NIR has no primitives for, and what is too large", () => {
    expect(() => graphOf("network", { model: "izhikevich" })).toThrow("NIR has no primitives");
    expect(() => graphOf("stdp", { setup: "protocol" })).toThrow("NIR has no primitives");
    expect(() => graphOf("neuron", {})).toThrow("NIR has no primitives");
    expect(() => checkSize(MOST_BYTES / 4 + 1)).toThrow("at most 256 MB");
    const scope = (preset: string) => networkNir(network.schema.parse(presetParams(network, preset)) as never);
    expect(scope("brunelFull")).toEqual({ reason: "tooLarge" });
    expect(scope("coba")).toEqual({ reason: "noConductance" });
    expect(scope("cuba")).toMatchObject({ differences: expect.arrayContaining(["noRefractory", "dense"]) });
  });
});

const ALL = { experiment: "stdp", seed: 4_294_967_295, not_carried_over: "Plasticity.\nÅ" };

/** Reads with the library that wrote: the layout, not the library, is at question. */
async function read(bytes: Uint8Array): Promise<Record<string, unknown>> {
  const { FS } = await h5.ready;
  FS.writeFile("read.nir", bytes);
  const file = new h5.File("read.nir", "r");
  const found: Record<string, unknown> = {};
  for (const path of file.paths()) {
    const item = file.get(path);
    if (item instanceof h5.Dataset) found[path] = { shape: item.shape, value: item.value };
  }
  file.close();
  return found;
}

describe("a file of NIR", () => {
  it("holds version, types, edges, arrays and metadata where the Python package looks for them", async () => {
    const graph = graphOf("stdp", { population: { inputs: 100 } });
    const found = await read(await nirFile(h5, graph, ALL));
    expect(found.version).toEqual({ shape: [], value: "1.0.8" });
    expect(found["node/type"]).toEqual({ shape: [], value: "NIRGraph" });
    expect(found["node/edges"]).toEqual({ shape: [graph.edges.length, 2], value: graph.edges.flat() });
    expect(found["node/nodes/inputs/shape"]).toEqual({ shape: [1], value: BigInt64Array.of(100n) });
    expect(found["node/nodes/weights/type"]).toEqual({ shape: [], value: "Linear" });
    expect(found["node/nodes/weights/weight"]).toEqual({
      shape: [1, 100],
      value: graph.nodes.weights?.parameters.weight?.data,
    });
    for (const [name, value] of Object.entries({ ...graph.metadata, ...ALL }))
      expect(found[`node/metadata/${name}`]).toEqual({ shape: [], value });
    const files = Object.entries(graph.nodes).map(([, { parameters }]) => 1 + Object.keys(parameters).length);
    expect(Object.keys(found).filter((path) => path.startsWith("node/nodes/"))).toHaveLength(
      files.reduce((a, b) => a + b),
    );
  });

  it("compresses large matrices and leaves nothing behind", async () => {
    const graph = graphOf("network", { model: "brunel" });
    const bytes = await nirFile(h5, graph, {});
    expect(bytes.length).toBeLessThan(2500 * 2500);
    const found = (await read(bytes))["node/nodes/weights/weight"] as { value: Float32Array };
    const data = graph.nodes.weights?.parameters.weight?.data as Float32Array;
    expect(Buffer.from(found.value.buffer).equals(Buffer.from(data.buffer))).toBe(true);
    expect((await h5.ready).FS.analyzePath("graph.nir").exists).toBe(false);
  });

  const python = pythonWith("h5py", "h5py");

  it.skipIf(python === undefined)("is read by h5py as the Python package reads it", async () => {
    const graph = graphOf("neuron", { model: "lif" });
    // As nir.read: strings are bytes, everything else an array.
    const program = `
import h5py, json, sys
def tree(group):
    out = {}
    for key, item in group.items():
        value = tree(item) if isinstance(item, h5py.Group) else item[()]
        out[key] = value.decode() if isinstance(value, bytes) else value
    return out
with h5py.File(sys.argv[1]) as file:
    node = tree(file["node"])
edges = [(a.decode(), b.decode()) for a, b in node["edges"]]
cell = node["nodes"]["neuron"]
print(json.dumps([node["type"], edges, cell["type"], float(cell["tau"][0]), int(node["nodes"]["current"]["shape"][0])]))
`;
    const bytes = await nirFile(h5, graph, ALL);
    const [type, edges, cell, tau, size] = JSON.parse(runPython(python as string, program, { "graph.nir": bytes }));
    expect([type, edges, cell, size]).toEqual(["NIRGraph", graph.edges, "LIF", 1]);
    expect(tau).toBeCloseTo(0.01, 8);
  });
});

it("leaves the host with the step of its moment", async () => {
  const host = new SimHost({ experiments: RUNNABLE });
  try {
    await host.open({ experiment: "network", params: presetParams(network, "brunelAI") });
    await host.step(7);
    const answer = await host.export("nir");
    expect(answer.ok && answer.value.step).toBe(7);
  } finally {
    await host.close();
  }
});
