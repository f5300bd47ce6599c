import { useLiveQuery } from 'dexie-react-hooks'
import { isForOwnHands } from '../../app/outbox-state.ts'
import { failureNotice, notice } from '../../app/notices.tsx'
import { useScreen } from '../../app/screen.ts'
import { comptoir } from '../../comptoir.ts'
import { readAccount } from '../../db/accounts.ts'
import { readDelivery } from '../../db/deliveries.ts'
import type { AccountRow, DeliveryRow } from '../../db/schema.ts'
import type { OwnerChoice } from '../../../preload/contract/publishing.ts'
import type { Result } from '../../../preload/contract/result.ts'
import { decideDelivery } from '../../sync/push.ts'
import { textNow } from '../../text/index.ts'

export type Handed = { readonly row: DeliveryRow; readonly account: AccountRow; readonly network: string; readonly page: string }

/** What the owner is posting, once it asks for them; null until then, and when it is settled. */
export function useHanded(): Handed | null {
  const id = useScreen(screen => screen.handing)
  const handed = useLiveQuery(async (): Promise<Handed | null> => {
    const row = id === null ? undefined : await readDelivery(id)
    const account = row && isForOwnHands(row.state) ? await readAccount(row.delivery.accountId) : undefined
    return row && account?.byHand ? { row, account, ...account.byHand } : null
  }, [id])
  return handed?.row.id === id ? handed ?? null : null
}

const done = async (work: Promise<Result<unknown>>): Promise<boolean> => {
  const answer = await work
  if (!answer.ok) failureNotice(answer.failure)
  return answer.ok
}

export const close = (): void => { useScreen.getState().postByHand(null) }
export const copy = async (text: string): Promise<void> => { if (await done(comptoir().system.copyText(text))) notice(textNow('common')('copied')) }
export const openFiles = ({ row }: Handed): Promise<boolean> => done(comptoir().outbox.openFiles(row.delivery.id))
export const openPage = ({ page }: Handed): Promise<boolean> => done(comptoir().system.openLink(page))

export async function decide({ row, network }: Handed, choice: OwnerChoice, links: readonly string[] = []): Promise<void> {
  if (!await done(decideDelivery(row.delivery.id, choice, links))) return
  if (choice === 'it-is-there') notice(textNow('byHand')('thanks', { network }))
  close()
}
