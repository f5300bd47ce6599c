import { crc32, deflateSync } from 'node:zlib'
import { chance } from './chance.ts'

type Colour = readonly [number, number, number]

/** A small picture for a name: a symmetrical pattern of five by five on a plain ground, always the same for the same name. */
export function drawAvatar(name: string): Buffer {
  const side = 120
  const cell = side / 6
  const [ink, ground] = colours(name)
  return png(side, side, (x, y) => {
    const column = Math.floor((x - cell / 2) / cell)
    const row = Math.floor((y - cell / 2) / cell)
    const isInside = column >= 0 && column < 5 && row >= 0 && row < 5
    return isInside && chance(7, name, Math.min(column, 4 - column), row) < 0.5 ? ink : ground
  })
}

export function drawHeader(name: string): Buffer {
  const [ink, ground] = colours(name)
  return png(300, 100, (x, y) => (Math.floor((x + y) / 25) % 2 === 0 ? ground : mix(ground, ink)))
}

function colours(name: string): [Colour, Colour] {
  const hue = chance(11, name, 'hue') * Math.PI * 2
  const channel = (shift: number): number => Math.round(95 + 70 * Math.cos(hue + shift))
  return [[channel(0), channel(2.1), channel(4.2)], [244, 240, 232]]
}

const mix = (one: Colour, other: Colour): Colour => [(one[0] * 3 + other[0]) / 4, (one[1] * 3 + other[1]) / 4, (one[2] * 3 + other[2]) / 4]

/** PNG, 8 bits a channel, no filter (https://www.w3.org/TR/png/). */
function png(width: number, height: number, colourAt: (x: number, y: number) => Colour): Buffer {
  const pixels = Buffer.alloc(height * (1 + width * 3))
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) pixels.set(colourAt(x, y), y * (1 + width * 3) + 1 + x * 3)
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', deflateSync(pixels)), chunk('IEND', Buffer.alloc(0))])
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const check = Buffer.alloc(4)
  check.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, check])
}
