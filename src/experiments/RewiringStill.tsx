/** Two columns of cells with few connections: one is born, one dies. */
export function RewiringStill() {
  return (
    <svg viewBox="0 0 64 40" role="presentation" aria-hidden="true" focusable="false">
      <g stroke="currentColor" strokeWidth="1.2" opacity="0.6">
        <path d="M12 6L52 14M12 15L52 6M12 24L52 34M12 34L52 24" />
      </g>
      <path d="M12 24L52 14" stroke="var(--warm)" strokeWidth="2" />
      <path d="M29 19.2h6M32 16.2v6" stroke="var(--warm)" strokeWidth="2" />
      <path d="M12 34L52 34" stroke="var(--cool)" strokeWidth="1.4" strokeDasharray="2.5 3" />
      <path d="M30 32l4 4M34 32l-4 4" stroke="var(--cool)" strokeWidth="1.6" />
      <g fill="var(--surface)" stroke="currentColor" strokeWidth="1.2">
        {[6, 15, 24, 34].flatMap((y) => [12, 52].map((x) => <circle key={`${x},${y}`} cx={x} cy={y} r="2.6" />))}
      </g>
    </svg>
  );
}
