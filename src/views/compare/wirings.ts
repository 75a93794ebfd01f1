import type { WiringData, WiringSpec } from "../../../workers/protocol";
import { type CompareTexts, type Derive, DerivedState, labelled } from "./derivation";
import { difference } from "./states";

/**
 * What differs between two wirings of the same nodes: how many connections more a pair has in B than in A. Pairs with equally
 * many are left out, whatever their weights; places are those of B, an activity is B - A.
 */
export const wiringDifference: Derive<WiringSpec> = (a, b, texts) => {
  const nodes = ({ nodes, populations }: WiringSpec): string =>
    [nodes, ...populations.map(({ name, offset, size }) => `${name} ${offset} ${size}`)].join();
  if (nodes(a) !== nodes(b)) return null;
  return {
    spec: {
      ...b,
      label: labelled(texts.difference, b.label),
      value: { label: `${texts.onlyA} (−), ${texts.onlyB} (+)`, unit: "1", diverging: true },
      activity: difference(b.activity, texts),
      difference: onlyOne(texts),
    },
    shape: "wiring",
    history: (...sources) =>
      new DerivedState("wiring", sources, (dataA, dataB) =>
        dataA === null || dataA.activity.length !== dataB.activity.length ? null : differing(dataA, dataB),
      ),
  };
};

const onlyOne = ({ onlyA, onlyB }: CompareTexts): NonNullable<WiringSpec["difference"]> => ({ onlyA, onlyB });

function differing(a: WiringData, b: WiringData): WiringData {
  const nodes = b.activity.length;
  const surplus = new Map<number, number>();
  const count = ({ edges }: WiringData, step: number): void => {
    for (let e = 0; e < edges.length; e += 2) {
      const pair = (edges[e] as number) * nodes + (edges[e + 1] as number);
      surplus.set(pair, (surplus.get(pair) ?? 0) + step);
    }
  };
  count(b, 1);
  count(a, -1);
  for (const [pair, more] of surplus) if (more === 0) surplus.delete(pair);
  const edges = new Uint32Array(2 * surplus.size);
  const values = new Float32Array(surplus.size);
  let e = 0;
  for (const [pair, more] of surplus) {
    edges[2 * e] = Math.floor(pair / nodes);
    edges[2 * e + 1] = pair % nodes;
    values[e++] = more;
  }
  return {
    kind: "wiring",
    places: b.places,
    activity: b.activity.map((value, i) => value - (a.activity[i] as number)),
    edges,
    born: new Uint32Array(surplus.size),
    values,
    dead: new Uint32Array(0),
  };
}
