import { mkdtemp, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import sharp from 'sharp'
import type { AccountSummary } from '../../preload/contract/accounts.ts'
import type { MediaFacts } from '../../preload/contract/drafts.ts'
import type { LogEvent } from '../../preload/contract/events.ts'
import type { DeliveryRecord, StoryLine } from '../../preload/contract/publishing.ts'
import { isOver } from '../../preload/contract/publishing.ts'
import type { WebSpaceTrial } from '../../preload/contract/web-space.ts'
import { sampleUprightVideo } from '../../main/media/sample-media.ts'
import { createChance, type Chance } from './chance.ts'
import { createClock, type MovableClock } from './clock.ts'
import { openChaosDesktop, type ChaosDesktop } from './desktop.ts'
import { createDeath } from './death.ts'
import { mustAnswer, readDeaths, startLife, type Death, type Life } from './life.ts'
import { openLine, type Line, type SeenRequest } from './line.ts'
import { fitPlan, type Media } from './fit.ts'
import { createOwner, type Owner } from './owner.ts'
import { makePlan, type Happening, type Plan, type Wish } from './plan.ts'
import { openServers, type Place, type Servers, type Target } from './servers.ts'
import { signIn } from './sign-in.ts'
import { judge, judgePauses, type Verdict } from './judge.ts'

export type RunOptions = { /** Holds all of the run; main's own words are in its main.log. */ readonly folder: string; readonly kills: number; readonly seed: number; readonly deliveries: number; readonly over: readonly string[]; readonly without: readonly string[]; readonly longestMs: number; readonly say: (line: string) => void }
export type Span = { readonly kind: string; readonly fromUtc: number; readonly toUtc: number; /** Null: all of them. */ readonly place: number | null }
export type Outcome = {
  readonly verdicts: readonly Verdict[]
  readonly owner: Owner
  readonly places: readonly Place[]
  readonly requests: readonly SeenRequest[]
  readonly deaths: readonly Death[]
  readonly spans: readonly Span[]
  readonly standing: Awaited<ReturnType<Place['standing']>>[]
  readonly stories: ReadonlyMap<number, readonly StoryLine[]>
  readonly diskFull: number
  readonly tookMs: number
  readonly isComplete: boolean
}

/** The longest step of the clock while nothing is due. */
const longestStepMs = 10 * 60_000

export async function run(options: RunOptions): Promise<Outcome> {
  const { folder } = options
  const chance = createChance(options.seed)
  const clock = createClock(path.join(folder, 'clock'), Date.UTC(2026, 9, 24, 21, 0))
  const desktop = await openChaosDesktop(folder)
  const servers = await openServers(await mkdtemp(path.join(folder, 'servers-')), clock, options)
  try {
    return await runOn({ ...options, folder, chance, clock, desktop, servers })
  } finally {
    await servers.close()
    await desktop.close()
  }
}

type Stage = RunOptions & { readonly chance: Chance; readonly clock: MovableClock; readonly desktop: ChaosDesktop; readonly servers: Servers }

async function runOn(stage: Stage): Promise<Outcome> {
  const { chance, clock, servers, folder, say } = stage
  const beganMs = performance.now()
  const requests: SeenRequest[] = []
  let isQuiet = true
  let diskFull = 0
  const lines: Line[] = []
  const allPorts = [...new Set(servers.places.flatMap(place => place.ports))]
  for (const port of allPorts) {
    const place = servers.places.find(each => each.ports.includes(port))
    if (place) lines.push(await openLine({ name: place.name, targetPort: port, clock, chance, ...(place.manners ? { manners: place.manners } : {}), ...(place.rules ? { rules: place.rules } : {}), isQuiet: () => isQuiet, saw: request => { requests.push(request) } }))
  }
  const linesOf = (place: Place | undefined): Line[] => place?.ports.flatMap(port => lines[allPorts.indexOf(port)] ?? []) ?? []
  const deathsFile = path.join(folder, 'deaths')
  await writeFile(deathsFile, '')
  const ports = Object.fromEntries(allPorts.map((port, index) => [port, lines[index]?.port ?? 0]))
  const rules = Object.fromEntries(servers.places.flatMap(place => place.ports.flatMap(port => (place.rules ? [[port, place.rules.map(rule => ({ ...rule, path: rule.path.source }))] as const] : []))))
  const begin = (): Life => startLife({ folder, env: { ...stage.desktop.env, ...servers.env, TZ: 'Europe/Paris' }, inside: { clockFile: path.join(folder, 'clock'), deathsFile, ports, rules }, onDiskFull: () => { diskFull++ } })

  let life = begin()
  const outsideMoved = (): void => {
    for (const line of lines) line.moved()
    for (const place of servers.places) place.moved()
  }
  const jumpTo = (utc: number): void => {
    clock.jumpTo(utc)
    outsideMoved()
    life.send({ kind: 'clock-moved' })
  }
  const accounts = await connect(life, stage)
  say(`${accounts.length} accounts connected`)
  const isFitted = servers.places.some(place => place.isFitted)
  const media = await addMedia(life, chance, isFitted)
  const canEdit = (place: number): boolean => servers.places[place]?.isFitted || servers.places[place]?.network === 'practice'
  const planned = makePlan(chance, stage.deliveries, servers.places.length, canEdit)
  const plan: Plan = isFitted ? fitPlan(planned, accounts, place => typeof servers.places[place]?.say === 'function') : planned
  const asked = isFitted ? await hearOthers(life, servers.places, accounts, plan.wishes) : null
  const before = isFitted ? new Set((await Promise.all(servers.places.map(place => place.standing()))).flat().map(each => each.id)) : new Set<string>()
  const targetOf = (wish: Wish): Target | undefined => {
    const targets = servers.places[wish.place]?.targets ?? []
    return asked === null ? targets[wish.n % targets.length] : asked.get(wish.sameAs ?? wish.n)
  }
  // A line that is cut, and the like; the owner tries again.
  let failedSignIns = 0
  const owner = createOwner({
    wishes: plan.wishes, pauses: plan.pauses, now: () => clock.now(), places: servers.places, accounts, media, chance, targetOf,
    async signIn(mainNow, place, again) {
      const answer = await signIn(mainNow, place, stage.desktop, again)
      if (answer?.ok === false && ++failedSignIns > 50) throw new Error(`signing in again on ${place.name}: ${JSON.stringify(answer.failure)}`)
      return answer?.ok === true
    },
  })
  isQuiet = false
  jumpTo(plan.startUtc)

  const spans: Span[] = []
  const coming: Happening[] = [...plan.happenings]
  const death = createDeath({ chance, kills: stage.kills })
  let anyMoment = 0
  let killed = 0
  const over = (): number => [...owner.dealings.values()].filter(({ record }) => record && (isOver(record.state) || record.state.kind === 'needs-owner')).length
  let lifeBeganMs = performance.now()
  let steps = 0
  let idle = 0
  let doing = ''
  const startAgain = (offMs: number): void => {
    if (offMs > 0) {
      spans.push({ kind: 'off', fromUtc: clock.now(), toUtc: clock.now() + offMs, place: null })
      clock.jumpTo(clock.now() + offMs)
      outsideMoved()
    }
    life = begin()
    lifeBeganMs = performance.now()
    steps = 0
    idle = 0
  }
  const kill = async (): Promise<void> => {
    life.process.kill('SIGKILL')
    await life.ended
    anyMoment++
  }
  const telling = setInterval(() => {
    say(`${Math.round((performance.now() - beganMs) / 1000)} s: ${killed} kills, ${over()} of ${owner.dealings.size} deliveries settled, ${new Date(clock.now()).toISOString().slice(0, 19)}, ${doing}`)
  }, 15_000)
  for (;;) {
    if (performance.now() - beganMs > stage.longestMs) break
    if (life.isOver()) {
      killed++
      startAgain(chance.of('off', killed) < 0.8 ? 0 : chance.whole(5, 600, 'off for', killed) * 1000)
      continue
    }
    doing = 'waiting for main to start'
    if (!life.isReady()) {
      await pause(4)
      if (performance.now() - lifeBeganMs > 30_000) throw new Error('main does not start: see main.log')
      continue
    }
    const progress = over() / owner.dealings.size
    death.arm(life, killed, progress, steps)
    if (death.isOverdue(killed, progress, steps, performance.now() - lifeBeganMs)) {
      await kill()
      continue
    }
    const happening = coming[0]
    if (happening && happening.utc <= clock.now()) {
      coming.shift()
      doing = happening.kind
      await befall(happening)
      continue
    }
    doing = 'the owner asks'
    if (await owner.goOn(life, clock.now())) {
      idle = 0
      continue
    }
    doing = 'waiting for main to be idle'
    const status = await life.status()
    if (!status) continue
    const held = lines.reduce((sum, line) => sum + line.heldFromSender(), 0)
    const active = lines.reduce((sum, line) => sum + line.active(), 0)
    if (status.busy > held || active > 0 || idle++ < (status.held > held ? 6 : 1)) {
      if (status.busy > held || active > 0) idle = 0
      await pause(2)
      continue
    }
    const isSettled = over() === owner.dealings.size && owner.nextUtc() === null
    if (isSettled && killed >= stage.kills && status.held === 0) break
    const nowUtc = clock.now()
    // Where a network works on a film for a while, main asks every few seconds: no hour is skipped over that.
    const nextAsking = isFitted && status.held > held ? status.nextTimerUtc : null
    const next = [owner.nextUtc(), happening?.utc ?? null, status.nextDeliveryUtc, nextAsking, ...lines.map(line => line.nextReleaseUtc())].filter(utc => utc !== null && utc > nowUtc) as number[]
    // In the nights main reads its accounts meanwhile; the months between pass in one step.
    // What is due and yet lies still (paused, out of its turn) is waited for in small steps.
    const isDue = status.nextDeliveryUtc !== null && status.nextDeliveryUtc <= nowUtc
    const longest = isDue ? nowUtc + 60_000 : plan.nights.some(night => nowUtc > night.fromUtc - 3_600_000 && nowUtc < night.toUtc) ? nowUtc + longestStepMs : Infinity
    const until = Math.min(...next, longest)
    jumpTo(Number.isFinite(until) ? until : nowUtc + longestStepMs)
    idle = 0
    steps++
  }

  async function befall(happening: Happening): Promise<void> {
    const fromUtc = clock.now()
    const toUtc = fromUtc + happening.forMs
    switch (happening.kind) {
      case 'suspend':
        spans.push({ kind: 'suspended', fromUtc, toUtc, place: null })
        life.process.kill('SIGSTOP')
        clock.jumpTo(toUtc)
        outsideMoved()
        await pause(20)
        life.process.kill('SIGCONT')
        life.send({ kind: 'clock-moved' })
        return
      case 'disk-full':
        spans.push({ kind: 'disk full', fromUtc, toUtc, place: null })
        life.send({ kind: 'fill-disk', writes: happening.writes })
        return
      case 'outage':
        spans.push({ kind: 'outage', fromUtc, toUtc, place: happening.place })
        for (const line of linesOf(servers.places[happening.place])) line.cutUntil(toUtc)
        return
      case 'power-cut':
        await kill()
        spans.push({ kind: 'power cut', fromUtc, toUtc, place: null })
        killed++
        startAgain(happening.forMs)
    }
  }

  clearInterval(telling)
  // The end: what main says last, and what the servers show.
  const isComplete = over() === owner.dealings.size && killed >= stage.kills
  isQuiet = true
  while (!life.isReady() && !life.isOver()) await pause(10)
  if (life.isOver()) {
    life = begin()
    while (!life.isReady()) await pause(10)
  }
  life.send({ kind: 'kill', order: null })
  life.send({ kind: 'fill-disk', writes: 0 })
  while (await owner.goOn(life, 0)) await pause(1)
  const records = new Map((await mustAnswer(life.ask<DeliveryRecord[]>('outbox', 'list'), 'the list')).map(record => [record.delivery.id, record]))
  for (const one of owner.dealings.values()) one.record = records.get(owner.deliveryId(one.wish.n)) ?? null
  const standing = await Promise.all(servers.places.map(async place => (await place.standing()).filter(each => !before.has(each.id))))
  const liked = new Map<string, number>()
  for (const { wish } of owner.dealings.values()) {
    const place = servers.places[wish.place]
    const target = targetOf(wish)
    if (wish.kind === 'like' && place && target) liked.set(`${wish.n}`, await place.likes(target))
  }
  const recalls = new Set(servers.places.filter((place, index) => place.isFitted && accounts[index]?.limits.schedule !== undefined).map(place => place.name))
  /** It, or its twin: within the quarter of a day before. */
  const wasRecalled = (n: number, utc: number): boolean => [...owner.dealings.values()].some(({ wish, recalledUtc }) => (wish.n === n || wish.sameAs === n) && recalledUtc.some(beganUtc => beganUtc <= utc && beganUtc > utc - 6 * 3_600_000))
  const verdicts = [...judge(owner.dealings, { standing, likes: n => liked.get(`${n}`) ?? 0 }), ...judgePauses(owner.pauses, requests, recalls, wasRecalled)]
  const stories = new Map<number, readonly StoryLine[]>()
  for (const { n, fault, outcome } of verdicts) {
    if (fault === null && outcome !== 'unknown to owner' && outcome !== 'failed, and said so' && outcome !== 'asked' || !owner.dealings.has(n)) continue
    const story = await life.ask<StoryLine[]>('outbox', 'story', owner.deliveryId(n))
    if (story?.ok) stories.set(n, story.value)
  }
  life.process.kill('SIGKILL')
  await life.ended
  await Promise.all(lines.map(line => line.close()))
  const deaths = [...readDeaths(deathsFile), ...Array.from({ length: anyMoment }, (): Death => ({ kind: 'any-moment', step: 'any moment', when: 'before' }))]
  return { verdicts, owner, places: servers.places, requests, deaths, spans, standing, stories, diskFull, tookMs: performance.now() - beganMs, isComplete }
}

async function connect(life: Life, { servers, desktop }: Stage): Promise<readonly AccountSummary[]> {
  while (!life.isReady()) {
    if (life.isOver()) throw new Error('main did not start: see main.log')
    await pause(10)
  }
  const accounts: AccountSummary[] = []
  for (const place of servers.places) {
    accounts.push(await mustAnswer(signIn(life, place, desktop), `connecting ${place.name}`))
  }
  if (servers.web) {
    const { dav, web, user, password } = servers.web
    const trial = await mustAnswer(life.ask<WebSpaceTrial>('webSpace', 'keep', { kind: 'webdav', address: dav, publicAddress: web, user, password }), 'the web space')
    if (trial.kind !== 'works') throw new Error(`the web space: ${trial.kind}: ${trial.detail}`)
  }
  return accounts
}

/** Others ask, each once for each answer that is planned, and main hears them: whom each answer is for. */
async function hearOthers(life: Life, places: readonly Place[], accounts: readonly AccountSummary[], wishes: readonly Wish[]): Promise<ReadonlyMap<number, Target>> {
  const answers = wishes.filter(wish => wish.kind === 'reply')
  for (const { n, place } of answers) places[place]?.say?.(`Do you have any left, number ${n}?`)
  const heard = new Map<number, Target>()
  await mustAnswer(life.ask('reading', 'refresh'), 'reading')
  for (let tries = 0, cursor = 0; heard.size < answers.length && tries < 400; tries++) {
    for (const { seq, entry } of await mustAnswer(life.ask<LogEvent[]>('log', 'after', { cursor, limit: 500 }), 'the log')) {
      cursor = seq
      if (entry.kind !== 'item' || !entry.item.ref) continue
      const n = Number(/any left, number (\d+)/.exec(entry.item.text)?.[1])
      if (accounts[answers.find(wish => wish.n === n)?.place ?? -1]?.id === entry.item.accountId) heard.set(n, { ...entry.item.ref, person: entry.item.person })
    }
    await pause(50)
  }
  const missed = answers.filter(wish => !heard.has(wish.n))
  if (missed.length > 0) throw new Error(`not heard: ${missed.map(wish => `number ${wish.n} on ${places[wish.place]?.name}`).join(', ')}`)
  return heard
}

async function addMedia(life: Life, chance: Chance, isFitted: boolean): Promise<Media> {
  const pictures: MediaFacts[] = []
  for (let n = 0; n < 10; n++) {
    const colour = (name: string): number => chance.whole(0, 255, 'colour', name, n)
    const background = { r: colour('red'), g: colour('green'), b: colour('blue') }
    // Large enough for those networks that refuse small ones; with noise, or its file would be smaller than theirs may be.
    const bytes = isFitted ? await sharp({ create: { width: 640 + n * 8, height: 640, channels: 3, background, noise: { type: 'gaussian', mean: 128, sigma: 12 } } }).jpeg({ quality: 60 }).toBuffer()
      : await sharp({ create: { width: 160 + n * 16, height: 120, channels: 3, background } }).png().toBuffer()
    pictures.push(await mustAnswer(life.ask<MediaFacts>('media', 'add', { name: `picture-${n}.${isFitted ? 'jpg' : 'png'}`, bytes: new Uint8Array(bytes) }), 'a picture'))
  }
  const [first] = pictures
  if (!first) throw new Error('no pictures')
  // Only who fits posts to their networks films.
  return { pictures, video: isFitted ? await mustAnswer(life.ask<MediaFacts>('media', 'add', { name: 'oven.mp4', bytes: await sampleUprightVideo() }), 'a film') : first }
}
