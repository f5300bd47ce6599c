import { fail, ok, type Result } from '../../preload/contract/result.ts'

/** What keytar gives; passed in so that tests can stall it. */
export type Keychain = {
  getPassword(service: string, account: string): Promise<string | null>
  setPassword(service: string, account: string, password: string): Promise<void>
  deletePassword(service: string, account: string): Promise<boolean>
  findCredentials(service: string): Promise<{ account: string; password: string }[]>
}

/**
 * The only place that reads or writes secrets: the keychain of the operating system, through keytar.
 * A secret never goes to a log, a row, the window or a file.
 */
export type Vault = {
  read(name: string): Promise<Result<string | null>>
  write(name: string, secret: string): Promise<Result<void>>
  erase(name: string): Promise<Result<void>>
  names(): Promise<Result<string[]>>
  state(): 'open' | 'locked' | 'absent'
}

export type VaultTools = {
  readonly keychain: Keychain
  readonly service: string
  /** A locked keychain asks its owner for a password, or hangs for ever where no one can be asked: past this it counts as locked. */
  readonly timeoutMs: number
  readonly onState: (state: ReturnType<Vault['state']>) => void
  /** Each secret read or written, so that the log can strike it out. */
  readonly redact: (secret: string) => void
}

// Windows' credential manager holds 2 560 bytes an entry (CRED_MAX_CREDENTIAL_BLOB_SIZE); a Bluesky session with its key is longer.
const chunkLength = 1200
const chunked = /^chunks:(\d+):(\d+)$/

export function createVault({ keychain, service, timeoutMs, onState, redact }: VaultTools): Vault {
  let state: ReturnType<Vault['state']> = 'open'
  let hanging: Promise<unknown> | null = null
  const enter = (next: typeof state): void => {
    if (next === state) return
    state = next
    onState(next)
  }

  /** Each call holds a thread until it ends: while one hangs, no second one is begun. */
  const guarded = async <T>(work: () => Promise<T>): Promise<Result<T>> => {
    if (hanging) return fail({ kind: 'keychain-locked', detail: 'still waiting for the keychain' })
    const call = work()
    let timer: NodeJS.Timeout | undefined
    const timeUp = new Promise<'time-up'>(resolve => { timer = setTimeout(() => { resolve('time-up') }, timeoutMs) })
    try {
      const first = await Promise.race([call.then(value => ({ value })), timeUp])
      if (first === 'time-up') {
        hanging = call.catch(() => undefined).finally(() => { hanging = null })
        enter('locked')
        return fail({ kind: 'keychain-locked', detail: `no answer within ${timeoutMs} ms` })
      }
      enter('open')
      return ok(first.value)
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error)
      // libsecret says "locked", "dismissed" or names the collection that nobody unlocked; all else means there is no keychain to speak to.
      const isLocked = /lock|dismiss|prompt|\/secrets\/collection\//i.test(detail)
      enter(isLocked ? 'locked' : 'absent')
      return fail({ kind: isLocked ? 'keychain-locked' : 'keychain-absent', detail })
    } finally {
      clearTimeout(timer)
    }
  }

  const readWhole = async (name: string): Promise<string | null> => {
    const head = await keychain.getPassword(service, name)
    const parts = head === null ? null : chunked.exec(head)
    if (!parts) return head
    const chunks = await Promise.all(Array.from({ length: Number(parts[2]) }, (_, i) => keychain.getPassword(service, chunkName(name, Number(parts[1]), i))))
    return chunks.every(chunk => chunk !== null) ? chunks.join('') : null
  }

  return {
    state: () => state,
    read: name => guarded(async () => {
      const secret = await readWhole(name)
      if (secret) redact(secret)
      return secret
    }),
    write: async (name, secret) => {
      // An empty token must never take the place of a good one.
      if (!secret) return fail({ kind: 'internal', detail: 'an empty secret was refused' })
      redact(secret)
      return guarded(async () => {
        const before = await keychain.getPassword(service, name)
        if (secret.length <= chunkLength) {
          await keychain.setPassword(service, name, secret)
        } else {
          // A new generation first, the head last: whatever dies in between, the head names whole chunks.
          const generation = Number(chunked.exec(before ?? '')?.[1] ?? 0) + 1
          const count = Math.ceil(secret.length / chunkLength)
          for (let i = 0; i < count; i++) await keychain.setPassword(service, chunkName(name, generation, i), secret.slice(i * chunkLength, (i + 1) * chunkLength))
          await keychain.setPassword(service, name, `chunks:${generation}:${count}`)
        }
        await eraseChunks(keychain, service, name, before)
      })
    },
    erase: name => guarded(async () => {
      const before = await keychain.getPassword(service, name)
      await keychain.deletePassword(service, name)
      await eraseChunks(keychain, service, name, before)
    }),
    names: () => guarded(async () => (await keychain.findCredentials(service)).map(found => found.account).filter(name => !name.includes('#'))),
  }
}

const chunkName = (name: string, generation: number, i: number): string => `${name}#${generation}.${i}`

async function eraseChunks(keychain: Keychain, service: string, name: string, head: string | null): Promise<void> {
  const parts = chunked.exec(head ?? '')
  if (!parts) return
  for (let i = 0; i < Number(parts[2]); i++) await keychain.deletePassword(service, chunkName(name, Number(parts[1]), i))
}
