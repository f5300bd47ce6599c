import { z } from 'zod'
import type { Client } from './client.ts'
import { encoded, idOf, isOrganization, site } from './urn.ts'

export type KnownPerson = { readonly handle: string; readonly displayName: string; readonly profileUrl: string | null }

/** Names behind the URNs in comments: each costs a call, so few are asked for at a time, and each once while the app runs. */
export type People = {
  get(urn: string): KnownPerson | null
  /** A name that does not come is no reason to keep somebody's words back: nothing here fails. */
  learn(urns: readonly string[], most: number): Promise<void>
}

const text = z.string().nullish().catch(null).transform(value => value ?? '')
/** `{"id":"private"}` of members who are not shown to us (seen in integrators' notes, Jun 2026). */
const member = z.object({ id: z.string(), localizedFirstName: text, localizedLastName: text, vanityName: text })
const organizations = z.object({ results: z.record(z.string(), z.object({ localizedName: text, vanityName: text })) })
const mostRemembered = 2000

export function createPeople(client: Client): People {
  const known = new Map<string, KnownPerson | null>()
  /** The app may not ask: then it is not asked again for each of them. */
  let isRefused = false
  const personOf = (name: string, vanity: string, place: 'in' | 'company'): KnownPerson | null =>
    name === '' ? null : { displayName: name.slice(0, 1000), handle: (vanity === '' ? name : vanity).replace(/\s+/gu, '-').slice(0, 400), profileUrl: vanity === '' ? null : `${site}/${place}/${encodeURIComponent(vanity)}/` }

  const ask = async (urn: string): Promise<KnownPerson | null | 'not now'> => {
    const id = idOf(urn)
    if (isOrganization(urn)) {
      const found = await client.ask({ path: `/rest/organizationsLookup?ids=List(${id})` }, organizations.transform(answer => answer.results[id] ?? null))
      if (!found.ok) return found.failure.kind === 'missing' || found.failure.kind === 'refused' ? null : 'not now'
      return found.value && personOf(found.value.localizedName, found.value.vanityName, 'company')
    }
    const found = await client.ask({ path: `/rest/people/(id:${encoded(id)})` }, member)
    if (!found.ok) {
      if (found.failure.kind === 'refused') isRefused = true
      return found.failure.kind === 'missing' || found.failure.kind === 'refused' ? null : 'not now'
    }
    const { localizedFirstName, localizedLastName, vanityName } = found.value
    return personOf(`${localizedFirstName} ${localizedLastName}`.trim(), vanityName, 'in')
  }

  return {
    get: urn => known.get(urn) ?? null,
    async learn(urns, most) {
      const wanted = [...new Set(urns)].filter(urn => /^urn:li:(?:person|organization):[\w-]+$/u.test(urn) && !known.has(urn)).slice(0, most)
      for (const urn of wanted) {
        if (isRefused && !isOrganization(urn)) continue
        const person = await ask(urn)
        if (person === 'not now') return
        if (known.size >= mostRemembered) known.delete(known.keys().next().value ?? '')
        known.set(urn, person)
      }
    },
  }
}
