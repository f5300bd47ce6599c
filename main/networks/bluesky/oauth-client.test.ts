import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { oauthClientMetadataSchema, parseAtprotoLoopbackClientId } from '@atproto/oauth-client-node'
import { expect, it } from 'vitest'
import { clientIdFor, oauthScope } from './oauth-client.ts'

it('asks for the same in the file to be hosted as in the id used until then', async () => {
  const file = oauthClientMetadataSchema.parse(JSON.parse(await readFile(path.resolve(import.meta.dirname, '../../../assets/bluesky-client-metadata.json'), 'utf8')))
  const id = parseAtprotoLoopbackClientId(clientIdFor('http://127.0.0.1:49152/callback'))
  expect([file.scope, file.redirect_uris]).toEqual([oauthScope, ['http://127.0.0.1/callback']])
  expect([id.scope, id.redirect_uris]).toEqual([oauthScope, ['http://127.0.0.1/callback']])
  expect(file).toMatchObject({ application_type: 'native', token_endpoint_auth_method: 'none', dpop_bound_access_tokens: true })
})

it('keeps its id from one free port to the next', () => {
  expect(clientIdFor('http://127.0.0.1:1/callback')).toBe(clientIdFor('http://127.0.0.1:65535/callback'))
})
