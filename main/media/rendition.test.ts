import fc from 'fast-check'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { formatsFor, makeRendition } from './rendition.ts'
import { sampleMovingGif, samplePicture } from './sample-media.ts'

const everything = ['image/jpeg', 'image/png', 'image/webp', 'image/gif']

describe('a picture that goes out', () => {
  it('fits the size the network allows, as large as that permits', async () => {
    const original = await samplePicture({ isNoise: true, width: 1200, height: 900 })
    const made = await makeRendition(original, 'image/jpeg', { maxBytes: 200_000, maxPixels: null, mimes: everything })
    if (!made.ok) throw new Error(made.failure.detail)
    expect(made.value.bytes.byteLength).toBeLessThanOrEqual(200_000)
    expect(made.value.bytes.byteLength).toBeGreaterThan(40_000)
    expect(await sharp(made.value.bytes).metadata()).toMatchObject({ format: 'jpeg', width: made.value.width, height: made.value.height })
  })

  it('fits the number of pixels the server allows', async () => {
    const made = await makeRendition(await samplePicture({ width: 1000, height: 500 }), 'image/jpeg', { maxBytes: 1e6, maxPixels: 125_000, mimes: everything })
    expect(made).toMatchObject({ ok: true, value: { width: 500, height: 250 } })
  })

  it('keeps a screenshot sharp as png while it fits', async () => {
    expect(await makeRendition(await samplePicture({ format: 'png' }), 'image/png', { maxBytes: 1e6, maxPixels: null, mimes: everything })).toMatchObject({ ok: true, value: { mime: 'image/png', width: 400 } })
  })

  it('stands on white where a transparent picture must be a jpeg', async () => {
    const made = await makeRendition(await samplePicture({ format: 'png', alpha: true }), 'image/png', { maxBytes: 1e6, maxPixels: null, mimes: ['image/jpeg'] })
    if (!made.ok) throw new Error(made.failure.detail)
    const [red = 0] = await sharp(made.value.bytes).raw().toBuffer()
    expect(red).toBeGreaterThan(120) // 31 over black would stay dark
  })

  it('turns a format the network does not take into one it does', async () => {
    expect(await makeRendition(await samplePicture({ format: 'avif' }), 'image/avif', { maxBytes: 1e6, maxPixels: null, mimes: ['image/png', 'image/jpeg'] })).toMatchObject({ ok: true, value: { mime: 'image/jpeg' } })
  })

  it('keeps a moving picture to the byte when it fits, moving when it must shrink, still where none is taken', async () => {
    const gif = await sampleMovingGif(120, 5)
    const whole = await makeRendition(gif, 'image/gif', { maxBytes: 1e6, maxPixels: null, mimes: everything })
    expect(whole).toMatchObject({ ok: true, value: { mime: 'image/gif', bytes: gif } })
    const small = await makeRendition(gif, 'image/gif', { maxBytes: 1e6, maxPixels: 3_600, mimes: everything })
    if (!small.ok) throw new Error(small.failure.detail)
    expect(await sharp(small.value.bytes, { animated: true }).metadata()).toMatchObject({ format: 'gif', pages: 5, width: 60, pageHeight: 60 })
    expect(await makeRendition(gif, 'image/gif', { maxBytes: 1e6, maxPixels: null, mimes: ['image/jpeg'] })).toMatchObject({ ok: true, value: { mime: 'image/jpeg', width: 120, height: 120 } })
  })

  it('is refused when even the smallest is too large, and when no format is taken', async () => {
    const original = await samplePicture({ isNoise: true })
    expect(await makeRendition(original, 'image/jpeg', { maxBytes: 50, maxPixels: null, mimes: everything })).toMatchObject({ ok: false, failure: { kind: 'media-too-large' } })
    expect(await makeRendition(original, 'image/jpeg', { maxBytes: 1e6, maxPixels: null, mimes: ['image/bmp'] })).toMatchObject({ ok: false, failure: { kind: 'media-not-understood' } })
  })

  it('never exceeds either limit, whatever they are', async () => {
    const original = await samplePicture({ isNoise: true, width: 240, height: 160 })
    await fc.assert(fc.asyncProperty(fc.integer({ min: 500, max: 80_000 }), fc.option(fc.integer({ min: 50, max: 60_000 })), async (maxBytes, maxPixels) => {
      const made = await makeRendition(original, 'image/jpeg', { maxBytes, maxPixels, mimes: ['image/jpeg'] })
      if (!made.ok) return
      expect(made.value.bytes.byteLength).toBeLessThanOrEqual(maxBytes)
      if (maxPixels !== null) expect(made.value.width * made.value.height).toBeLessThanOrEqual(maxPixels)
    }), { numRuns: 25 })
  })
})

it('prefers what keeps movement, then transparency, then size', () => {
  expect(formatsFor('image/gif', false, true, everything)).toEqual(['gif', 'jpeg', 'png'])
  expect(formatsFor('image/webp', true, false, everything)).toEqual(['png', 'webp', 'jpeg'])
  expect(formatsFor('image/jpeg', false, false, ['image/webp', 'image/jpeg'])).toEqual(['jpeg', 'webp'])
})
