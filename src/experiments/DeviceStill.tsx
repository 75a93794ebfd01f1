/** A loop that is pinched where its axes cross. */
export function DeviceStill() {
  return (
    <svg viewBox="0 0 64 40" role="presentation" aria-hidden="true" focusable="false">
      <path d="M4 20h56M32 3v34" fill="none" stroke="currentColor" strokeWidth="1" opacity="0.5" />
      <path
        d="M32 20C40 18 50 14 56 6C46 6 38 13 32 20C26 27 18 34 8 34C14 26 24 22 32 20Z"
        fill="none"
        stroke="var(--first)"
        strokeWidth="1.8"
        strokeLinejoin="round"
      />
      <circle cx="50" cy="10.5" r="2.6" fill="var(--first)" />
    </svg>
  );
}
