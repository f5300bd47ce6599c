import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { MediaUse } from '../../preload/contract/drafts.ts'
import { emptyContent } from '../../preload/contract/drafts.ts'
import { accountId, mediaHash } from '../../preload/contract/ids.ts'
import { usualPace } from '../../preload/contract/pace.ts'
import { ok } from '../../preload/contract/result.ts'
import { handAccount } from '../accounts/hand-account.ts'
import { createHandRings } from './by-hand.ts'
import { createHandFiles } from './hand-files.ts'
import { createPause } from './pause.ts'
import { planResume } from './resume-plan.ts'
import { createBench, delivery, startUtc, type Bench } from './test-bench.ts'

const hourMs = 3_600_000
const link = 'https://www.snapchat.com/add/shop/1'
const { id } = delivery('d')
const stateOf = (bench: Bench) => bench.journal.deliveries.get(id)?.state

/** A bench whose account 'a' is posted to by hand, and what rings on the desktop. */
function handBench() {
  const bench = createBench()
  const account = handAccount({ network: null, name: 'Snapchat', handle: 'Bakery', page: 'https://my.snapchat.com/' }, [], bench.nowUtc)
  if (!account.ok) throw new Error(account.failure.kind)
  bench.journal.accounts.put({ ...account.value, id: accountId.parse('a') })
  const rung: string[] = []
  let isQuiet = false
  const tick = (): void => {
    createHandRings({ deliveries: bench.journal.deliveries, now: () => bench.nowUtc, isPaused: () => bench.isPaused, isQuietAt: () => isQuiet, ring: (record, isReminder) => { rung.push(`${record.delivery.id}${isReminder ? ' again' : ''}`) } }).tick()
  }
  return {
    bench, rung, tick, setQuiet: (quiet: boolean) => { isQuiet = quiet },
    plan: async (change: Parameters<typeof delivery>[1] = {}) => {
      bench.outbox.put([delivery('d', change)])
      bench.loop.poke()
      await bench.advance(1_000)
    },
  }
}

describe('pain 53: an account on which the owner posts by hand', () => {
  it('asks at its time, not before, and speaks to no network', async () => {
    const { bench, plan } = handBench()
    await plan({ dueUtc: startUtc + hourMs })
    expect(stateOf(bench)).toEqual({ kind: 'planned' })
    await bench.advance(hourMs)
    expect(stateOf(bench)).toEqual({ kind: 'needs-owner', question: { kind: 'by-hand' } })
    expect([bench.network.commits, bench.network.posts.length, bench.troubles]).toEqual([0, 0, []])
  })

  it('speaks to no network and no keychain even where its network could hold posts, or cannot be reached', async () => {
    const { bench, plan } = handBench()
    bench.connectHangs = true
    await plan({ who: 'network' })
    await bench.advance(hourMs)
    expect(stateOf(bench)).toEqual({ kind: 'needs-owner', question: { kind: 'by-hand' } })
  })

  it('rings once, reminds once an hour later, and rings nothing twice when main is killed in between', async () => {
    const { bench, plan, rung, tick } = handBench()
    await plan()
    tick()
    for (let day = 0; day < 3; day++) {
      bench.restart()
      tick()
      await bench.advance(10 * 60_000)
      tick()
    }
    expect(rung).toEqual(['d'])
    await bench.advance(hourMs)
    tick()
    bench.restart()
    await bench.advance(24 * hourMs)
    tick()
    expect(rung).toEqual(['d', 'd again'])
    expect(stateOf(bench)).toEqual({ kind: 'needs-owner', question: { kind: 'by-hand' } })
  })

  it('what came in the quiet hours is told at their end, and not once more', async () => {
    const { bench, plan, rung, tick, setQuiet } = handBench()
    setQuiet(true)
    await plan()
    tick()
    await bench.advance(2 * hourMs)
    tick()
    // The notification of the first was kept back; the end of the quiet hours counts it.
    expect(rung).toEqual(['d'])
  })

  it('is published once, by its owner’s word and with their link; the story says so, and it is one of the account’s posts', async () => {
    const { bench, plan, rung, tick } = handBench()
    await plan({ text: 'Bread at 8' })
    const ticked = bench.outbox.decide(id, 'it-is-there', [` ${link} `])
    expect(ticked).toMatchObject({ ok: true, value: { state: { kind: 'published', byOwner: true, remotes: [{ id, url: link }] } } })
    expect(bench.outbox.decide(id, 'it-is-there', [link])).toMatchObject({ ok: false, failure: { kind: 'too-late' } })
    bench.restart()
    await bench.advance(2 * hourMs)
    tick()
    expect(rung).toEqual([])
    expect(stateOf(bench)?.kind).toBe('published')
    expect(bench.journal.deliveries.story(id).at(-1)?.facts).toMatchObject({ choice: 'it-is-there', remotes: [{ url: link }] })
    const told = bench.journal.events.after(0, 100).flatMap(({ entry }) => entry.kind === 'own-post' ? [entry.post] : [])
    expect(told).toMatchObject([{ accountId: 'a', text: 'Bread at 8', ref: { id, url: link } }])
    // An edit that comes after it is too late, as for any post that is out.
    expect(bench.outbox.put([delivery('d', { revision: 2 })])).toMatchObject([{ kind: 'too-late' }])
  })

  it('takes no link where there is none (a story), and refuses what is none', async () => {
    const { bench, plan } = handBench()
    await plan()
    for (const wrong of ['the link', 'javascript:alert(1)', 'http://plain.example']) expect(bench.outbox.decide(id, 'it-is-there', [wrong])).toMatchObject({ ok: false, failure: { kind: 'address-not-understood' } })
    expect(stateOf(bench)?.kind).toBe('needs-owner')
    expect(bench.outbox.decide(id, 'it-is-there')).toMatchObject({ ok: true, value: { state: { kind: 'published', remotes: [{ url: null }] } } })
  })

  it('has one link a part of a thread, each optional, and each part is one of the account’s posts', async () => {
    const { bench, plan } = handBench()
    await plan({ act: { kind: 'publish', content: { ...emptyContent(), parts: ['One', 'Two', 'Three'].map(text => ({ text, media: [], poll: null })) } } })
    expect(bench.outbox.decide(id, 'it-is-there', ['', '', '', link])).toMatchObject({ ok: false, failure: { kind: 'address-not-understood' } })
    expect(bench.outbox.decide(id, 'it-is-there', [link, '', `${link}/3`])).toMatchObject({ ok: true, value: { state: { remotes: [{ id, url: link }, { url: null }, { url: `${link}/3` }] } } })
    const told = bench.journal.events.after(0, 100).flatMap(({ entry }) => entry.kind === 'own-post' ? [entry.post] : [])
    expect(told.map(post => [post.text, post.ref.url, post.isReply])).toEqual([['One', link, false], ['Two', null, true], ['Three', `${link}/3`, true]])
    expect(new Set(told.map(post => post.key)).size).toBe(3)
  })

  it('ticked by mistake it is taken back: it asks again, its link is gone, the story keeps both, and it rings only when forgotten', async () => {
    const { bench, plan, rung, tick } = handBench()
    await plan({ text: 'Bread at 8' })
    tick()
    expect(bench.outbox.decide(id, 'not-there')).toMatchObject({ ok: false, failure: { kind: 'bad-input' } })
    bench.outbox.decide(id, 'it-is-there', [link])
    expect(bench.outbox.decide(id, 'not-there')).toMatchObject({ ok: true, value: { state: { kind: 'needs-owner', question: { kind: 'by-hand' } } } })
    expect(bench.outbox.decide(id, 'not-there')).toMatchObject({ ok: false, failure: { kind: 'bad-input' } })
    expect(bench.journal.deliveries.story(id).flatMap(({ facts }) => facts.choice ?? [])).toEqual(['it-is-there', 'not-there'])
    const entries = bench.journal.events.after(0, 100).map(({ entry }) => entry)
    const key = entries.flatMap(entry => entry.kind === 'own-post' ? [entry.post.key] : [])[0]
    expect(entries.filter(entry => entry.kind === 'own-post-gone')).toEqual([{ kind: 'own-post-gone', key, wasNever: true }])
    bench.restart()
    tick()
    expect(rung).toEqual(['d'])
    await bench.advance(hourMs)
    tick()
    expect(rung).toEqual(['d', 'd again'])
    // Changed, put off, ticked again: as before.
    await plan({ revision: 2, text: 'Bread at 9' })
    expect(bench.outbox.decide(id, 'it-is-there')).toMatchObject({ ok: true, value: { state: { kind: 'published', byOwner: true, remotes: [{ url: null }] } } })
  })

  it.each(['drop', 'publish', 'next-slot', 'ask'] as const)('late by a night it asks and is never given up, whatever the policy says (%s)', async then => {
    const { bench, plan } = handBench()
    await plan({ dueUtc: startUtc - 14 * hourMs, late: { graceMinutes: 5, then } })
    expect(stateOf(bench)).toEqual({ kind: 'needs-owner', question: { kind: 'by-hand' } })
    await bench.advance(6 * hourMs)
    expect(stateOf(bench)).toEqual({ kind: 'needs-owner', question: { kind: 'by-hand' } })
  })

  it('put off, it asks and rings anew at the next free hour', async () => {
    const { bench, plan, rung, tick } = handBench()
    await plan()
    tick()
    expect(bench.outbox.decide(id, 'next-slot')).toMatchObject({ ok: true, value: { state: { kind: 'waiting', why: 'slot' } } })
    await bench.advance(hourMs + 60_000)
    tick()
    expect(stateOf(bench)?.kind).toBe('needs-owner')
    expect(rung).toEqual(['d', 'd'])
  })

  it('changed while it asks, it asks for the new text; given up, it is over', async () => {
    const { bench, plan, rung, tick } = handBench()
    await plan()
    tick()
    await plan({ revision: 2, text: 'Bread at 9' })
    tick()
    expect(bench.journal.deliveries.get(id)).toMatchObject({ state: { kind: 'needs-owner' }, delivery: { act: { content: { parts: [{ text: 'Bread at 9' }] } } } })
    expect(rung).toEqual(['d', 'd'])
    expect(bench.outbox.decide(id, 'give-up')).toMatchObject({ ok: true, value: { state: { kind: 'cancelled' } } })
  })

  it('a pause holds the question and the ringing back; resuming says that it will ask', async () => {
    const { bench, plan, rung, tick } = handBench()
    const pause = createPause({ journal: bench.journal, now: () => bench.nowUtc, who: () => '', changed: () => { bench.isPaused = pause.state() !== null } })
    pause.begin('')
    await plan({ late: { graceMinutes: 5, then: 'drop' } })
    await bench.advance(hourMs)
    tick()
    expect([stateOf(bench)?.kind, rung]).toEqual(['planned', []])
    const steps = planResume(bench.journal.deliveries.inState('planned'), record => bench.journal.accounts.get(record.delivery.accountId), () => ({ meantUtc: startUtc, hasBegun: false }), bench.nowUtc)
    expect(steps.steps.map(step => step.fate)).toEqual(['asks'])
    pause.end()
    bench.loop.poke()
    await bench.advance(1_000)
    tick()
    expect([stateOf(bench)?.kind, rung]).toEqual(['needs-owner', ['d']])
  })

  it('many at once are not held apart: nothing goes out from here', async () => {
    const { bench } = handBench()
    bench.pace = { ...usualPace, postsPerHour: 1 }
    bench.outbox.put(['x', 'y', 'z'].map(name => delivery(name)))
    bench.loop.poke()
    await bench.advance(1_000)
    expect(bench.journal.deliveries.inState('needs-owner')).toHaveLength(3)
  })

  it('what is in doubt after the journal was damaged is asked, not looked for', async () => {
    const { bench } = handBench()
    bench.outbox.put([delivery('d', { dueUtc: startUtc + hourMs })])
    bench.journal.deliveries.doubt(id, startUtc)
    bench.loop.poke()
    await bench.advance(hourMs + 1_000)
    expect(stateOf(bench)).toEqual({ kind: 'needs-owner', question: { kind: 'by-hand' } })
    expect(bench.journal.deliveries.doubtSince(id)).toBeNull()
  })

  it('does nothing but posts there', async () => {
    const { bench, plan } = handBench()
    await plan({ act: { kind: 'delete', target: { id: 'x', url: null, extra: null } } })
    expect(stateOf(bench)).toMatchObject({ kind: 'failed', failure: { kind: 'refused', reason: 'not-supported' } })
    expect(bench.network.commits).toBe(0)
  })
})

describe('the files of what is posted by hand', () => {
  const use = (name: string): MediaUse => ({ hash: mediaHash.parse('a'.repeat(64)), kind: 'image', mime: 'image/heic', name, sizeBytes: 1, width: 1, height: 1, durationMs: null, alt: '' })

  it('lie numbered in a folder of their own, without their EXIF data, and are gone once it is settled', async () => {
    const { bench, plan } = handBench()
    const folder = mkdtempSync(path.join(tmpdir(), 'comptoir-by-hand-'))
    onTestFinished(() => { rmSync(folder, { recursive: true }) })
    const files = createHandFiles(folder, {
      journal: bench.journal,
      media: { rendition: async () => ok({ bytes: new Uint8Array([1]), mime: 'image/jpeg', width: 1, height: 1 }), original: async () => ok({ bytes: new Uint8Array([2]), mime: 'video/mp4' }) },
    })
    await plan({ act: { kind: 'publish', content: { ...emptyContent(), parts: [{ text: '', media: [use('loaf.heic'), use('../../etc/passwd'), { ...use('film.mov'), kind: 'video' }], poll: null }] } } })
    const laid = await files.layOut(id)
    expect(laid.ok && readdirSync(laid.value).sort()).toEqual(['1 loaf.jpg', '2 etc passwd.jpg', '3 film.mp4'])
    await files.tidy()
    expect(readdirSync(folder)).toHaveLength(1)
    bench.outbox.decide(id, 'it-is-there', [link])
    await files.tidy()
    expect(readdirSync(folder)).toHaveLength(0)
  })
})
