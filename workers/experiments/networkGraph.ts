import { GraphMeasurement } from "../math/graphMeasurement";
import type { Arena } from "../memory/arena";
import type { CurveData, GraphData } from "../protocol";
import { expectedClustering, ringClustering, ringPathLength, type SmallWorld } from "../topology/smallWorld";
import type { ChannelSource } from "./_experiment";
import { SHOWN_NODES } from "./networkChannels";
import { SmallWorldCurve } from "./networkSmallWorldCurve";

/**
 * What is shown of the graph of a small world: some of it, its clustering and path length, and where these lie on the
 * curves over p. All of it is measured in portions, one per frame, so that a running network is not held up.
 */
export function graphChannels(
  arena: Arena,
  graph: SmallWorld,
  maxDegree: number,
): Readonly<Record<string, ChannelSource>> {
  const measurement = new GraphMeasurement(arena, graph);
  const curve = new SmallWorldCurve({ nodes: graph.nodes, maxDegree, seed: graph.seed });
  /** Portions computed so far: with the revision of the graph the revision of all that is measured. */
  let portions = 0;

  /** @returns true when something was left to compute */
  function advanceGraph(): boolean {
    if (measurement.done) return false;
    measurement.advance();
    portions++;
    return true;
  }
  function advanceCurve(): boolean {
    if (graph.k !== curve.k) curve.start(graph.k);
    if (curve.done) return false;
    curve.advance();
    portions++;
    return true;
  }

  const measured = <T>(take: () => T, advance: () => void, settle: () => void) => ({
    get revision() {
      return graph.revision + portions;
    },
    take() {
      advance();
      return take();
    },
    settle,
    clear: () => undefined,
  });
  const settleGraph = () => {
    while (advanceGraph());
  };

  const scalar = (value: () => number, advance: () => void) =>
    measured(() => ({ kind: "scalar", value: value() }) as const, advance, settleGraph);

  /** The curves of the stand-in and, last, the present graph; without rewiring it stands at the left edge. */
  function relative(): CurveData {
    const { k, p, nodes } = graph;
    const points = curve.p.length + 1;
    const here = points - 1;
    const x = Float32Array.of(...curve.p, Math.max(p, curve.p[0] as number));
    const y = new Float32Array(5 * points).fill(Number.NaN);
    y.set(curve.clustering, 0);
    y.set(curve.pathLength, points);
    for (let i = 0; i < here; i++) {
      y[2 * points + i] = expectedClustering(k, curve.p[i] as number) / ringClustering(k);
    }
    if (measurement.done) {
      y[3 * points + here] = measurement.transitivity / ringClustering(k);
      y[4 * points + here] = measurement.pathLength / ringPathLength(nodes, k);
    }
    return { kind: "curve", x, y };
  }

  return {
    graph: {
      get revision() {
        return graph.revision;
      },
      take: (): GraphData => graph.sample(SHOWN_NODES),
      clear: () => undefined,
    },
    clustering: scalar(() => measurement.clustering, advanceGraph),
    pathLength: scalar(
      () => measurement.pathLength,
      () => undefined,
    ),
    smallWorldCurve: measured(
      relative,
      () => measurement.done && advanceCurve(),
      () => {
        settleGraph();
        while (advanceCurve());
      },
    ),
  };
}
