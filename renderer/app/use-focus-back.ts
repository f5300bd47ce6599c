import { useEffect, useState } from 'react'

/** For a dialog that is mounted as it opens: whoever opened it by the keyboard goes on from there once it is closed. */
export function useFocusBack(): void {
  const [opener] = useState(() => document.activeElement)
  useEffect(() => () => {
    requestAnimationFrame(() => {
      // What took the focus meanwhile keeps it.
      if (opener instanceof HTMLElement && opener.isConnected && document.activeElement === document.body) opener.focus()
    })
  }, [opener])
}
