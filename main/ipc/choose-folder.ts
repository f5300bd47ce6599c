import { dialog, type BrowserWindow } from 'electron'

/** Null: the owner closed the dialog. */
export async function chooseFolder(owner: BrowserWindow | null, title: string, buttonLabel: string, mayMake: 'mayMake' | 'isThere'): Promise<string | null> {
  const question = { title, buttonLabel, properties: ['openDirectory' as const, ...(mayMake === 'mayMake' ? ['createDirectory' as const] : [])] }
  const { canceled, filePaths } = await (owner === null ? dialog.showOpenDialog(question) : dialog.showOpenDialog(owner, question))
  return canceled ? null : (filePaths[0] ?? null)
}
