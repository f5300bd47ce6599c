import type { AccountId } from '../../preload/contract/ids.ts'
import { fail, ok, type Result } from '../../preload/contract/result.ts'
import type { SecretCell } from '../networks/network.ts'
import type { Vault } from './vault.ts'

/** The accounts' secrets: in the keychain, and in main's memory while in use. Nobody else has them, ever. */
export type Secrets = {
  /** Reads it into memory; a locked keychain is said here, before any network is asked. */
  load(id: AccountId): Promise<Result<void>>
  save(id: AccountId, secret: string): Promise<Result<void>>
  erase(id: AccountId): Promise<Result<void>>
  cell(id: AccountId): SecretCell
}

const nameOf = (id: AccountId): string => `account:${id}`

export function createSecrets(vault: Vault): Secrets {
  const inUse = new Map<AccountId, string>()
  const save = async (id: AccountId, secret: string): Promise<Result<void>> => {
    const written = await vault.write(nameOf(id), secret)
    // A rotated token is the only good one even when the keychain would not take it: it lives on in memory.
    if (secret) inUse.set(id, secret)
    return written
  }
  return {
    save,
    load: async id => {
      if (inUse.has(id)) return ok(undefined)
      const read = await vault.read(nameOf(id))
      if (!read.ok) return read
      if (read.value === null) return fail({ kind: 'needs-sign-in', detail: 'the keychain has nothing for this account' })
      inUse.set(id, read.value)
      return ok(undefined)
    },
    erase: async id => {
      inUse.delete(id)
      return vault.erase(nameOf(id))
    },
    cell: id => ({
      read: () => {
        const secret = inUse.get(id)
        return Promise.resolve(secret === undefined ? fail({ kind: 'needs-sign-in', detail: 'the account was disconnected' }) : ok(secret))
      },
      replace: secret => save(id, secret),
    }),
  }
}
