/**
 * Signs in without a browser: reads the consent page and presses its button over HTTP, so that the one-click connection goes through the
 * same authorization as any other. Answers where the browser would be sent. Throws when there is no button to press.
 */
export async function approve(serverUrl: string, authorizeUrl: string): Promise<string> {
  if (new URL(authorizeUrl).origin !== serverUrl) throw new Error('this consent page belongs to another server')
  const shown = await fetch(authorizeUrl, { redirect: 'manual' })
  const key = /name="key" value="([\w-]+)"/.exec(await shown.text())?.[1]
  if (key === undefined) throw new Error(`the consent page has no button (${shown.status})`)
  const pressed = await fetch(`${serverUrl}/oauth/authorize`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ key, decision: 'authorize' }),
  })
  const to = pressed.headers.get('location')
  if (to === null) throw new Error(`the consent page did not lead on (${pressed.status})`)
  return to
}
