// Draws the icons of assets/ from their two drawings: `node scripts/make-icons.ts`. The results are kept in the repository.
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import sharp from 'sharp'

const assets = path.resolve(import.meta.dirname, '../assets')
const drawingDensity = 72

async function draw(drawing: string, name: string, side: number, colour?: string): Promise<void> {
  const text = await readFile(path.join(assets, drawing), 'utf8')
  const wide = Number(/viewBox="0 0 (\d+)/u.exec(text)?.[1])
  const svg = Buffer.from(colour === undefined ? text : text.replaceAll('currentColor', colour))
  await sharp(svg, { density: (drawingDensity * side) / wide }).resize(side, side).png({ compressionLevel: 9 }).toFile(path.join(assets, name))
  console.log(`assets/${name} ${side} × ${side}`)
}

await draw('icon.svg', 'icon.png', 512)
await draw('icon.svg', 'icon-128.png', 128)
// Green reads on light and dark panels alike; macOS tints its black one by itself.
for (const [suffix, side] of [['', 16], ['@2x', 32]] as const) {
  await draw('tray.svg', `tray${suffix}.png`, side, '#2b8a68')
  await draw('tray.svg', `tray-template${suffix}.png`, side, '#000000')
}
