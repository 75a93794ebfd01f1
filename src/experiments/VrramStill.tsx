/** Three planes pierced by pillars, with the cells of a circuit that was carved out of them. */
export function VrramStill() {
  return (
    <svg viewBox="0 0 64 40" role="presentation" aria-hidden="true" focusable="false">
      <g fill="currentColor" fillOpacity="0.1" stroke="currentColor" strokeWidth="1">
        {[26, 16, 6].map((y) => (
          <path key={y} opacity="0.6" d={`M6 ${y + 8}L22 ${y}H60L44 ${y + 8}Z`} />
        ))}
      </g>
      <path stroke="currentColor" strokeWidth="1" opacity="0.5" d="M18 7V37M30 7V37M42 7V37M27 3V33M39 3V33M51 3V33" />
      <g fill="var(--first)">
        <circle cx="18" cy="31" r="3" />
        <circle cx="30" cy="21" r="3" />
        <circle cx="39" cy="18" r="3" />
        <circle cx="51" cy="8" r="3" />
        <circle cx="42" cy="11" r="3" />
      </g>
    </svg>
  );
}
