import { expect, it } from 'vitest'
import type { AccountSummary } from '../../preload/contract/accounts.ts'
import { checkDraft } from '../../preload/contract/check-draft.ts'
import { mediaHash } from '../../preload/contract/ids.ts'
import { ability, type Abilities, type Ability, type FormatRule, type Limits } from '../../preload/contract/networks.ts'
import { createChance } from './chance.ts'
import { fitContent, fitPlan, type Media } from './fit.ts'
import { makePlan, type Kind } from './plan.ts'

const chance = createChance(1)
const text = { maxGraphemes: 500, maxBytes: null, urlWeight: null, mentionHostIsFree: false, warningCounts: false }
const images = { max: 4, maxBytes: 1e7, maxPixels: null, maxDurationMs: null, mimes: ['image/jpeg'], altMaxGraphemes: 100, shrinks: true }
const video = { ...images, max: 1, mimes: ['video/mp4'], altMaxGraphemes: 0, shrinks: false }
const plain: Limits = { text, images, video, mixesMedia: false, poll: null, pollWithMedia: false, maxThreadParts: 1, visibilities: ['public'], messageMaxGraphemes: 500, source: 'a test' }
const rule = (format: FormatRule['format'], change: Partial<FormatRule> = {}): FormatRule => ({ format, needs: 'nothing', text, images, video, mixesMedia: false, maxThreadParts: 1, schedules: false, ...change })
const facts = { hash: mediaHash.parse('a'.repeat(64)), sizeBytes: 1000, width: 640, height: 640, durationMs: null }
const media: Media = { pictures: [{ ...facts, kind: 'image', mime: 'image/jpeg', name: 'a.jpg' }], video: { ...facts, kind: 'video', mime: 'video/mp4', name: 'a.mp4', durationMs: 5000 } }

function account(limits: Partial<Limits>, ...able: Ability[]): AccountSummary {
  const abilities = Object.fromEntries(ability.options.map(name => [name, able.includes(name) || ['text', 'images', 'video'].includes(name) ? { kind: 'works' } : { kind: 'lacking', why: 'network' }])) as Abilities // the cast: every ability is in the list
  return { network: 'corner-board', limits: { ...plain, ...limits }, abilities } as AccountSummary // the cast: only what an account may send is asked for
}
const fitted = (whose: AccountSummary, kind: Kind, texts: readonly string[] = ['Fresh bread']) => Array.from({ length: 30 }, (_, n) => fitContent(whose, chance, { kind, n, dueUtc: 0, texts, media }))

it('writes what the account takes: the media its format must carry, the choices its network asks for', () => {
  const whose = account({ formats: [rule('reel', { needs: 'video' }), rule('post', { needs: 'image' })], options: [{ name: 'board', kind: 'choice', required: true, values: [{ value: 'b1', label: 'Bread' }], initial: null }] })
  for (const content of [...fitted(whose, 'text'), ...fitted(whose, 'pictures')]) {
    expect(checkDraft(content, whose.limits, whose.abilities).filter(problem => problem.blocks)).toEqual([])
    expect(content.options).toEqual({ board: 'b1' })
  }
  expect(new Set(fitted(whose, 'text').map(content => content.format))).toEqual(new Set(['reel', 'post']))
  expect(new Set(fitted(whose, 'pictures').map(content => content.format))).toEqual(new Set(['post']))
})

it('leaves out stories, whose words nobody sees', () => {
  expect(new Set(fitted(account({ formats: [rule('story'), rule('post')] }), 'text').map(content => content.format))).toEqual(new Set(['post']))
})

it('follows a post by its first comment where there are no threads', () => {
  const whose = account({ formats: [rule('post', { maxThreadParts: 2 })] }, 'first-comment')
  expect(fitted(whose, 'thread', ['One', 'Two', 'Three']).every(content => content.parts.length === 2)).toBe(true)
})

it('plans nothing that the account cannot do', () => {
  const plan = makePlan(chance, 200, 1, () => true)
  const kinds = (whose: AccountSummary, isHeard: boolean) => new Set(fitPlan(plan, [whose], () => isHeard).wishes.flatMap(wish => [wish.kind, ...(wish.then ? [`then ${wish.then.kind}`] : []), wish.who]))
  expect(kinds(account({}), true)).toEqual(new Set(['text', 'pictures', 'computer']))
  expect(kinds(account({ schedule: { minLeadMs: 0, maxLeadMs: null, maxHeld: null, maxPerDay: null, maxParts: 1 } }, 'reply', 'edit', 'delete', 'first-comment'), true)).toEqual(new Set(['text', 'pictures', 'thread', 'reply', 'then edit', 'then delete', 'computer', 'network']))
  expect(kinds(account({}, 'reply'), false)).not.toContain('reply')
})
