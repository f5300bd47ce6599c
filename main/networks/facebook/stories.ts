import type { NetworkFailure } from '../../../preload/contract/failures.ts'
import type { Result } from '../../../preload/contract/result.ts'
import { graphId } from '../graph-api/client.ts'
import { askPage, type GraphPage } from '../graph-api/paging.ts'
import type { Client } from './client.ts'
import { storyEntity } from './entities.ts'
import type { z } from 'zod'

/** The Page's stories of the last day, and older ones where it keeps an archive; each names the picture or video in it. */
export const askStories = (client: Client, remoteId: string): Promise<Result<GraphPage<z.infer<typeof storyEntity>>, NetworkFailure>> =>
  askPage(client, { path: `/${graphId(remoteId)}/stories`, query: { limit: 100 } }, storyEntity, null)
