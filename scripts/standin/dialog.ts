import { spawn } from 'node:child_process'
import { onlyCovered } from './covered.ts'

type Answer = { readonly code: number; readonly text: string }

/** Asks with zenity. Where it is missing, every dialog counts as cancelled. */
function zenity(...args: string[]): Promise<Answer> {
  return new Promise(resolve => {
    const child = spawn('zenity', args, { stdio: ['ignore', 'pipe', 'ignore'] })
    let text = ''
    child.stdout.on('data', (data: Buffer) => (text += data.toString()))
    child.on('error', () => resolve({ code: 1, text: '' }))
    child.on('close', code => resolve({ code: code ?? 1, text: text.trimEnd() }))
  })
}

/** Electron takes (options) or (window, options). */
const optionsOf = <T>(args: readonly unknown[]): T => args.at(-1) as T // the last one by Electron's signature

const filters = (options: { filters?: Electron.FileFilter[] }): string[] =>
  (options.filters ?? []).map(({ name, extensions }) => `--file-filter=${name} | ${extensions.map(one => `*.${one}`).join(' ')}`)

export const dialog = onlyCovered('dialog', {
  async showOpenDialog(...args: [Electron.BaseWindow, Electron.OpenDialogOptions] | [Electron.OpenDialogOptions]): Promise<Electron.OpenDialogReturnValue> {
    const options = optionsOf<Electron.OpenDialogOptions>(args)
    const kinds = options.properties ?? []
    const { code, text } = await zenity(
      '--file-selection', '--separator=\n', `--title=${options.title ?? ''}`, ...filters(options),
      ...(options.defaultPath === undefined ? [] : [`--filename=${options.defaultPath}`]),
      ...(kinds.includes('multiSelections') ? ['--multiple'] : []),
      ...(kinds.includes('openDirectory') ? ['--directory'] : []),
    )
    return { canceled: code !== 0, filePaths: code === 0 ? text.split('\n') : [] }
  },

  async showSaveDialog(...args: [Electron.BaseWindow, Electron.SaveDialogOptions] | [Electron.SaveDialogOptions]): Promise<Electron.SaveDialogReturnValue> {
    const options = optionsOf<Electron.SaveDialogOptions>(args)
    const { code, text } = await zenity('--file-selection', '--save', `--title=${options.title ?? ''}`, `--filename=${options.defaultPath ?? ''}`, ...filters(options))
    return { canceled: code !== 0, filePath: code === 0 ? text : '' }
  },

  async showMessageBox(...args: [Electron.BaseWindow, Electron.MessageBoxOptions] | [Electron.MessageBoxOptions]): Promise<Electron.MessageBoxReturnValue> {
    const options = optionsOf<Electron.MessageBoxOptions>(args)
    const buttons = options.buttons ?? ['OK']
    const cancelId = options.cancelId ?? 0
    const { text } = await zenity(
      '--info', `--title=${options.title ?? ''}`, '--no-markup', `--text=${options.message}${options.detail === undefined ? '' : `\n\n${options.detail}`}`,
      `--ok-label=${buttons[0] ?? 'OK'}`, ...buttons.slice(1).map(label => `--extra-button=${label}`),
    ).then(answer => (answer.code === 0 ? { text: buttons[0] ?? '' } : answer))
    const chosen = buttons.indexOf(text)
    return { response: chosen === -1 ? cancelId : chosen, checkboxChecked: options.checkboxChecked ?? false }
  },

  showErrorBox(title: string, content: string): void {
    console.error(`${title}: ${content}`)
    void zenity('--error', `--title=${title}`, '--no-markup', `--text=${content}`) // never rejects
  },
})
