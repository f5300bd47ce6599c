import type { Network } from './network.ts'
import { mastodon } from './mastodon/index.ts'
import { bluesky } from './bluesky/index.ts'
import { facebook } from './facebook/index.ts'
import { instagram } from './instagram/index.ts'
import { threads } from './threads/index.ts'
import { linkedin } from './linkedin/index.ts'
import { tiktok } from './tiktok/index.ts'
import { youtube } from './youtube/index.ts'
import { googleBusiness } from './google-business/index.ts'
import { x } from './x/index.ts'
import { pinterest } from './pinterest/index.ts'
import { telegram } from './telegram/index.ts'

/** The only list of networks. */
export const networks: readonly Network[] = [mastodon, bluesky, threads, linkedin, tiktok, youtube, x, facebook, instagram, pinterest, googleBusiness, telegram]
