/** The window itself: a decaying lobe above the axis, one below. */
export function StdpStill() {
  return (
    <svg viewBox="0 0 64 40" role="presentation" aria-hidden="true" focusable="false">
      <path d="M2 20h60M32 3v34" stroke="currentColor" strokeWidth="0.8" opacity="0.45" />
      <path d="M33 5C38 17 46 19 61 19.5" fill="none" stroke="var(--warm)" strokeWidth="2.2" strokeLinecap="round" />
      <path d="M31 35C26 23 18 21 3 20.5" fill="none" stroke="var(--cool)" strokeWidth="2.2" strokeLinecap="round" />
    </svg>
  );
}
