import { describe, expect, it } from 'vitest'
import type { MediaUse } from '../../../preload/contract/drafts.ts'
import { accountId, mediaHash } from '../../../preload/contract/ids.ts'
import { madeAccount, madeAsking } from '../../test-support/made.ts'
import { asTheySend, findingsOf, readinessOf, signsLeft } from './composer-checks.ts'
import { contentOf, edit, emptyDraft, isEmptyDraft, type Action, type Draft } from './composer-state.ts'
import { startHistory, step, type HistoryAction } from './history.ts'
import { networkDetailsOf } from './network-details.ts'
import { altMax } from './parts/media-strip.tsx'

const plain = madeAccount()
const boards = madeAsking(accountId.parse('boards'))
const accounts = [plain, boards]
const after = (draft: Draft, ...actions: Action[]): Draft => actions.reduce(edit, draft)
const written = after(emptyDraft([plain.id, boards.id]), { kind: 'type-text', whose: 'all', part: 0, text: 'Fresh bread' })
const choose = (option: 'board' | 'title' | 'link' | 'cover-ms' | 'starts' | 'audience', value: string | null): Action => ({ kind: 'write-option', account: boards.id, option, value })
const story: Action = { kind: 'choose-format', account: boards.id, format: 'story' }
const names = (draft: Draft) => { const details = networkDetailsOf(draft, boards); return { shown: details?.shown.map(one => one.name), folded: details?.folded.map(one => one.name) } }

describe('what a network asks beside the text', () => {
  it('shows nothing new for an account whose network asks nothing', () => {
    expect(networkDetailsOf(written, plain)).toBeNull()
    expect(contentOf(written, plain.id)).toBe(written.content)
  })
  it('shows what is required, touched or wrong, and folds the rest', () => {
    expect(names(written)).toEqual({ shown: ['board'], folded: ['audience', 'title', 'link', 'made-by-ai', 'cover-ms'] })
    expect(names(after(written, choose('title', 'Bread'))).shown).toEqual(['board', 'title'])
    expect(names(after(written, choose('title', 'B'), choose('title', ''))).shown, 'a field that is emptied does not vanish from under the fingers').toEqual(['board', 'title'])
  })
  it('asks for what belongs to the kind of post, and keeps the rest for the way back', () => {
    const told = after(written, choose('board', 'b1'), story)
    expect(names(told)).toEqual({ shown: ['made-by-ai'], folded: [] })
    expect(networkDetailsOf(after(told, { kind: 'choose-format', account: boards.id, format: 'post' }), boards)?.content.options).toEqual({ board: 'b1' })
  })
  it('says at each field what is wrong with it, and keeps the post from going out', () => {
    const problems = (draft: Draft): unknown => Object.fromEntries([...networkDetailsOf(draft, boards)?.problems ?? []].map(([name, { kind }]) => [name, kind]))
    expect(problems(written)).toEqual({ board: 'option-missing' })
    expect(readinessOf(written, accounts, {})).toEqual({ kind: 'blocked', whose: 'all' })
    expect(problems(after(written, choose('board', 'gone'), choose('title', 'x'.repeat(21)), choose('link', 'bread'), choose('cover-ms', '9000'))))
      .toEqual({ board: 'option-invalid', title: 'option-too-long', link: 'option-invalid', 'cover-ms': 'option-invalid' })
    expect(readinessOf(after(written, choose('board', 'b1')), accounts, {})).toEqual({ kind: 'ready' })
    expect(problems(after(written, { kind: 'choose-format', account: boards.id, format: 'event' }))).toEqual({ starts: 'option-missing' })
  })
  it('goes with the common text as with a text of its own, and leaves other accounts alone', () => {
    const draft = after(written, choose('board', 'b1'), { kind: 'differ', account: boards.id }, { kind: 'type-text', whose: boards.id, part: 0, text: 'Bread!' })
    expect(contentOf(draft, boards.id)).toMatchObject({ parts: [{ text: 'Bread!' }], options: { board: 'b1' } })
    expect(contentOf(after(draft, { kind: 'follow-common', account: boards.id }), boards.id)).toMatchObject({ parts: [{ text: 'Fresh bread' }], options: { board: 'b1' } })
    expect(contentOf(draft, plain.id).options).toBeUndefined()
  })
  it('sends nothing for a field that was emptied', () => {
    expect(contentOf(after(written, choose('title', 'B'), choose('title', '')), boards.id).options).toEqual({})
  })
  it('loses no word typed there: such a draft is not empty', () => {
    const bare = emptyDraft([boards.id])
    expect(isEmptyDraft(after(bare, choose('title', 'Bread')))).toBe(false)
    expect(isEmptyDraft(after(bare, story))).toBe(true)
  })
})

describe('the limits of the kind of post', () => {
  const picture: MediaUse = { hash: mediaHash.parse('a'.repeat(64)), kind: 'image', mime: 'image/jpeg', name: 'loaf', sizeBytes: 1, width: 1, height: 1, durationMs: null, alt: '' }
  const asStory = after(written, story)
  const left = (draft: Draft) => asTheySend(draft, accounts).map(account => signsLeft(contentOf(draft, account.id), 0, account))

  it('counts by them', () => {
    expect(left(written)).toEqual([489, 489])
    expect(left(asStory)).toEqual([489, 89])
  })
  it('asks for the picture a story needs, of that account alone', () => {
    expect(findingsOf(asStory, 'all', accounts, {})).toEqual([{ problem: { kind: 'media-needed', part: 0, media: 'image', blocks: true }, accountIds: [boards.id] }])
  })
  it('asks for a description only where one is taken, by the shortest that is', () => {
    expect(altMax(picture, asTheySend(asStory, [boards]))).toBe(0)
    expect(altMax(picture, asTheySend(asStory, accounts))).toBe(1500)
    expect(altMax(picture, [])).toBe(10_000)
  })
})

describe('undo', () => {
  const run = (...actions: HistoryAction[]) => actions.reduce(step, startHistory(written)).present.details?.[boards.id]
  const undo = { kind: 'undo' } as const
  it('goes back a word at a time in a field, and a choice at a time in the others', () => {
    const typed = [choose('title', 'F'), choose('title', 'Fr'), choose('title', 'Fr '), choose('title', 'Fr b')]
    expect(run(...typed, undo)?.options).toEqual({ title: 'Fr ' })
    const ai = (value: string): Action => ({ kind: 'choose-option', account: boards.id, option: 'made-by-ai', value })
    expect(run(ai('yes'), ai('no'), undo)?.options).toEqual({ 'made-by-ai': 'yes' })
    expect(run(story, undo)).toBeUndefined()
  })
})
