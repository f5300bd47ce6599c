import { describe, expect, it } from 'vitest'
import { checkDraft, limitsFor, type Problem } from './check-draft.ts'
import { emptyContent, type Content, type MediaUse, type Part } from './drafts.ts'
import { mediaHash } from './ids.ts'
import { ability, type Abilities, type Ability, type Limits, type TextUnit } from './networks.ts'

const limits: Limits = {
  text: { maxGraphemes: 20, maxBytes: 40, urlWeight: 10, mentionHostIsFree: false, warningCounts: true },
  images: { max: 2, maxBytes: 1000, maxPixels: 10_000, maxDurationMs: null, mimes: ['image/jpeg'], altMaxGraphemes: 5, shrinks: true },
  video: { max: 1, maxBytes: 1000, maxPixels: null, maxDurationMs: 60_000, mimes: ['video/mp4'], altMaxGraphemes: 5, shrinks: false },
  mixesMedia: false,
  poll: { minOptions: 2, maxOptions: 4, optionMaxGraphemes: 5, minDurationS: 300, maxDurationS: 86_400 },
  pollWithMedia: false, maxThreadParts: 3, visibilities: ['public', 'unlisted'], messageMaxGraphemes: 100, source: 'server',
}
// The cast: fromEntries forgets that every ability is there.
const abilitiesWithout = (...lacking: Ability[]): Abilities =>
  Object.fromEntries(ability.options.map(name => [name, lacking.includes(name) ? { kind: 'lacking', why: 'network' } : { kind: 'works' }])) as Abilities
const all = abilitiesWithout()

const content = (part: Partial<Part>, rest: Partial<Content> = {}): Content => ({ ...emptyContent(), parts: [{ text: 'Bread', media: [], poll: null, ...part }], ...rest })
const picture: MediaUse = { hash: mediaHash.parse('a'.repeat(64)), kind: 'image', mime: 'image/jpeg', name: 'bread.jpg', sizeBytes: 500, width: 100, height: 100, durationMs: null, alt: 'Bread' }
const leaflet: MediaUse = { ...picture, kind: 'document', mime: 'application/pdf', name: 'menu.pdf', pages: 4 }
const film: MediaUse = { ...picture, kind: 'video', mime: 'video/mp4', name: 'oven.mp4', durationMs: 30_000 }
const found = (draft: Content, abilities = all): readonly Problem[] => checkDraft(draft, limits, abilities)
const kinds = (draft: Content, abilities = all): string[] => found(draft, abilities).map(problem => problem.kind)

it('finds nothing wrong with a sentence and two described pictures', () => {
  expect(found(content({ media: [picture, picture] }))).toEqual([])
})

describe('text', () => {
  it('refuses a post that says and shows nothing', () => {
    expect(found(content({ text: '  \n' }))).toEqual([{ kind: 'empty', part: 0, blocks: true }])
    expect(kinds(content({ text: '', media: [picture] }))).toEqual([])
  })
  it('says by how much a text is too long, as the network counts', () => {
    expect(found(content({ text: 'x'.repeat(23) }))).toMatchObject([{ kind: 'text-too-long', over: 3, max: 20, unit: 'graphemes' }])
    expect(found(content({ text: `https://bakery.example/${'x'.repeat(9)}` }))).toEqual([])
  })
  it('counts the warning in where the network does', () => {
    expect(found(content({ text: 'x'.repeat(18) }, { contentWarning: 'eggs' }))).toMatchObject([{ kind: 'text-too-long', over: 2 }])
  })
  it('counts bytes where the network limits them', () => {
    expect(found(content({ text: '👩‍🍳'.repeat(4) }))).toMatchObject([{ kind: 'text-too-long', unit: 'bytes', over: 4, max: 40 }])
  })
  it('checks each part of a thread, and how many there are', () => {
    const parts = ['a', 'x'.repeat(21), 'c', ''].map(text => ({ text, media: [], poll: null }))
    expect(found({ ...emptyContent(), parts })).toMatchObject([
      { kind: 'too-many-parts', max: 3 }, { kind: 'text-too-long', part: 1 }, { kind: 'empty', part: 3 },
    ])
  })
})

describe('media', () => {
  it('refuses more pictures than fit, and pictures beside a film', () => {
    expect(kinds(content({ media: [picture, picture, picture] }))).toEqual(['too-many-media'])
    expect(kinds(content({ media: [picture, film] }))).toEqual(['media-mixed'])
  })
  describe('a document', () => {
    const taking: Limits = { ...limits, documents: { max: 1, maxBytes: 1000, maxPages: 4, mimes: ['application/pdf'] }, options: [{ name: 'title', kind: 'text', required: false, requiredWithDocument: true, maxGraphemes: 50 }] }
    const titled = { options: { title: 'Winter' } }
    const here = (draft: Content): string[] => checkDraft(draft, taking, all).map(problem => problem.kind)
    it('is refused where none are taken, by the limits or by the rights', () => {
      expect(found(content({ media: [leaflet] }))).toEqual([{ kind: 'lacking', part: 0, ability: 'documents', blocks: true }])
      expect(checkDraft(content({ media: [leaflet] }, titled), taking, abilitiesWithout('documents'))).toEqual([{ kind: 'lacking', part: 0, ability: 'documents', blocks: true }])
      const reel = { ...taking, formats: [{ format: 'reel' as const, needs: 'nothing' as const, text: limits.text, images: limits.images, video: limits.video, mixesMedia: false, maxThreadParts: 1, schedules: false }] }
      expect(checkDraft(content({ media: [leaflet] }, { ...titled, format: 'reel' }), reel, all).map(problem => problem.kind)).toEqual(['lacking'])
    })
    it('stands alone, whole, with its title where one is asked for', () => {
      expect(here(content({ media: [leaflet] }, titled))).toEqual([])
      expect(here(content({ media: [leaflet] }))).toEqual(['option-missing'])
      expect(here(content({ media: [picture] }))).toEqual([])
      expect(here(content({ media: [leaflet, picture] }, titled))).toEqual(['document-alone'])
      expect(here(content({ media: [leaflet, leaflet] }, titled))).toEqual(['too-many-media'])
      expect(here(content({ media: [{ ...leaflet, pages: 5, sizeBytes: 1001 }] }, titled))).toEqual(['media-too-large', 'media-too-many-pages'])
    })
  })
  it('lets an animation stand by itself only, where the network does, in a size of its own', () => {
    const gif = { ...picture, mime: 'image/gif', sizeBytes: 2500, name: 'oven.gif' }
    const alone = { ...limits, images: { ...limits.images, mimes: ['image/jpeg', 'image/gif'], alone: { mimes: ['image/gif'], maxBytes: 3000 } } }
    expect(checkDraft(content({ media: [gif] }), alone, all)).toEqual([])
    expect(checkDraft(content({ media: [gif, picture] }), alone, all)).toEqual([{ kind: 'media-alone', part: 0, name: 'oven.gif', blocks: true }])
    expect(checkDraft(content({ media: [{ ...gif, sizeBytes: 3500 }] }), alone, all)).toMatchObject([{ kind: 'media-shrinks' }])
  })
  it('only mentions a picture that will be made smaller', () => {
    expect(found(content({ media: [{ ...picture, sizeBytes: 5000 }] }))).toMatchObject([{ kind: 'media-shrinks', blocks: false }])
    expect(found(content({ media: [{ ...picture, width: 1000 }] }))).toMatchObject([{ kind: 'media-shrinks', blocks: false }])
    expect(found(content({ media: [{ ...picture, mime: 'image/heic' }] }))).toMatchObject([{ kind: 'media-shrinks', blocks: false }])
  })
  it('refuses a film that is too large, too long or of another kind', () => {
    expect(kinds(content({ media: [{ ...film, sizeBytes: 5000 }] }))).toEqual(['media-too-large'])
    expect(kinds(content({ media: [{ ...film, durationMs: 90_000 }] }))).toEqual(['media-too-long'])
    expect(kinds(content({ media: [{ ...film, mime: 'video/x-flv' }] }))).toEqual(['media-type'])
  })
  it('reminds of a missing description, refuses one that is too long', () => {
    expect(found(content({ media: [{ ...picture, alt: ' ' }] }))).toMatchObject([{ kind: 'alt-missing', name: 'bread.jpg', blocks: false }])
    expect(found(content({ media: [{ ...picture, alt: 'A loaf' }] }))).toMatchObject([{ kind: 'alt-too-long', max: 5, blocks: true }])
  })
})

describe('polls', () => {
  const poll = (change: Partial<NonNullable<Part['poll']>>, part: Partial<Part> = {}): Content =>
    content({ poll: { options: ['Rye', 'Spelt'], durationS: 3600, multiple: false, ...change }, ...part })
  const why = (draft: Content): unknown[] => found(draft).map(problem => problem.kind === 'poll-invalid' ? problem.why : problem.kind)

  it('accepts a poll that fits', () => expect(found(poll({}))).toEqual([]))
  it('refuses too few, too many, empty and too long choices', () => {
    expect(why(poll({ options: ['Rye'] }))).toEqual(['too-few'])
    expect(why(poll({ options: ['a', 'b', 'c', 'd', 'e'] }))).toEqual(['too-many'])
    expect(why(poll({ options: ['Rye', ' '] }))).toEqual(['option-empty'])
    expect(why(poll({ options: ['Rye', 'Pumpernickel'] }))).toEqual(['option-too-long'])
  })
  it('refuses a duration outside the bounds', () => {
    expect(why(poll({ durationS: 60 }))).toEqual(['duration'])
    expect(why(poll({ durationS: 864_000 }))).toEqual(['duration'])
  })
  it('refuses a poll beside pictures where they exclude each other', () => {
    expect(why(poll({}, { media: [picture] }))).toEqual(['with-media'])
  })
})

describe('what an account lacks', () => {
  it.each<[Ability, Content]>([
    ['poll', content({ poll: { options: ['Rye', 'Spelt'], durationS: 3600, multiple: false } })],
    ['content-warning', content({}, { contentWarning: 'eggs' })],
    ['images', content({ media: [picture] })],
    ['video', content({ media: [film] })],
    ['thread', { ...emptyContent(), parts: [{ text: 'a', media: [], poll: null }, { text: 'b', media: [], poll: null }] }],
    ['quote', content({}, { quote: { id: '1', url: null, extra: null } })],
  ])('says that there is no %s', (name, draft) => {
    expect(found(draft, abilitiesWithout(name, 'first-comment'))).toMatchObject([{ kind: 'lacking', ability: name, blocks: true }])
    expect(found(draft)).toEqual([])
  })
  it('refuses an audience that the account cannot choose', () => {
    expect(kinds(content({}, { visibility: 'followers' }))).toEqual(['visibility'])
    expect(kinds(content({}, { visibility: 'unlisted' }))).toEqual([])
    expect(kinds(content({}, { visibility: 'public' }))).toEqual([])
  })
})

describe('what a network asks for beside the text', () => {
  const reel = { ...limits.video, max: 1, minDurationMs: 3000, maxAspect: 0.6 } as NonNullable<Limits['video']>
  const rich: Limits = {
    ...limits, needs: 'media',
    formats: [
      { format: 'post', needs: 'media', text: limits.text, images: limits.images, video: null, mixesMedia: false, maxThreadParts: 2, schedules: true },
      { format: 'reel', needs: 'video', text: { ...limits.text, maxGraphemes: 3 }, images: { ...limits.images, max: 0 }, video: reel, mixesMedia: false, maxThreadParts: 1, schedules: false },
    ],
    options: [
      { name: 'title', kind: 'text', maxGraphemes: 5, required: true, formats: ['reel'] },
      { name: 'board', kind: 'choice', values: [{ value: '7', label: 'Pains' }], initial: null, required: true },
      { name: 'link', kind: 'link', required: false },
      { name: 'comments', kind: 'flag', initial: 'yes', required: true },
    ],
  }
  const problems = (draft: Content): readonly Problem[] => checkDraft(draft, rich, abilitiesWithout('thread'))
  const set = (options: Record<string, string>, format?: Content['format']): Partial<Content> => ({ options, ...(format ? { format } : {}) })

  it('asks for a picture where nothing goes out without one', () => {
    expect(problems(content({}, set({ board: '7' })))).toEqual([{ kind: 'media-needed', part: 0, media: 'media', blocks: true }])
    expect(problems(content({ media: [picture] }, set({ board: '7' })))).toEqual([])
  })
  it('asks for what is required, in the format that requires it, and lets what has a usual value be', () => {
    expect(problems(content({ media: [picture] }))).toEqual([{ kind: 'option-missing', part: 0, option: 'board', blocks: true }])
    expect(problems(content({ media: [picture] }, set({ board: '9', link: 'no address' })))).toMatchObject([{ kind: 'option-invalid', option: 'board' }, { kind: 'option-invalid', option: 'link' }])
    expect(problems(content({ text: 'abc', media: [{ ...film, width: 9, height: 16 }] }, set({ board: '7', title: 'Far too long' }, 'reel')))).toMatchObject([{ kind: 'option-too-long', option: 'title', max: 5 }])
  })
  it('counts what an option says in the unit of its network', () => {
    const titled = (unit: TextUnit | undefined) => checkDraft(content({}, { options: { title: '👩‍🍳👩‍🍳' } }), { ...limits, options: [{ name: 'title', kind: 'text', required: false, maxGraphemes: 6, ...(unit && { unit }) }] }, all).map(({ kind }) => kind)
    expect([titled(undefined), titled({ kind: 'code-points' }), titled({ kind: 'utf-16' })]).toEqual([[], [], ['option-too-long']])
  })
  it('keeps to the limits of the format', () => {
    expect(problems(content({ media: [{ ...film, durationMs: 1000 }] }, set({ board: '7', title: 'Four' }, 'reel'))).map(problem => problem.kind)).toEqual(['text-too-long', 'media-too-short', 'media-aspect'])
    expect(limitsFor({ format: 'reel' }, { ...rich, schedule: { minLeadMs: 0, maxLeadMs: null, maxHeld: null, maxPerDay: null, maxParts: 1 } }).schedule).toBeUndefined()
  })
  it('takes a second part for the first comment where there are no threads', () => {
    const two = { ...content({ media: [picture] }, set({ board: '7' })), parts: [{ text: 'a', media: [picture], poll: null }, { text: 'b', media: [], poll: null }] }
    expect(problems(two)).toEqual([])
    expect(checkDraft(two, rich, abilitiesWithout('thread', 'first-comment'))).toMatchObject([{ kind: 'lacking', ability: 'thread' }])
  })
})

describe('what a network takes from the web only', () => {
  const fetching: Limits = { ...limits, images: { ...limits.images, fromTheWeb: true } }
  const stuck = (draft: Content, of = fetching, around = { hasWebSpace: false }) => checkDraft(draft, of, all, around).filter(problem => problem.kind === 'media-web-space')
  it('cannot go there without a web space, and says what could', () => {
    expect(stuck(content({ media: [picture, picture] }))).toEqual([{ kind: 'media-web-space', part: 0, media: 'image', otherwise: 'without', blocks: true }])
    expect(stuck(content({ media: [picture] }), { ...fetching, needs: 'media' })).toMatchObject([{ otherwise: 'video' }])
    expect(stuck(content({ media: [picture] }), { ...fetching, needs: 'image' })).toMatchObject([{ otherwise: null }])
    expect(stuck(content({ media: [film] }), { ...fetching, needs: 'media', video: limits.video && { ...limits.video, fromTheWeb: true } })).toMatchObject([{ media: 'video', otherwise: null }])
  })
  it('goes there from a web space; nothing is said while it is not known whether there is one, nor of what is sent to the network', () => {
    expect(stuck(content({ media: [picture] }), fetching, { hasWebSpace: true })).toEqual([])
    expect(checkDraft(content({ media: [picture] }), fetching, all)).toEqual([])
    expect([...stuck(content({ media: [film] })), ...stuck(content({})), ...stuck(content({ media: [picture] }), limits)]).toEqual([])
  })
  it('holds for the format that is chosen', () => {
    const story = { ...fetching, needs: 'media' as const, format: 'story' as const, mixesMedia: false, schedules: false, images: { ...limits.images } }
    const formats = [{ ...story, format: 'post' as const, images: fetching.images }, story]
    expect(stuck(content({ media: [picture] }), { ...limits, formats })).toHaveLength(1)
    expect(stuck(content({ media: [picture] }, { format: 'story' }), { ...limits, formats })).toEqual([])
  })
})
