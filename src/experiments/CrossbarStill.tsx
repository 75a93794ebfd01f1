/** Lines that cross, with a device at each crossing. */
export function CrossbarStill() {
  const strong = new Set(["16,20", "24,8", "32,32", "40,20", "48,8", "24,32"]);
  const devices = [16, 24, 32, 40, 48].flatMap((x) => [8, 20, 32].map((y) => ({ x, y, on: strong.has(`${x},${y}`) })));
  return (
    <svg viewBox="0 0 64 40" role="presentation" aria-hidden="true" focusable="false">
      <g stroke="currentColor" strokeWidth="1" opacity="0.55">
        {[8, 20, 32].map((y) => (
          <path key={y} d={`M4 ${y}H58`} />
        ))}
        {[16, 24, 32, 40, 48].map((x) => (
          <path key={x} d={`M${x} 2V38`} />
        ))}
      </g>
      {devices.map(({ x, y, on }) => (
        <circle key={`${x},${y}`} cx={x} cy={y} r={on ? 3.4 : 1.8} fill="var(--first)" />
      ))}
    </svg>
  );
}
