/** A small shop counter under its awning. */
export function CounterDrawing({ className }: { readonly className?: string | undefined }) {
  return (
    <svg className={className} width="112" height="88" viewBox="0 0 112 88" fill="none" stroke="currentColor" strokeWidth="2.4" strokeLinecap="round" strokeLinejoin="round" aria-hidden>
      <path d="M14 10h84l8 18H6z" fill="var(--surface-chosen)" />
      <path d="M6 28a10 10 0 0 0 20 0 10 10 0 0 0 20 0 10 10 0 0 0 20 0 10 10 0 0 0 20 0 10 10 0 0 0 20 0" fill="var(--surface)" />
      <path d="M26 28 32 10M46 28l4-18M66 28l-4-18M86 28l-6-18" />
      <path d="M12 40v12M100 40v12M8 52h96v8H8zM14 60v22h84V60" />
      <path d="M44 52c0-8 5-12 12-12s12 4 12 12" />
      <path d="M52 45l2 3M58 44l2 3" stroke="var(--signal)" />
      <path d="M30 70h20M62 70h20" opacity="0.5" />
    </svg>
  )
}
