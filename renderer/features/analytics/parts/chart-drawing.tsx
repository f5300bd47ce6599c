/** A slate with a rising chalk line. */
export function ChartDrawing() {
  return (
    <svg width="104" height="84" viewBox="0 0 104 84" fill="none" stroke="currentColor" strokeWidth="2.4" strokeLinecap="round" strokeLinejoin="round" aria-hidden>
      <rect x="10" y="8" width="84" height="56" rx="6" fill="var(--surface-chosen)" />
      <path d="M22 52h60M22 52V20" opacity="0.5" />
      <path d="M26 46l14-6 12 3 14-13 14-6" />
      <circle cx="80" cy="24" r="3" fill="var(--signal)" stroke="var(--signal)" />
      <path d="M34 64l-8 14M70 64l8 14" />
    </svg>
  )
}
