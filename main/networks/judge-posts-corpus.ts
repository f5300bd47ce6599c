import type { Hints } from './fingerprint.ts'

/**
 * Pairs of texts of an invented shop, made by seed: half of them one post as it was sent and as a network gives it back, half of them
 * two posts that are near to each other. Used by judge-posts.test.ts only, never bundled.
 */
export type Pair = { readonly sent: string; readonly seen: string; readonly hints: Hints; readonly isSame: boolean; readonly how: string; readonly ageMs: number; readonly isByOther: boolean }

export type Chance = { upTo(limit: number): number; of<T>(choices: readonly T[]): T }
export function createChance(seed: number): Chance {
  let state = seed >>> 0
  // mulberry32: small, well spread, the same everywhere.
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const upTo = (limit: number): number => Math.floor(next() * limit)
  return { upTo, of: choices => choices[upTo(choices.length)] as never } // the cast: an index within
}

const days = ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche', 'Monday', 'Saturday', 'Sunday']
const goods = ['Tarte aux prunes', 'Pain d’épeautre', 'Brioche à l’ancienne', 'Révision d’hiver', 'Bouquet de saison', 'Sourdough loaf', 'Winter tyres', 'Crème brûlée', 'Œufs de la ferme', 'Café « maison »']
const emoji = ['🥐', '🌷', '🚗', '👩‍🍳', '❤️', '🎉', '🧁', '✂️']
const tags = ['#Soldes', '#pain', '#PetitCommerce', '#Fête', '#local', '#MadeInLyon']
const people = ['@julie_m@ailleurs.example', '@marche', '@fleurs.bsky.social', '@ines@campus.example']
const links = ['https://www.exemple.fr/promo/2026-novembre-samedi', 'https://exemple.fr/menu', 'https://boutique.exemple.fr/produits/tarte?taille=grande&parfum=prune', 'http://exemple.fr/été', 'exemple.fr/horaires']

const templates: readonly ((c: Chance) => string)[] = [
  c => `${c.of(goods)} à ${price(c)} ce ${c.of(days)} ! ${c.of(emoji)}`,
  c => `Ouvert ${c.of(days)} de ${7 + c.upTo(4)} h à ${16 + c.upTo(4)} h ${c.of(['30', '15', '45'])}.\n\nÀ bientôt ${c.of(emoji)}\n${c.of(tags)} ${c.of(tags)}`,
  c => `"${c.of(goods)}" is back on ${c.of(days)}: ${price(c)}. It's the last batch, don't wait…\n${c.of(links)}`,
  c => `Nouveau : ${c.of(goods)}, ${price(c)} le ${1 + c.upTo(28)} novembre.\nMerci ${c.of(people)} ${c.of(emoji)}${c.of(emoji)}\n\n${c.of(links)} ${c.of(tags)}`,
  c => `Fermé le ${1 + c.upTo(28)}/${1 + c.upTo(12)}. Réouverture ${c.of(days)} à ${6 + c.upTo(4)}h${c.of(['00', '30'])}`,
  c => `Merci à ${c.of(people)} & ${c.of(people)} pour leur visite ! ${c.of(goods)} : plus que ${2 + c.upTo(40)} <3`,
  c => `${c.of(tags)} ${c.of(goods)} -${5 * (1 + c.upTo(10))} % jusqu’au ${1 + c.upTo(28)} décembre, sur place ou sur ${c.of(links)}. Détails en boutique, ${1 + c.upTo(90)} rue de la Gare ; stationnement gratuit devant la vitrine.`,
  c => `Menu du ${c.of(days)} ${1 + c.upTo(28)} novembre\n\n- ${c.of(goods)} ${price(c)}\n- ${c.of(goods)} ${price(c)}\n- ${c.of(goods)} ${price(c)}\n\nRéservez au 04 78 ${10 + c.upTo(89)} ${10 + c.upTo(89)} ${10 + c.upTo(89)} ou <b>au comptoir</b> ${c.of(emoji)}`,
]
const price = (c: Chance): string => c.of([`${1 + c.upTo(60)} €`, `${1 + c.upTo(20)},${10 + c.upTo(89)} €`, `£${1 + c.upTo(40)}`, `${1 + c.upTo(20)}\u00a0€`])

type Rewritten = { readonly text: string; readonly hints?: Hints }
/** What networks do to a text, each with where it was read. */
const rewritings: readonly { readonly name: string; readonly source: string; readonly make: (text: string, c: Chance) => Rewritten }[] = [
  { name: 'as it is', source: '', make: text => ({ text }) },
  { name: 'spaces collapsed, ends trimmed', source: 'docs.joinmastodon.org/entities/Status (content is HTML)', make: text => ({ text: text.replace(/[ \t\u00a0]+/gu, ' ').trim() }) },
  { name: 'line breaks as spaces', source: 'docs.joinmastodon.org/spec/activitypub (blocks flattened)', make: text => ({ text: text.replace(/\n+/gu, ' ') }) },
  { name: 'line breaks lost', source: 'docs.joinmastodon.org/spec/activitypub (tags stripped)', make: text => ({ text: text.replace(/\n+/gu, '') }) },
  { name: 'spaces before ends of lines, more line breaks', source: 'docs.joinmastodon.org/entities/Status', make: text => ({ text: ` ${text.replace(/\n/gu, ' \n\n')}\n` }) },
  { name: 'NFC to NFD', source: 'docs.x.com/fundamentals/counting-characters (NFC)', make: text => ({ text: text.normalize('NFD') }) },
  { name: 'NFKC', source: 'github.com/mastodon/mastodon app/lib/hashtag_normalizer.rb (width folded)', make: text => ({ text: text.normalize('NFKC') }) },
  { name: 'curved quotes', source: 'developer.wordpress.org/reference/functions/wptexturize', make: text => ({ text: text.replaceAll("'", '’').replace(/"([^"]*)"/gu, '“$1”') }) },
  { name: 'straight quotes', source: 'developer.wordpress.org/reference/functions/wptexturize', make: text => ({ text: text.replaceAll('’', "'").replace(/[“”]/gu, '"') }) },
  { name: 'hidden signs put in', source: 'github.com/twitter/twitter-text js/src/regexp/directionalMarkersGroup.js', make: text => ({ text: `\u200e${text.replaceAll(' @', ' \u2068@')}\ufeff` }) },
  { name: 'hidden signs taken out', source: 'github.com/twitter/twitter-text js/src/regexp/invalidCharsGroup.js', make: text => ({ text: text.replace(/[\ufe0f\u200d]/gu, '') }) },
  { name: 'signs as HTML names', source: 'docs.joinmastodon.org/entities/Status (content is HTML)', make: text => ({ text: text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;') }) },
  { name: 'markup', source: 'docs.joinmastodon.org/spec/activitypub#sanitization', make: text => ({ text: `<p>${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replace(/\n\n/gu, '</p><p>').replaceAll('\n', '<br>')}</p>` }) },
  { name: 'tags stripped', source: 'docs.joinmastodon.org/spec/activitypub#sanitization', make: text => ({ text: text.replace(/<\/?b>/gu, '') }) },
  { name: 'links shortened, addresses told', source: 'docs.x.com/x-api/fundamentals/data-dictionary (entities.urls.expanded_url)', make: (text, c) => shortened(text, c, true) },
  { name: 'links shown short, addresses told', source: 'docs.joinmastodon.org/spec/activitypub (invisible, ellipsis); bluesky-social/atproto facets', make: text => shownShort(text, true) },
  { name: 'scheme put before', source: 'docs.x.com/fundamentals/counting-characters (bare domains are links)', make: text => ({ text: text.replace(/(?<=\s|^)exemple\.fr/gu, 'http://exemple.fr') }) },
  { name: 'mentions in full', source: 'docs.joinmastodon.org/entities/Status#Mention (acct)', make: text => ({ text: text.replace(/@marche(?!@)/gu, '@marche@ici.example'), hints: { ownHost: 'ici.example' } }) },
  { name: 'tags in small letters', source: 'github.com/mastodon/mastodon app/lib/hashtag_normalizer.rb', make: text => ({ text: text.replace(/#\S+/gu, tag => tag.toLowerCase()) }) },
  { name: 'a link of the pictures behind, told', source: 'docs.x.com/x-api/fundamentals/data-dictionary (entities.urls.media_key)', make: text => ({ text: `${text} https://t.co/aB3dE5fG7h`, hints: { mediaLinks: new Set(['https://t.co/aB3dE5fG7h']) } }) },
  // From here on what is left does not prove anything any more: to be asked about, never to be missed.
  { name: 'links shortened', source: 'docs.x.com/x-api/posts (text with t.co)', make: (text, c) => shortened(text, c, false) },
  { name: 'links shown short', source: 'github.com/bluesky-social/social-app toShortUrl', make: text => shownShort(text, false) },
  { name: 'mentions without host', source: 'docs.joinmastodon.org/spec/activitypub (mention shows the user)', make: text => ({ text: text.replace(/(@[\w.]+)@[\w.]+/gu, '$1') }) },
  { name: 'a link of the pictures behind', source: 'docs.x.com/x-api/posts (text with t.co)', make: text => ({ text: `${text} https://t.co/aB3dE5fG7h` }) },
  { name: 'cut with dots', source: 'docs.x.com/x-api/fundamentals/data-dictionary (long posts in note_post)', make: (text, c) => ({ text: text.length < 40 ? text : `${text.slice(0, 30 + c.upTo(text.length - 35))}…` }) },
  { name: 'cut without a word', source: 'learn.microsoft.com/en-us/linkedin/marketing/community-management/shares/little-text-format', make: text => ({ text: text.split('<')[0]?.trim() || text }) },
  { name: 'pictures among letters lost', source: 'dev.mysql.com/doc/refman/8.4/en/charset-unicode-utf8mb3.html (no 4-byte signs)', make: text => ({ text: text.replace(/\p{So}|\u200d|\ufe0f/gu, '') }) },
]
export const sources = rewritings.filter(rule => rule.name !== 'as it is').map(rule => rule.source)

const anyLink = /(?:https?:\/\/)?(?:www\.|boutique\.)?exemple\.fr\/\S+?(?=[.,]?(?:\s|$))/gu
const withScheme = (link: string): string => (link.startsWith('http') ? link : `http://${link}`)
function shortened(text: string, c: Chance, isTold: boolean): Rewritten {
  const told = new Map<string, string>()
  const changed = text.replace(anyLink, link => {
    const short = `https://t.co/${Array.from({ length: 10 }, () => c.of([...'abcdefghijkmnpqrstuvwxyzABCDEFGH23456789'])).join('')}`
    told.set(short, withScheme(link))
    return short
  })
  return { text: changed, ...(isTold ? { hints: { links: told } } : {}) }
}
function shownShort(text: string, isTold: boolean): Rewritten {
  const told = new Map<string, string>()
  const changed = text.replace(anyLink, link => {
    const bare = link.replace(/^https?:\/\/(?:www\.)?/u, '')
    const shown = bare.length > 30 ? `${bare.slice(0, 27)}…` : bare
    told.set(shown, withScheme(link))
    return shown
  })
  return { text: changed, ...(isTold ? { hints: { links: told } } : {}) }
}

const swapOne = (pattern: RegExp, by: (found: string, c: Chance) => string) => (text: string, c: Chance): string => {
  const found = [...text.matchAll(pattern)]
  const chosen = found.length === 0 ? undefined : c.of(found)
  return chosen === undefined ? text : `${text.slice(0, chosen.index)}${by(chosen[0], c)}${text.slice(chosen.index + chosen[0].length)}`
}
const other = <T>(choices: readonly T[], than: T, c: Chance): T => c.of(choices.filter(one => one !== than))
/** Another post of the same shop, as near as a shop's posts are. */
const nearMisses: readonly { readonly name: string; readonly make: (text: string, c: Chance) => string }[] = [
  { name: 'another figure', make: swapOne(/\d+/gu, (found, c) => String(Number(found) + 1 + c.upTo(9))) },
  { name: 'figures turned round', make: swapOne(/\d{2,}/gu, found => [...found].toReversed().join('')) },
  { name: 'another day', make: swapOne(new RegExp(days.join('|'), 'gu'), (found, c) => other(days, found, c)) },
  { name: 'another article', make: swapOne(new RegExp(goods.join('|'), 'gu'), (found, c) => other(goods, found, c)) },
  { name: 'one more picture sign', make: (text, c) => `${text}${c.of(emoji)}` },
  { name: 'another picture sign', make: swapOne(/🥐|🌷|🚗|❤️|🎉|🧁|✂️/gu, (found, c) => other(emoji, found, c)) },
  { name: 'another tag', make: swapOne(/#\p{L}+/gu, (found, c) => other(tags, found, c)) },
  { name: 'one more tag', make: (text, c) => `${text} ${c.of(tags)}` },
  { name: 'another person', make: swapOne(/@[\w.]+(?:@[\w.]+)?/gu, (found, c) => other(people, found, c)) },
  { name: 'the same name on another server', make: swapOne(/@[\w.]+@[\w.]+/gu, found => found.replace(/@[\w.]+$/u, '@autre.example')) },
  { name: 'another link', make: swapOne(anyLink, (found, c) => other(links, found, c)) },
  { name: 'a link that begins alike', make: swapOne(/novembre-samedi|menu|prune(?=\s|$)|horaires/gu, found => `${found.slice(0, -2)}-dimanche`) },
  { name: 'one link more', make: (text, c) => `${text} ${c.of(links)}` },
  { name: 'more words behind', make: (text, c) => `${text} ${c.of(['Complet.', 'Merci à tous !', 'Il en reste 3.', 'Et dimanche aussi.'])}` },
  { name: 'fewer words', make: text => text.slice(0, Math.floor(text.length * 0.6)).replace(/\s*\S*$/u, '') },
  { name: 'a word between', make: (text, c) => text.replace(' ', ` ${c.of(['plus', 'non', 'encore', 'déjà'])} `) },
  { name: 'another end of the sentence', make: swapOne(/[.!…]/gu, found => (found === '!' ? '?' : ' !')) },
  { name: 'in capitals', make: text => text.toUpperCase() },
  { name: 'another currency', make: swapOne(/€|£/gu, found => (found === '€' ? 'CHF' : '€')) },
  { name: 'the same template another time', make: (_, c) => c.of(templates)(c) },
]

const hourMs = 3_600_000
const isShort = (name: string): boolean => name.startsWith('links sh')
const isOfNames = (name: string): boolean => name.startsWith('mentions')
const isHtml = (name: string): boolean => name === 'signs as HTML names' || name === 'markup'
export function makeCorpus(seed: number, count: number): readonly Pair[] {
  const c = createChance(seed)
  const pairs: Pair[] = []
  while (pairs.length < count) {
    const sent = c.of(templates)(c)
    const isSame = pairs.length % 2 === 0
    const first = rewritings[Math.floor(pairs.length / 2) % rewritings.length] ?? c.of(rewritings)
    const rules = isSame ? [first, c.of(rewritings.slice(0, 20))] : [c.of(rewritings)]
    const miss = isSame ? null : c.of(nearMisses)
    // Now and then the other post has the very words: a week, a day or an hour older, or sent by another program.
    const twin = isSame || c.upTo(8) > 0 ? null : c.of(['older', 'by another program'] as const)
    const base = twin !== null || miss === null ? sent : miss.make(sent, c)
    if (!isSame && twin === null && base === sent) continue
    let rewritten: Rewritten = { text: base }
    // HTML is made last; nothing is made HTML, nor a link or a name rewritten, twice.
    const ordered = rules.toSorted((a, b) => Number(isHtml(a.name)) - Number(isHtml(b.name)))
    const [one, two] = ordered
    const isTwice = one && two && (one === two || [isHtml, isShort, isOfNames].some(is => is(one.name) && is(two.name)))
    for (const rule of isTwice ? [one] : ordered) {
      const next = rule.make(rewritten.text, c)
      rewritten = { text: next.text, hints: { ...rewritten.hints, ...next.hints } }
    }
    // What a network has made the same to the letter no words can tell apart.
    if (!isSame && twin === null && rewritten.text === sent) continue
    pairs.push({
      sent, seen: rewritten.text, hints: rewritten.hints ?? {}, isSame, isByOther: twin === 'by another program',
      ageMs: twin === 'older' ? c.of([7 * 24 * hourMs, 24 * hourMs, hourMs, 2 * 60_000]) : 0,
      how: [twin ?? miss?.name ?? '', ...rules.map(rule => rule.name)].filter(name => name !== '').join(' + '),
    })
  }
  return pairs
}
