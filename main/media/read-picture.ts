import sharp, { type Sharp } from 'sharp'

// What comes from outside meets only the readers of pictures we take; all others (SVG, PDF, archives …) are off for the whole process.
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({ operation: ['VipsForeignLoadJpeg', 'VipsForeignLoadPng', 'VipsForeignLoadWebp', 'VipsForeignLoadNsgif', 'VipsForeignLoadHeif', 'VipsForeignLoadTiff'] })
// Little is read twice; the memory is worth more.
sharp.cache(false)

/** Enough for any camera; beyond it a small file could ask for gigabytes of memory. */
const maxPixels = 150_000_000

/** A picture cut short or damaged is an error here, never half a picture. */
export function readPicture(source: string | Uint8Array, options: { readonly animated?: boolean } = {}): Sharp {
  return sharp(source, { failOn: 'error', limitInputPixels: maxPixels, animated: options.animated ?? false })
}
