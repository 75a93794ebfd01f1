/**
 * Small worlds. A ring of `nodes` places whose every place owns `half` edges, to its next neighbours on the right; `far`
 * (u32 [nodes, half]) holds the places where they end. An edge belongs to one end only, so that two places are joined
 * exactly when one owns an edge to the other: no lists of neighbours are kept while edges move.
 */

/** An edge finds a free place within so many draws, or it stays: in a graph that is almost complete there may be none. */
const TRIES: u32 = 1024;

/** Draw `attempt` of an edge: the stream `key` of SplitMix64 (Steele, Lea & Flood 2014, 10.1145/2660193.2660195) there. */
function draw(key: u64, edge: u32, attempt: u32): u64 {
  const counter: u64 = (u64(attempt) << 32) | u64(edge);
  let z: u64 = key + (counter + 1) * ((u64(0x9e3779b9) << 32) | u64(0x7f4a7c15));
  z = (z ^ (z >> 30)) * ((u64(0xbf58476d) << 32) | u64(0x1ce4e5b9));
  z = (z ^ (z >> 27)) * ((u64(0x94d049bb) << 32) | u64(0x133111eb));
  return z ^ (z >> 31);
}

function ends(far: usize, half: u32, from: u32, to: u32): bool {
  const row = far + ((from * half) << 2);
  for (let j: u32 = 0; j < half; j++) if (load<u32>(row + (j << 2)) === to) return true;
  return false;
}

/**
 * Lays the ring and rewires it (Watts & Strogatz 1998): the nearest neighbours of all places first, then the next, with
 * probability `p` each, to a uniform place that is neither the edge's own nor joined to it. Every edge has draws of its
 * own: one that says up to which p it stays, then the places it tries, so that another p moves few other edges.
 *
 * @returns number of edges that were moved
 */
export function wireSmallWorld(far: usize, nodes: u32, half: u32, keyHigh: u32, keyLow: u32, p: f64): u32 {
  const key: u64 = (u64(keyHigh) << 32) | u64(keyLow);
  for (let i: u32 = 0, at = far; i < nodes; i++) {
    for (let j: u32 = 1; j <= half; j++, at += 4) store<u32>(at, i + j < nodes ? i + j : i + j - nodes);
  }
  // Places below this remainder would come up once too often.
  const unfair: u32 = (0 - nodes) % nodes;
  let moved: u32 = 0;
  for (let j: u32 = 0; j < half; j++) {
    for (let i: u32 = 0; i < nodes; i++) {
      const edge: u32 = j * nodes + i;
      if (f64(draw(key, edge, 0) >> 11) * 1.1102230246251565e-16 >= p) continue;
      for (let attempt: u32 = 1; attempt < TRIES; attempt++) {
        const product: u64 = (draw(key, edge, attempt) >> 32) * u64(nodes);
        if (u32(product) < unfair) continue;
        const to = u32(product >> 32);
        if (to === i || ends(far, half, i, to) || ends(far, half, to, i)) continue;
        store<u32>(far + ((i * half + j) << 2), to);
        moved++;
        break;
      }
    }
  }
  return moved;
}

/**
 * Both directions of every edge in compressed rows: `rows` (u32 [nodes + 1]), `targets` (u32 byte offsets into an array
 * of f32, ascending within a row). `neurons` (u32 [nodes]) is the number of the neuron at each place.
 */
export function tabulateSmallWorld(
  far: usize,
  nodes: u32,
  half: u32,
  neurons: usize,
  rows: usize,
  targets: usize,
): void {
  for (let i: u32 = 0; i <= nodes; i++) store<u32>(rows + (i << 2), 0);
  for (let i: u32 = 0, at = far; i < nodes; i++) {
    const own = rows + (load<u32>(neurons + (i << 2)) << 2);
    store<u32>(own, load<u32>(own) + half);
    for (let j: u32 = 0; j < half; j++, at += 4) {
      const other = rows + (load<u32>(neurons + (load<u32>(at) << 2)) << 2);
      store<u32>(other, load<u32>(other) + 1);
    }
  }
  // From the number of entries of each row to where it starts; filling moves that to its end, which is the next start.
  let sum: u32 = 0;
  for (let i: u32 = 0; i <= nodes; i++) {
    const count = load<u32>(rows + (i << 2));
    store<u32>(rows + (i << 2), sum);
    sum += count;
  }
  for (let i: u32 = 0, at = far; i < nodes; i++) {
    const one = load<u32>(neurons + (i << 2)) << 2;
    for (let j: u32 = 0; j < half; j++, at += 4) {
      const two = load<u32>(neurons + (load<u32>(at) << 2)) << 2;
      const fromOne = load<u32>(rows + one);
      const fromTwo = load<u32>(rows + two);
      store<u32>(targets + (fromOne << 2), two);
      store<u32>(targets + (fromTwo << 2), one);
      store<u32>(rows + one, fromOne + 1);
      store<u32>(rows + two, fromTwo + 1);
    }
  }
  for (let i = nodes; i > 0; i--) store<u32>(rows + (i << 2), load<u32>(rows + ((i - 1) << 2)));
  store<u32>(rows, 0);
  for (let i: u32 = 0; i < nodes; i++) sortRow(targets, load<u32>(rows + (i << 2)), load<u32>(rows + ((i + 1) << 2)));
}

/** By insertion: rows are short. */
function sortRow(targets: usize, start: u32, end: u32): void {
  const first = targets + (start << 2);
  const last = targets + (end << 2);
  for (let at = first + 4; at < last; at += 4) {
    const value = load<u32>(at);
    let to = at;
    while (to > first && load<u32>(to - 4) > value) {
      store<u32>(to, load<u32>(to - 4));
      to -= 4;
    }
    store<u32>(to, value);
  }
}

/** Number of edges between the neighbours of a node of an undirected graph in compressed rows, targets ascending. */
export function linkedNeighbours(rows: usize, targets: usize, node: u32): u32 {
  const start = targets + (load<u32>(rows + (node << 2)) << 2);
  const end = targets + (load<u32>(rows + (node << 2), 4) << 2);
  let common: u32 = 0;
  for (let at = start; at < end; at += 4) {
    const row = rows + load<u32>(at);
    let other = targets + (load<u32>(row) << 2);
    const otherEnd = targets + (load<u32>(row, 4) << 2);
    for (let own = start; own < end && other < otherEnd; ) {
      const a = load<u32>(own);
      const b = load<u32>(other);
      if (a === b) common++;
      if (a <= b) own += 4;
      if (b <= a) other += 4;
    }
  }
  return common >>> 1;
}

/**
 * Begins a breadth-first search that may pause. `search` (24 bytes): 0 sum of distances (f64), then u32: 8 next in the
 * queue, 12 end of the queue, 16 end of the present level in the queue, 20 level. `queue` (u32 [nodes]) holds byte
 * offsets; `seen` (u32 [nodes]) the number of the last search that reached a node, from 1.
 */
export function beginSearch(search: usize, queue: usize, seen: usize, source: u32, number: u32): void {
  store<f64>(search, 0.0);
  store<u32>(search, 0, 8);
  store<u32>(search, 1, 12);
  store<u32>(search, 1, 16);
  store<u32>(search, 0, 20);
  store<u32>(queue, source << 2);
  store<u32>(seen + (source << 2), number);
}

/** Goes on with a search through at most `budget` nodes and returns their number: less when it has reached its end. */
export function continueSearch(
  search: usize,
  rows: usize,
  targets: usize,
  queue: usize,
  seen: usize,
  number: u32,
  budget: u32,
): u32 {
  let sum = load<f64>(search);
  let head = load<u32>(search, 8);
  let tail = load<u32>(search, 12);
  let levelEnd = load<u32>(search, 16);
  let level = load<u32>(search, 20);
  let left = budget;
  for (; left > 0 && head < tail; left--) {
    const row = rows + load<u32>(queue + (head << 2));
    const end = targets + (load<u32>(row, 4) << 2);
    for (let at = targets + (load<u32>(row) << 2); at < end; at += 4) {
      const offset = load<u32>(at);
      if (load<u32>(seen + offset) === number) continue;
      store<u32>(seen + offset, number);
      store<u32>(queue + (tail << 2), offset);
      tail++;
    }
    head++;
    if (head === levelEnd && head < tail) {
      level++;
      sum += f64(level) * f64(tail - head);
      levelEnd = tail;
    }
  }
  store<f64>(search, sum);
  store<u32>(search, head, 8);
  store<u32>(search, tail, 12);
  store<u32>(search, levelEnd, 16);
  store<u32>(search, level, 20);
  return budget - left;
}
