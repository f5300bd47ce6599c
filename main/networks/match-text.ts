import { fingerprintOf, thingAt, type Fingerprint, type Hints, type Thing } from './fingerprint.ts'

/**
 * `same`: these are the words that were sent. `different`: no network makes the one out of the other. `doubtful`: one could be what a
 * network made of the other, or another post of the same shop; it counts as neither found nor absent.
 */
export type Verdict = 'same' | 'different' | 'doubtful'

/** Pure: is the text that stands on a network the one we sent? */
export function matchText(sent: string, seen: string, hints: Hints = {}): Verdict {
  if (sent === seen) return 'same'
  const ours = fingerprintOf(sent, { ownHost: hints.ownHost ?? null })
  const theirs = fingerprintOf(seen, hints)
  const walked = walk(ours, theirs)
  if (walked === 'same') return ours.lostMarkup || theirs.lostMarkup ? 'doubtful' : 'same'
  return walked === 'different' && soundsAlike(ours, theirs) ? 'doubtful' : walked
}

const worse = (a: Verdict, b: Verdict): Verdict => (a === 'different' || b === 'different' ? 'different' : a === 'doubtful' ? a : b)
const isGap = (sign: string | undefined): boolean => sign === ' ' || sign === '\n'
const isFigure = (sign: string | undefined): boolean => sign !== undefined && /\p{N}/u.test(sign)

/** Three dots at the end, with the words networks put behind them. */
const cutEnd = /\s?\.\.\.\s?(?:\[?(?:see more|show more|read more|more|voir plus|afficher plus|lire la suite|plus|suite)\]?)?$/iu
/** Shorter than this a beginning says nothing: many posts begin alike. */
const leastBeginning = 12

/** Both texts from the beginning, sign by sign, as long as a network could have made the one of the other. */
function walk(ours: Fingerprint, theirs: Fingerprint): Verdict {
  const isCut = cutEnd.test(theirs.signs) && !cutEnd.test(ours.signs)
  const a = ours.signs
  // What stands before the dots may be the half of a name or tag.
  const b = isCut ? withoutLastThing(theirs, theirs.signs.replace(cutEnd, '')) : theirs.signs
  let verdict: Verdict = 'same'
  let i = 0
  let j = 0
  const besideThing = (): boolean => [a[i - 1], a[i + 1], a[i]].some(sign => thingAt(ours, sign) !== null)
  while (i < a.length && j < b.length) {
    const [x, y] = [a[i], b[j]]
    if (isGap(x) && isGap(y)) {
      i++
      j++
    } else if (isGap(x)) {
      // Line breaks get lost where blocks are stripped; words that were apart do not grow together.
      const isHarmless = besideThing() || (x === '\n' && !(isFigure(a[i - 1]) && isFigure(a[i + 1])))
      if (!isHarmless) verdict = 'doubtful'
      i++
    } else if (isGap(y)) {
      if (!besideThing()) verdict = 'doubtful'
      j++
    } else {
      const [mine, other] = [thingAt(ours, x), thingAt(theirs, y)]
      if (mine && other) verdict = worse(verdict, compareThings(mine, other))
      else if (mine || other) return isCut && !/\s/u.test(b.slice(j)) ? judgeRest(a.slice(i), '', { isCut, ours, theirs }) : 'different'
      else if (x !== y) verdict = x?.toLowerCase() === y?.toLowerCase() ? 'doubtful' : 'different'
      if (verdict === 'different') return 'different'
      i++
      j++
    }
  }
  return worse(verdict, judgeRest(a.slice(i).trim(), b.slice(j).trim(), { isCut, ours, theirs }))
}

const withoutLastThing = (print: Fingerprint, signs: string): string => (thingAt(print, signs.at(-1)) === null ? signs : signs.slice(0, -1))

/** What is left of the one when the other has ended. */
function judgeRest(mine: string, other: string, { isCut, ours, theirs }: { readonly isCut: boolean; readonly ours: Fingerprint; readonly theirs: Fingerprint }): Verdict {
  if (mine === '' && other === '') return isCut ? 'doubtful' : 'same'
  if (mine !== '' && other !== '') return 'different'
  if (mine !== '') {
    const last = thingAt(theirs, theirs.signs.at(-1))
    const isShortened = isCut || (last?.kind === 'link' && last.isCut)
    // Without dots: some networks cut in silence, but so begins a shorter post as well.
    return theirs.letters.length >= (isShortened ? leastBeginning : Math.max(30, ours.letters.length / 2)) ? 'doubtful' : 'different'
  }
  // Behind our words stands nothing but links: a card's, a picture's, or another post's.
  return [...other].every(sign => isGap(sign) || thingAt(theirs, sign)?.kind === 'link') ? 'doubtful' : 'different'
}

function compareThings(mine: Thing, other: Thing): Verdict {
  if (mine.kind === 'link' && other.kind === 'link') return compareLinks(mine, other)
  if (mine.kind === 'mention' && other.kind === 'mention') {
    if (mine.user !== other.user) return 'different'
    if (mine.host === other.host) return 'same'
    // One is written without its server: it may be anybody of that name.
    return mine.host === null || other.host === null ? 'doubtful' : 'different'
  }
  if (mine.kind === 'tag' && other.kind === 'tag') return mine.name === other.name ? 'same' : 'different'
  if (mine.kind === 'mention' && other.kind === 'link') {
    const isTheirs = new RegExp(`/(?:@|users/|profile/|in/)?${escaped(mine.user)}$`, 'iu').test(other.key)
    return !isTheirs ? 'different' : mine.host === null ? 'doubtful' : other.host === mine.host ? 'same' : 'different'
  }
  if (mine.kind === 'tag' && other.kind === 'link') return new RegExp(`/(?:tags?|hashtag|explore/tags)/${escaped(encodeURIComponent(mine.name))}$`, 'iu').test(other.key) ? 'same' : 'different'
  return 'different'
}

function compareLinks(mine: Thing & { kind: 'link' }, other: Thing & { kind: 'link' }): Verdict {
  if (mine.key === other.key && mine.isCut === other.isCut) return 'same'
  if (other.isCut) return mine.key.startsWith(other.key) ? 'doubtful' : 'different'
  // Where a short link leads cannot be seen from it.
  const [, path = ''] = /^[^/]*\/?(.*)$/su.exec(other.key) ?? []
  return mine.host !== other.host && /^[\w-]{4,16}$/u.test(path) ? 'doubtful' : 'different'
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&')

/** Only punctuation, spaces, capitals or markup signs differ, or all pictures among the letters are gone. */
function soundsAlike(ours: Fingerprint, theirs: Fingerprint): boolean {
  if (ours.letters === '' || theirs.letters === '' || namesOthers(ours, theirs)) return false
  if (ours.letters === theirs.letters) return true
  const pictures = /\p{So}/u
  return !pictures.test(theirs.letters) && ours.letters.replace(/\p{So}|\p{Emoji_Modifier}/gu, '') === theirs.letters
}

/** Somebody of the same name on another server is somebody else. */
function namesOthers(ours: Fingerprint, theirs: Fingerprint): boolean {
  const hosts = (print: Fingerprint): readonly (string | null)[] => print.things.flatMap(thing => (thing.kind === 'mention' ? [thing.host] : []))
  const other = hosts(theirs)
  return hosts(ours).some((host, at) => host !== null && (other[at] ?? null) !== null && other[at] !== host)
}
