import type { Locator, Page } from '@playwright/test'
import { isRequired, limitsFor, optionsFor, optionValue } from '../../preload/contract/check-draft.ts'
import type { AccountSummary } from '../../preload/contract/accounts.ts'
import { emptyContent } from '../../preload/contract/drafts.ts'
import type { Limits, PostFormat } from '../../preload/contract/networks.ts'
import { options as words } from '../../renderer/text/en/options.ts'
import { expect, type Comptoir } from '../fixtures.ts'
import { startPost } from './counter.ts'

/** One kind of post on one network. */
export type Kind = { readonly format: PostFormat | undefined; readonly media: 'none' | 'picture' | 'video' | 'document'; /** A story carries no words on some. */ readonly hasWords: boolean }
/** One account's part of a post that goes to several. */
export type Going = { readonly account: AccountSummary; readonly network: string; readonly kind: Kind }

/** Every format; the usual one also with a picture, with a document, or with a picture and with a video where it must have one of them. */
export function kindsOf(limits: Limits): readonly Kind[] {
  return (limits.formats?.map(rule => rule.format) ?? [undefined]).flatMap((format, index) => {
    const { needs = 'nothing', images, video, documents, text } = limitsFor(format ? { format } : {}, limits)
    const picture = images.max > 0 ? ['picture' as const] : []
    const film = video ? ['video' as const] : []
    const pdf = documents ? ['document' as const] : []
    const usual = { nothing: ['none' as const, ...picture, ...pdf], media: [...picture, ...film], image: picture, video: film }[needs]
    return (index === 0 ? usual : usual.slice(0, 1)).map((media): Kind => ({ format, media, hasWords: text.maxGraphemes > 50 }))
  })
}

/** Posts that several networks can share: the same file, the same words, one kind a network. */
export function shared(goings: readonly Going[]): readonly (readonly Going[])[] {
  const posts: Going[][] = []
  for (const going of goings) {
    const fits = ({ account, kind: { media, hasWords } }: Going): boolean => account.id !== going.account.id && media === going.kind.media && hasWords === going.kind.hasWords
    const post = posts.find(others => others.every(fits))
    if (post) post.push(going)
    else posts.push([going])
  }
  return posts
}

/** Writes and publishes one post on these accounts, through the composer, with what each network asks for. */
export async function publishThroughWindow({ app, page }: Comptoir, text: string, goings: readonly Going[], file: string | null): Promise<void> {
  await startPost(page, text)
  const sheet = page.getByRole('dialog').first()
  const chips = sheet.getByRole('group', { name: 'Accounts that will publish' }).getByRole('button')
  const states = await chips.evaluateAll(all => all.map(chip => ({ title: chip.getAttribute('title') ?? '', network: chip.textContent ?? '', isChosen: chip.getAttribute('aria-pressed') === 'true' })))
  for (const [at, { title, network, isChosen }] of states.entries()) {
    const isOurs = goings.some(going => title.endsWith(` · ${going.account.handle}`) && network.endsWith(going.network))
    if (isOurs !== isChosen) await chips.nth(at).click()
  }
  if (file !== null) {
    await app.evaluate(({ dialog }, filePaths) => { dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths }) }, [file])
    await sheet.getByRole('button', { name: /^Add pictures/u }).click()
    await expect(sheet.getByRole('button', { name: /^Remove/u }).first()).toBeVisible()
    const alt = sheet.getByRole('textbox', { name: /^Description of/u }).first()
    if (await alt.isVisible()) await alt.fill('Words for those who cannot see it')
  }
  for (const { account, network, kind } of goings) {
    const { format } = kind
    const section = sheet.getByRole('region', { name: `For ${network}`, exact: true })
    const { formats = [] } = account.limits
    if (format !== undefined && formats[0]?.format !== format) await section.getByText(words.formats[format], { exact: true }).click()
    await fillOptions(page, section, account, kind)
  }
  const button = page.getByRole('button', { name: 'Publish now' })
  await expect(button, (await sheet.getByRole('listitem').allInnerTexts()).join(' | ')).toBeEnabled()
  await button.click()
  await expect(page.getByRole('textbox', { name: 'Text', exact: true })).toBeHidden()
}

async function fillOptions(page: Page, section: Locator, account: AccountSummary, { format, media }: Kind): Promise<void> {
  const content = { ...emptyContent(), ...(format ? { format } : {}) }
  for (const option of optionsFor(content, account.limits)) {
    if (!(isRequired(option, content) || (media === 'document' && option.requiredWithDocument === true)) || optionValue(option, content) !== undefined) continue
    const name = words.name[option.name]
    if (option.kind === 'moment') await fillMoment(page, section.getByRole('group', { name }), option.after === undefined ? null : '18')
    else if (option.kind === 'choice') {
      await section.getByRole('combobox', { name }).click()
      await page.getByRole('option').first().click()
    } else await section.getByRole('textbox', { name }).fill(option.kind === 'link' ? 'https://bakery.example/' : 'Fresh from the oven')
  }
}

/** The 15th of next month; at nine, unless at another hour. */
async function fillMoment(page: Page, group: Locator, hour: string | null): Promise<void> {
  await group.getByRole('button', { name: 'Date' }).click()
  await page.locator('[data-direction=next]').first().click()
  await page.getByRole('button', { name: /^15 / }).click()
  if (hour !== null) await group.getByRole('spinbutton', { name: 'Hours' }).fill(hour)
}
