import type { Item, OwnPost } from '../../preload/contract/items.ts'
import type { AccountDayRow, AccountRow, AccountSampleRow, DeliveryRow, ItemRow, OwnPostRow, PostRow, PostSampleRow } from '../../renderer/db/schema.ts'

export type SeedWorld = {
  readonly accounts: readonly Pick<AccountRow, 'id' | 'network'>[]
  /** Items end here, posts go on for four months after it. */
  readonly nowUtc: number
  /** How many posts a calendar month has; 500 when absent. */
  readonly postsPerMonth?: number
}
/** The n-th row of each kind, always the same one for the same world; n counts from 0, the newest first. */
export type Seed = {
  item(n: number): Item
  itemRow(n: number): ItemRow
  /** So many a calendar month: four months ahead, then this one, then back. */
  postRow(n: number): PostRow
  /** What main and the window hold of the n-th post's deliveries. */
  deliveryRows(n: number): DeliveryRow[]
  ownPost(n: number): OwnPost
  ownPostRow(n: number): OwnPostRow
  /** One an hour for each account in turn. */
  accountSampleRow(n: number): AccountSampleRow
  /** The day's last sample of each account in turn: what sync keeps beside the samples. */
  accountDayRow(n: number): AccountDayRow
  /** 46 of each own post, from its first hour on ever more rarely. */
  postSampleRow(n: number): PostSampleRow
}

/**
 * Makes rows as a shop's years would. It holds all it uses, so that its text can be handed to a page and run there:
 * a million rows need not travel.
 */
export function createSeed({ accounts, nowUtc, postsPerMonth = 500 }: SeedWorld): Seed {
  const hourMs = 3_600_000
  const words = ('bread roll cake oven morning order table window Saturday market flour butter apple plum coffee open closed tomorrow thanks lovely shop street bike repair tyre chain saddle '
    + 'bouquet rose tulip garden seed pain croissant gâteau éclair commande merci bonjour samedi vitrine ouverture fermé demain atelier vélo fleur').split(' ')
  const people = 4000
  const samplesPerPost = 46
  const monthsAhead = 4
  // mulberry32: the same n gives the same row, whatever was made before.
  const chance = (n: number, salt: number): number => {
    let t = Math.imul(n + 1, 0x9E37_79B1) + Math.imul(salt + 1, 0x85EB_CA6B) | 0
    t = Math.imul(t ^ t >>> 15, t | 1)
    t ^= t + Math.imul(t ^ t >>> 7, t | 61)
    return ((t ^ t >>> 14) >>> 0) / 2 ** 32
  }
  const pick = <T>(from: readonly T[], n: number, salt: number): T => from[Math.floor(chance(n, salt) * from.length)] as T // the cast: no list here is empty
  const sentence = (n: number, salt: number, count: number): string => Array.from({ length: count }, (_, i) => pick(words, n, salt + i)).join(' ')
  const accountOf = (n: number) => accounts[n % accounts.length] as SeedWorld['accounts'][number] // the cast: a world has accounts
  // The casts to ids below: ids are opaque text, and these are made here.
  const ref = (place: string, n: number) => ({ id: `${place}${n}`, url: `http://127.0.0.1/${place}/${n}`, extra: null })

  const person = (n: number) => ({ remoteId: `person-${n % people}`, handle: `@person${n % people}@example.net`, displayName: `${pick(words, n % people, 900)} ${pick(words, n % people, 901)} ${n % people}`, profileUrl: null, avatarUrl: null })
  const kinds: readonly Item['kind'][] = ['mention', 'reply', 'reply', 'message', 'like', 'like', 'boost', 'follow', 'quote']

  const item = (n: number): Item => {
    const { id, network } = accountOf(n)
    const kind = pick(kinds, n, 1)
    return {
      key: `${network}:${id}:i${n}` as Item['key'], accountId: id, network, kind, person: person(Math.floor(chance(n, 2) ** 2 * people)),
      text: kind === 'like' || kind === 'boost' || kind === 'follow' ? '' : `${sentence(n, 10, 6 + Math.floor(chance(n, 3) * 24))}${n % 97 === 0 ? ' rhubarb' : ''}`,
      contentWarning: null, media: [], createdUtc: nowUtc - n * 900_000 - Math.floor(chance(n, 4) * 900_000), isPublic: kind !== 'message',
      ref: ref('i', n), about: kind === 'mention' || kind === 'message' ? null : ref('p', Math.floor(n / 5)), conversation: `c${Math.floor(n / 3)}`,
    }
  }
  const itemRow = (n: number): ItemRow => ({ ...item(n), isRead: n > 300 ? 1 : 0, isDone: n % 10 === 9 ? 1 : 0, note: '' })

  const now = new Date(nowUtc)
  const postTime = (n: number): number => {
    const month = monthsAhead - Math.floor(n / postsPerMonth)
    const first = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + month)
    const days = (Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + month + 1) - first) / (24 * hourMs)
    const place = n % postsPerMonth
    return first + place % days * 24 * hourMs + (6 + Math.floor(chance(n, 20) * 13)) * hourMs + Math.floor(chance(n, 21) * 12) * 300_000
  }
  const postRow = (n: number): PostRow => {
    const utc = postTime(n)
    const isDraft = utc > nowUtc && n % 7 === 0
    const accountIds = n % 4 === 0 ? [accountOf(n).id, accountOf(n + 1).id] : [accountOf(n).id]
    const createdUtc = Math.min(utc, nowUtc) - 24 * hourMs
    return {
      id: `post-${n}` as PostRow['id'], content: { parts: [{ text: sentence(n, 30, 8 + Math.floor(chance(n, 22) * 25)), media: [], poll: null }], contentWarning: null, visibility: null, language: null, quote: null },
      variants: {}, accountIds: [...new Set(accountIds)], plan: { wall: new Date(utc).toISOString().slice(0, 16), zone: 'UTC', utc }, stage: isDraft ? 'draft' : 'scheduled', revision: isDraft ? 0 : 1,
      createdUtc, updatedUtc: createdUtc, acceptedRevision: isDraft ? 0 : 1, handedUtc: isDraft ? 0 : createdUtc, planUtc: utc, deletedUtc: 0,
    }
  }
  const deliveryRows = (n: number): DeliveryRow[] => {
    const post = postRow(n)
    if (post.stage === 'draft' || !post.plan) return []
    const due = post.plan
    const isOut = due.utc < nowUtc
    return post.accountIds.map(accountId => {
      const id = `${post.id}:${accountId}` as DeliveryRow['delivery']['id']
      const state: DeliveryRow['state'] = isOut ? { kind: 'published', utc: due.utc, remotes: [ref('p', n)] } : { kind: 'planned' }
      return {
        delivery: { id, revision: 1, accountId, act: { kind: 'publish', content: post.content }, due, late: { graceMinutes: 60, then: 'ask' }, origin: { kind: 'post', postId: post.id }, who: 'computer' },
        state, attempts: isOut ? 1 : 0, updatedUtc: Math.min(due.utc, nowUtc), id, postId: post.id, accountId, stateKind: state.kind, dueUtc: due.utc, itemKey: '',
      }
    })
  }
  const ownPostFacts = (n: number): Pick<OwnPost, 'key' | 'accountId' | 'network' | 'createdUtc'> => {
    const { id, network } = accountOf(n)
    return { key: `${network}:${id}:p${n}` as OwnPost['key'], accountId: id, network, createdUtc: nowUtc - (n + 1) * 80 * 60_000 }
  }
  const ownPost = (n: number): OwnPost => ({ ...ownPostFacts(n), ref: ref('p', n), text: sentence(n, 30, 8 + Math.floor(chance(n, 22) * 25)), media: [], isReply: n % 6 === 5 })
  const figuresOf = (n: number, share: number) => ({ likes: Math.floor(chance(n, 40) ** 3 * 90 * share), boosts: Math.floor(chance(n, 41) ** 4 * 20 * share), replies: Math.floor(chance(n, 42) ** 4 * 12 * share) })
  const ownPostRow = (n: number): OwnPostRow => ({ ...ownPost(n), figures: figuresOf(n, 1), figuresUtc: nowUtc - hourMs })
  const accountSampleRow = (n: number): AccountSampleRow => {
    const utc = nowUtc - (Math.floor(n / accounts.length) + 1) * hourMs
    const slot = utc - utc % hourMs
    return { accountId: accountOf(n).id, utc, slot, figures: { followers: Math.max(1, 4000 - Math.floor(n / 60) + Math.floor(chance(n, 50) * 4)), following: 120, posts: Math.max(1, 9000 - Math.floor(n / 20)) } }
  }
  const calendarDay = new Intl.DateTimeFormat('en', { year: 'numeric', month: '2-digit', day: '2-digit' })
  const accountDayRow = (n: number): AccountDayRow => {
    const { accountId, utc, figures } = accountSampleRow(Math.floor(n / accounts.length) * 24 * accounts.length + n % accounts.length)
    const { year, month, day } = Object.fromEntries(calendarDay.formatToParts(utc).map(({ type, value }) => [type, value]))
    return { accountId, utc, figures, day: `${year}-${month}-${day}` }
  }
  const postSampleRow = (n: number): PostSampleRow => {
    const post = ownPostFacts(Math.floor(n / samplesPerPost))
    const step = n % samplesPerPost
    // Distinct hours: 1, 2, 3 … and then further and further apart.
    const utc = post.createdUtc + (step + 1 + Math.floor(step ** 2 / 12)) * hourMs
    return { accountId: post.accountId, key: post.key, utc, slot: utc - utc % hourMs, figures: figuresOf(Math.floor(n / samplesPerPost), (step + 1) / samplesPerPost) }
  }
  return { item, itemRow, postRow, deliveryRows, ownPost, ownPostRow, accountSampleRow, accountDayRow, postSampleRow }
}
