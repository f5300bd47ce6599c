import { z } from 'zod'

/**
 * Who is to make it public. `network`: its own scheduler, if it takes the post in time; then this computer may be off. Until it has
 * taken it, and where it does not, this computer publishes all the same.
 */
export const publisher = z.enum(['network', 'computer'])
export type Publisher = z.infer<typeof publisher>
