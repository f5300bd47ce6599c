import { drawAvatar, drawHeader } from './avatar.ts'
import { notFound, open, type Answer, type Call, type Route } from './call.ts'
import { page, pageLanguage } from './html-page.ts'
import { mediaUrl } from './render-media.ts'
import { mediaOf, pollOptions, statusUrl } from './render-status.ts'
import { escapeHtml, profileUrl, renderText } from './render-text.ts'
import type { AccountRow, PollRow, StatusRow } from './rows.ts'
import { accountByAcct, accountById, isoTime, type World } from './world.ts'

const label = { fr: 'Réseau d’entraînement', en: 'Practice network' }
const absent = { fr: 'Cette page n’existe pas (ou plus).', en: 'This page does not exist (any more).' }

/** What a browser shows of the network: its people, their public posts, their pictures. */
export const pageRoutes: readonly Route[] = [
  open('GET', '/', [], (call) => listPage(call, label[languageOf(call)], publicStatuses(call.world, "visibility = 'public'"))),
  open('GET', '/@:acct', [], (call) => {
    const account = accountByAcct(call.world, call.params['acct'] ?? '')
    if (!account) return absentPage(call)
    return listPage(call, account.display_name, publicStatuses(call.world, "visibility in ('public', 'unlisted') and account_id = ?", account.id), renderText(call.world, account.note))
  }),
  open('GET', '/@:acct/:id', [], (call) => {
    const account = accountByAcct(call.world, call.params['acct'] ?? '')
    const [row] = publicStatuses(call.world, "visibility in ('public', 'unlisted') and id = ?", call.params['id'] ?? '')
    if (!account || row?.account_id !== account.id) return absentPage(call)
    const answers = publicStatuses(call.world, "visibility in ('public', 'unlisted') and in_reply_to_id = ?", row.id)
    return listPage(call, account.display_name, [row, ...answers.toReversed()])
  }),
  open('GET', '/tags/:tag', [], (call) => {
    const tag = (call.params['tag'] ?? '').toLowerCase()
    const rows = publicStatuses(call.world, "visibility = 'public' and exists (select 1 from status_tags where status_id = statuses.id and name = ?)", tag)
    return listPage(call, `#${tag}`, rows)
  }),
  open('GET', '/users/:name/statuses/:id', [], (call) => {
    const [row] = publicStatuses(call.world, "visibility in ('public', 'unlisted') and uri = ?", `${call.world.baseUrl()}${call.url.pathname}`)
    const author = row && accountById(call.world, row.account_id)
    return author ? { status: 302, headers: { location: statusUrl(call.world, author, row.id) }, body: '' } : absentPage(call)
  }),
  open('GET', '/users/:name', [], (call) => {
    const account = accountByAcct(call.world, call.params['name'] ?? '')
    return account ? { status: 302, headers: { location: profileUrl(call.world, account) }, body: '' } : absentPage(call)
  }),
  open('GET', '/avatars/:file', [], (call) => picture(call, drawAvatar)),
  open('GET', '/headers/:file', [], (call) => picture(call, drawHeader)),
]

const languageOf = (call: Call): 'fr' | 'en' => pageLanguage(call.headers['accept-language'] ?? call.world.language)

function picture(call: Call, draw: (name: string) => Buffer): Answer {
  const id = /^(\w+)\.png$/.exec(call.params['file'] ?? '')?.[1]
  if (id === undefined || (id !== 'instance' && !accountById(call.world, id))) return notFound()
  return { status: 200, headers: { 'content-type': 'image/png', 'cache-control': 'max-age=86400' }, body: draw(accountById(call.world, id)?.username ?? id) }
}

function publicStatuses(world: World, condition: string, ...values: string[]): StatusRow[] {
  return world.store.all<StatusRow>(`select * from statuses where reblog_of_id is null and ${condition} order by id desc limit 40`, ...values)
}

function absentPage(call: Call): Answer {
  const language = languageOf(call)
  return page(language, label[language], `<h1>404</h1><p>${absent[language]}</p>`, 404)
}

function listPage(call: Call, title: string, rows: readonly StatusRow[], intro = ''): Answer {
  const language = languageOf(call)
  const posts = rows.map((row) => postHtml(call.world, row)).join('<hr>')
  return page(language, `${title} · ${label[language]}`, `<p><small>${label[language]}</small></p><h1>${escapeHtml(title)}</h1>${intro}${posts}`)
}

function postHtml(world: World, row: StatusRow): string {
  const author = accountById(world, row.account_id)
  if (!author) return ''
  const poll = world.store.get<PollRow>('select * from polls where status_id = ?', row.id)
  const text = `${renderText(world, row.text)}${poll ? `<ul>${pollOptions(poll).map((option) => `<li>${escapeHtml(option)}</li>`).join('')}</ul>` : ''}${mediaHtml(world, row)}`
  const body = row.spoiler === '' ? text : `<details open><summary>${escapeHtml(row.spoiler)}</summary>${text}</details>`
  return `<article${row.language === null ? '' : ` lang="${escapeHtml(row.language)}"`}>${authorHtml(world, author)}${body}<p><small><a href="${statusUrl(world, author, row.id)}"><time datetime="${isoTime(row.created_at)}">${isoTime(row.created_at).slice(0, 16).replace('T', ' ')} UTC</time></a></small></p></article>`
}

function authorHtml(world: World, author: AccountRow): string {
  return `<p><img src="/avatars/${author.id}.png" alt="" width="40" height="40"> <a href="${profileUrl(world, author)}">${escapeHtml(author.display_name)}</a></p>`
}

function mediaHtml(world: World, row: StatusRow): string {
  return mediaOf(world, row.id)
    .map((media) => {
      const url = escapeHtml(mediaUrl(world, media))
      const description = escapeHtml(media.description ?? '')
      const shown = media.type === 'video' || media.type === 'audio' ? `<video src="${url}" controls></video>` : `<img src="${url}" alt="${description}">`
      return `<figure>${shown}<figcaption>${description}</figcaption></figure>`
    })
    .join('')
}
