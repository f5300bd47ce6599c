import { useState } from 'react'
import { avatarAddress } from './avatar-address.ts'
import classes from './account-mark.module.css'

/** A picture or initials, with a small mark in the network's colour. Decoration: the name stands beside it. */
export function AccountMark({ displayName, network, colour, avatarUrl, size = 32 }: {
  readonly displayName: string; readonly network: string; readonly colour: string; readonly avatarUrl: string | null; readonly size?: number
}) {
  return (
    <span className={classes.mark} style={{ width: size, height: size, fontSize: size * 0.4 }} aria-hidden>
      <Face name={displayName} avatarUrl={avatarUrl} />
      <NetworkDot network={network} colour={colour} size={Math.max(12, Math.round(size * 0.42))} isCorner />
    </span>
  )
}

/** A person without a network's mark. */
export function PersonMark({ displayName, avatarUrl, size = 32 }: { readonly displayName: string; readonly avatarUrl: string | null; readonly size?: number }) {
  return <span className={classes.mark} style={{ width: size, height: size, fontSize: size * 0.4 }} aria-hidden><Face name={displayName} avatarUrl={avatarUrl} /></span>
}

/** The network alone: its first letter on its colour. */
export function NetworkDot({ network, colour, size = 14, isCorner = false }: { readonly network: string; readonly colour: string; readonly size?: number; readonly isCorner?: boolean }) {
  return <span className={isCorner ? `${classes.dot} ${classes.corner}` : classes.dot} style={{ background: colour, width: size, height: size, fontSize: size * 0.62 }} aria-hidden>{network.slice(0, 1).toUpperCase()}</span>
}

/** Initials until the picture is there, and where none comes. */
function Face({ name, avatarUrl }: { readonly name: string; readonly avatarUrl: string | null }) {
  const [missing, setMissing] = useState<string | null>(null)
  return avatarUrl && avatarUrl !== missing
    ? <img className={classes.face} src={avatarAddress(avatarUrl)} alt="" onError={() => { setMissing(avatarUrl) }} />
    : <span className={classes.face}>{initialsOf(name)}</span>
}

const initialsOf = (name: string): string => {
  const words = name.split(/\s+/u).filter(word => /^\p{L}/u.test(word))
  return (words.length > 1 ? `${[...words[0] ?? ''][0]}${[...words.at(-1) ?? ''][0]}` : [...name].slice(0, 2).join('')).toUpperCase()
}
