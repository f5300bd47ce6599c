import { Kbd, Modal, VisuallyHidden } from '@mantine/core'
import { Spotlight } from '@mantine/spotlight'
import { IconSearch } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { foundRows, findAnything } from '../../db/search.ts'
import { plainText } from '../../db/search-index.ts'
import { useFormats } from '../../text/format.ts'
import { useText } from '../../text/index.ts'
import { useCommands, type Command } from '../use-commands.ts'
import { useNow } from '../use-now.ts'
import { useScreen } from '../screen.ts'
import classes from './palette.module.css'

const shown = 8
type FoundRows = Awaited<ReturnType<typeof foundRows>>
const nothing: FoundRows & { readonly isLooking: boolean } = { items: [], posts: [], isLooking: false }

/** Ctrl/Cmd+K: every place, every act, and what was ever written or came in. */
export function Palette() {
  const say = useText('shell')
  const [query, setQuery] = useState('')
  const commands = useCommands()
  const found = useFound(query)
  const fitting = commands.filter(command => fits(command, query))
  const isEmpty = fitting.length + found.items.length + found.posts.length === 0
  return (
    <Spotlight.Root query={query} onQueryChange={setQuery} shortcut="mod + K" tagsToIgnore={[]} triggerOnContentEditable maxHeight="60vh" scrollable size={640} centered={false} yOffset="12vh" overlayProps={{ backgroundOpacity: 0.35, blur: 0 }} classNames={{ actionLabel: classes.label ?? '', actionBody: classes.body ?? '' }} transitionProps={{ duration: 100 }}>
      <Modal.Title component={VisuallyHidden}>{say('search')}</Modal.Title>
      <Spotlight.Search placeholder={say('searchHint')} aria-label={say('searchHint')} leftSection={<IconSearch size={18} aria-hidden />} />
      <Spotlight.ActionsList>
        <Commands title={say('goTo')} commands={fitting.filter(command => command.kind === 'place')} />
        <Commands title={say('acts')} commands={fitting.filter(command => command.kind === 'act')} />
        <FoundGroups found={found} />
        {isEmpty && <Spotlight.Empty>{say(found.isLooking ? 'searching' : 'nothingFound')}</Spotlight.Empty>}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  )
}

const fits = (command: Command, query: string): boolean =>
  plainText(query).trim().split(' ').every(word => word === '' || plainText(command.label).includes(` ${word}`))

function Commands({ title, commands }: { readonly title: string; readonly commands: readonly Command[] }) {
  if (commands.length === 0) return null
  return (
    <Spotlight.ActionsGroup label={title}>
      {commands.map(({ id, label, keys, icon: Icon, run }) => (
        <Spotlight.Action key={id} label={label} onClick={run} leftSection={<Icon size={18} stroke={1.7} aria-hidden />} rightSection={keys && <span aria-hidden>{keys.map(key => <Kbd key={key} size="xs" ml={4}>{key}</Kbd>)}</span>} />
      ))}
    </Spotlight.ActionsGroup>
  )
}

function FoundGroups({ found }: { readonly found: FoundRows }) {
  const say = useText('shell')
  const formats = useFormats()
  const now = useNow()
  const { compose, openItemInInbox } = useScreen.getState()
  return (
    <>
      {found.posts.length > 0 && (
        <Spotlight.ActionsGroup label={say('found.posts')}>
          {found.posts.map(post => <Spotlight.Action key={post.id} label={post.content.parts[0]?.text.slice(0, 90) || say('withoutText')} description={formats.relative(post.plan?.utc ?? post.updatedUtc, now)} onClick={() => { compose(post.id) }} />)}
        </Spotlight.ActionsGroup>
      )}
      {found.items.length > 0 && (
        <Spotlight.ActionsGroup label={say('found.items')}>
          {found.items.map(item => <Spotlight.Action key={item.key} label={`${item.person.displayName || item.person.handle}: ${item.text.slice(0, 90)}`} description={formats.relative(item.createdUtc, now)} onClick={() => { openItemInInbox(item.key) }} />)}
        </Spotlight.ActionsGroup>
      )}
    </>
  )
}

function useFound(query: string): typeof nothing {
  const [found, setFound] = useState(nothing)
  useEffect(() => {
    if (query.trim().length < 2) return setFound(nothing)
    let isCurrent = true
    // What was found for fewer letters stays until the answer is there.
    setFound(last => ({ ...last, isLooking: true }))
    void findAnything(query, shown).then(foundRows).then(rows => { if (isCurrent) setFound({ ...rows, isLooking: false }) })
    return () => { isCurrent = false }
  }, [query])
  return found
}
