/** Three spikes over a step of current. */
export function NeuronStill() {
  return (
    <svg viewBox="0 0 64 40" role="presentation" aria-hidden="true" focusable="false">
      <path d="M2 37h10v-4h50" fill="none" stroke="currentColor" strokeWidth="1" opacity="0.5" />
      <path
        d="M2 25h10C16 20 18 17 20 15L21 3V27C27 23 31 18 34 15L35 3V27C43 24 47 18 50 15L51 3V27C56 25 59 22 62 20"
        fill="none"
        stroke="var(--first)"
        strokeWidth="1.8"
        strokeLinejoin="round"
        strokeLinecap="round"
      />
    </svg>
  );
}
