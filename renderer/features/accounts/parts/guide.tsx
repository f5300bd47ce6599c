import { Collapse } from '@mantine/core'
import { IconChevronDown, IconChevronRight, IconExternalLink } from '@tabler/icons-react'
import { useState } from 'react'
import type { SignInWay } from '../../../../preload/contract/networks.ts'
import { comptoir } from '../../../comptoir.ts'
import { useLanguage, useText } from '../../../text/index.ts'
import { typesetFrench } from '../../../text/typeset-french.ts'
import classes from './guide.module.css'

/** What the owner has to prepare at the network first, step by step, in the window's language. Its pages open in the browser. */
export function Guide({ guide, startsOpen }: { readonly guide: NonNullable<SignInWay['guide']>; readonly startsOpen: boolean }) {
  const say = useText('accounts')
  const steps = useLanguage() === 'fr' ? guide.fr.map(step => ({ ...step, title: typesetFrench(step.title), text: typesetFrench(step.text) })) : guide.en
  const [isOpen, setOpen] = useState(startsOpen)
  const Chevron = isOpen ? IconChevronDown : IconChevronRight
  return (
    <section className={classes.guide} aria-label={say('guide.label')}>
      <button type="button" className={classes.fold} aria-expanded={isOpen} onClick={() => { setOpen(!isOpen) }}>
        <Chevron size={16} aria-hidden />{say('guide.title', { count: steps.length })}
      </button>
      <Collapse expanded={isOpen}>
        <ol className={classes.steps}>
          {steps.map(({ title, text, url }) => (
            <li key={title}>
              <strong>{title}</strong>
              <span className={classes.text}>{text}</span>
              {url !== undefined && (
                <button type="button" className={classes.link} onClick={() => { void comptoir().system.openLink(url) }}>{say('guide.open', { page: hostOf(url) })}<IconExternalLink size={13} aria-hidden /></button>
              )}
            </li>
          ))}
        </ol>
      </Collapse>
    </section>
  )
}

const hostOf = (url: string): string => URL.canParse(url) ? new URL(url).host.replace(/^www\./u, '') : url
