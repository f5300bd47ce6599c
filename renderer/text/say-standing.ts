import type { composer } from './en/composer.ts'
import type { Formats } from './format.ts'
import type { Say } from './shape.ts'

/** What db/standing.ts makes out, as far as it is told in words. */
type Told = {
  readonly kind: 'there' | 'partly' | 'deleted'
  readonly deleted: { readonly utc: number; readonly by: 'you' | 'elsewhere' } | null
  readonly editedUtc: number | null
  readonly changed: { readonly utc: number } | null
  readonly underWay: 'edit' | 'delete' | null
}

/** What was done to a published post on one network since it went out, as sentences; none when nothing was. */
export function sayStanding({ kind, deleted, editedUtc, changed, underWay }: Told, network: string, say: Say<typeof composer>, formats: Formats): readonly string[] {
  const told = (utc: number) => ({ network, when: formats.dateTime(utc) })
  return [
    ...(deleted ? [say(kind === 'partly' ? `standing.partly.${deleted.by}` : `standing.deleted.${deleted.by}`, told(deleted.utc))] : []),
    ...(changed && kind !== 'deleted' ? [say('standing.changed', told(changed.utc))] : []),
    ...(editedUtc !== null && kind !== 'deleted' ? [say('standing.edited', told(editedUtc))] : []),
    ...(underWay && kind !== 'deleted' ? [say(`standing.underWay.${underWay}`)] : []),
  ]
}
