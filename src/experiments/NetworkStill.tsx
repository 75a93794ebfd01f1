/** Marks of a row of spikes at these places. */
const marks = (top: number, places: readonly number[]): string => places.map((left) => `M${left} ${top}v3.6`).join("");

/** Rows of spikes that fall into step. */
export function NetworkStill() {
  const excitatory = [marks(22, [4, 13, 24, 39, 54]), marks(28, [9, 20, 37, 53]), marks(34, [3, 24, 38, 54])];
  const inhibitory = [marks(4, [7, 25, 40, 54]), marks(10, [2, 19, 38, 55])];
  return (
    <svg viewBox="0 0 64 42" role="presentation" aria-hidden="true" focusable="false">
      <path d={inhibitory.join("")} stroke="var(--cool)" strokeWidth="1.8" strokeLinecap="round" />
      <path d={excitatory.join("")} stroke="var(--warm)" strokeWidth="1.8" strokeLinecap="round" />
      <path d={marks(16, [6, 16, 27, 40, 53])} stroke="var(--warm)" strokeWidth="1.8" strokeLinecap="round" />
    </svg>
  );
}
