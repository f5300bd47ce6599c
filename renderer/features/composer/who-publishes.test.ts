import { expect, it } from 'vitest'
import { accountId } from '../../../preload/contract/ids.ts'
import { planAtInstant } from '../../../preload/contract/plan-time.ts'
import { emptyContent } from '../../../preload/contract/drafts.ts'
import { madeAccount, madeAsking, noon } from '../../test-support/made.ts'
import { whoPublishes } from './who-publishes.ts'

const shop = accountId.parse('shop')
const plain = madeAccount()
const keeper = madeAccount(shop, { limits: { ...plain.limits, schedule: { minLeadMs: 300_000, maxLeadMs: null, maxHeld: 300, maxPerDay: 25, maxParts: 1 } } })
const accounts = [plain, keeper]
const draft = { content: emptyContent(), variants: {}, accountIds: [plain.id, shop], plan: planAtInstant(noon + 7_200_000, 'Europe/Paris') }

it('pain 19: says for each account who will publish, and so whether this computer must be on', () => {
  expect(whoPublishes(draft, accounts, 'network', [], noon)).toEqual({ byNetwork: [shop], byComputer: [plain.id], byYou: [], canChoose: true })
  expect(whoPublishes(draft, accounts, 'computer', [], noon)).toEqual({ byNetwork: [], byComputer: [plain.id, shop], byYou: [], canChoose: true })
  expect(whoPublishes({ ...draft, who: 'computer' }, accounts, 'network', [], noon).byNetwork).toEqual([])
  expect(whoPublishes({ ...draft, who: 'network' }, accounts, 'computer', [], noon).byNetwork).toEqual([shop])
})

it('pain 19: promises nothing for a kind of post that the network does not keep for later', () => {
  const kinds = madeAsking(shop, { limits: { ...madeAsking(shop).limits, ...(keeper.limits.schedule ? { schedule: keeper.limits.schedule } : {}) } })
  expect(whoPublishes(draft, [kinds], 'network', [], noon).byNetwork).toEqual([shop])
  expect(whoPublishes({ ...draft, details: { [shop]: { format: 'story' } } }, [kinds], 'network', [], noon).byNetwork).toEqual([])
})

it('pain 19: promises nothing that the network cannot do: no time, too soon, a thread, or refused there', () => {
  expect(whoPublishes({ ...draft, plan: null }, accounts, 'network', [], noon).canChoose).toBe(false)
  expect(whoPublishes({ ...draft, plan: planAtInstant(noon + 300_000, 'Europe/Paris') }, accounts, 'network', [], noon).byNetwork).toEqual([])
  const part = { text: 'x', media: [], poll: null }
  expect(whoPublishes({ ...draft, variants: { [shop]: { ...emptyContent(), parts: [part, part] } } }, accounts, 'network', [], noon).byNetwork).toEqual([])
  expect(whoPublishes(draft, accounts, 'network', [shop], noon).byNetwork).toEqual([])
})

it('says that the owner publishes where they post by hand, whatever the network could do', () => {
  const mine = madeAccount(accountId.parse('mine'), { byHand: { network: 'Snapchat', page: 'https://my.snapchat.com/' } })
  expect(whoPublishes({ ...draft, accountIds: [plain.id, mine.id] }, [plain, mine], 'network', [], noon)).toMatchObject({ byYou: [mine.id], byComputer: [plain.id] })
})
