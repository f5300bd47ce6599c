import { startDouble } from '../../e2e/fake-networks/all.ts'
import type { FakeNetwork } from '../../e2e/fake-networks/fake-network.ts'
import { hostsVariable } from '../../main/networks/hosts.ts'
import type { Clock } from './clock.ts'
import type { Place, Standing } from './servers.ts'

/** What a sign-in's fields are called in the window's forms, and in main's order. */
const fieldNames: Readonly<Record<string, string>> = { 'client-id': 'clientId', 'client-secret': 'clientSecret', 'app-password': 'appPassword' }

export async function openDoubles(ids: readonly string[], clock: Clock, web: string): Promise<{ readonly places: readonly Place[]; readonly env: Readonly<Record<string, string>> }> {
  const doubles = await Promise.all(ids.map(async id => ({ id, double: await startDouble(id, { now: () => clock.now() }) })))
  for (const { double } of doubles) double.trustWeb?.(new URL(web).hostname)
  return {
    places: doubles.map(({ id, double }) => placeOf(id, double)),
    env: { [hostsVariable]: JSON.stringify(Object.fromEntries(doubles.map(({ id, double }) => [id, double.hosts]))) },
  }
}

function placeOf(id: string, double: FakeNetwork): Place {
  return {
    name: id, network: id, ports: [...new Set(Object.values(double.hosts).map(url => Number(new URL(url).port)))], rules: double.rules, isFitted: true,
    order: () => ({ network: id, way: double.connect.way, ...Object.fromEntries(Object.entries(double.connect.fields).map(([name, value]) => [fieldNames[name] ?? name, value])) }),
    approve: url => double.consent(url),
    chooses: double.chooses,
    targets: [],
    say: double.say,
    standing: () => Promise.resolve([
      ...double.posts().map((post): Standing => ({ id: post.id, text: post.text, alts: post.alts, inReplyTo: post.follows, createdUtc: post.createdUtc })),
      ...double.answers().map((text, n): Standing => ({ id: `answer ${n}`, text, alts: [], inReplyTo: undefined, createdUtc: 0 })),
      ...(double.firstComments?.() ?? []).map(({ id: comment, text, on }): Standing => ({ id: comment, text, alts: [], inReplyTo: on, createdUtc: 0 })),
    ]),
    likes: () => Promise.resolve(0),
    // It looks at the clock when it is asked something.
    moved: () => undefined,
    close: () => double.stop(),
  }
}
