import { dress } from '../scripts/pictures/camera.ts'
import { fillBakery } from '../scripts/pictures/fill.ts'
import { showScenes } from '../scripts/pictures/take-scenes.ts'
import { expect, test } from './fixtures.ts'
import { glance } from './pages/look.ts'

/** Those with inks and grounds of their own are read in the dark as well. */
const alsoInTheDark = new Set(['away', 'readiness', 'question', 'story', 'resume'])

test('what is seen when something went wrong can be read by everyone, is opened and closed by keys, and gives the focus back', async ({ comptoir }) => {
  test.setTimeout(240_000)
  const { page } = comptoir
  await fillBakery(comptoir, 'fr', 'full')
  let theme: 'light' | 'dark' = 'light'
  const wear = (next: typeof theme): Promise<void> => {
    theme = next
    return dress(comptoir, { language: 'fr', theme, width: 1280, height: 800 })
  }
  await wear('light')
  await showScenes(comptoir, 'fr', {
    async inEachLook(act) {
      for (const next of ['light', 'dark'] as const) {
        await wear(next)
        await act()
      }
    },
    async shoot(name) {
      if (theme === 'light' || alsoInTheDark.has(name)) await test.step(`${name}, ${theme}`, () => glance(page, `${name}, ${theme}`, 'fr'))
    },
    // A menu's item is gone with the menu.
    closed: async opener => { if (await opener.isVisible()) await expect(opener).toBeFocused() },
  })
})
