/** Neurons in space whose first connections have grown; the next one is on its way. */
export function GrowthStill() {
  return (
    <svg viewBox="0 0 64 40" role="presentation" aria-hidden="true" focusable="false">
      <g stroke="currentColor" strokeWidth="1.1" opacity="0.55">
        <path d="M9 29L22 13L38 9M22 13L33 27L54 31M38 9L55 14M33 27L38 9M9 29L33 27" />
      </g>
      <path d="M54 31L54.6 20" stroke="var(--warm)" strokeWidth="2" />
      <path d="M60 22v6M57 25h6" stroke="var(--warm)" strokeWidth="1.6" />
      <g fill="var(--warm)">
        {[
          [9, 29],
          [22, 13],
          [38, 9],
          [54, 31],
          [33, 27],
        ].map(([x, y]) => (
          <circle key={`${x},${y}`} cx={x} cy={y} r="3.2" />
        ))}
      </g>
      <path d="M55 9.8L59.2 14L55 18.2L50.8 14Z" fill="var(--cool)" />
    </svg>
  );
}
