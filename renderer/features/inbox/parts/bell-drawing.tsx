/** The bell on a shop counter. */
export function BellDrawing() {
  return (
    <svg width="96" height="72" viewBox="0 0 96 72" fill="none" stroke="currentColor" strokeWidth="2.2" strokeLinecap="round" strokeLinejoin="round" aria-hidden>
      <path d="M22 50a26 26 0 0 1 52 0z" fill="var(--surface-chosen)" />
      <path d="M16 50h64v8H16z" fill="var(--surface)" />
      <path d="M48 24v-5M43 17h10" />
      <path d="M30 46a18 18 0 0 1 10-13" opacity="0.5" />
      <path d="M68 18l5-5M75 27l7-2M28 18l-5-5M21 27l-7-2" stroke="var(--signal)" />
      <path d="M6 64h84" opacity="0.5" />
    </svg>
  )
}
