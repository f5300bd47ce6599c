import { z } from 'zod'

/** Where a network fetches a file from: https. A web space on this computer, which can have no certificate, stands for one that has. */
export const publicAddress = z.url().refine(address => address.startsWith('https:') || new URL(address).hostname === '127.0.0.1')
