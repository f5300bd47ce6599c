import classes from './today.module.css'

/** The sun over an open shutter. */
export function MorningDrawing() {
  return (
    <svg className={classes.drawing} width="112" height="84" viewBox="0 0 112 84" fill="none" stroke="currentColor" strokeWidth="2.4" strokeLinecap="round" strokeLinejoin="round" aria-hidden>
      <path d="M56 10v6M28 20l4 5M84 20l-4 5M16 44h6M96 44h-6" stroke="var(--signal)" />
      <path d="M34 52a22 22 0 0 1 44 0" fill="var(--signal-ground)" stroke="var(--signal)" />
      <path d="M8 52h96M14 52v24M98 52v24" />
      <path d="M14 60h84M14 68h84M14 76h84" opacity="0.45" />
      <rect x="42" y="60" width="28" height="16" rx="2" fill="var(--surface-chosen)" />
    </svg>
  )
}
