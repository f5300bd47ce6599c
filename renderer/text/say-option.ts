import type { PublishOption } from '../../preload/contract/networks.ts'
import { options as words } from './en/options.ts'
import type { Say } from './shape.ts'

type Value = Extract<PublishOption, { kind: 'choice' }>['values'][number]

/** A value in the network's own words (a board, a category), or in ours. */
export const sayValue = ({ value, label }: Value, say: Say<typeof words>): string => label ?? (hasWord(value) ? say(`value.${value}`) : value)

export const hasWord = (value: string): value is keyof typeof words.value => Object.hasOwn(words.value, value)
