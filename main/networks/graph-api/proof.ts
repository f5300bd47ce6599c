import { createHmac } from 'node:crypto'

/** Shows that whoever calls knows the app's secret; asked for by apps that "require app secret" (https://developers.facebook.com/docs/graph-api/guides/secure-requests). */
export const appSecretProof = (token: string, appSecret: string): string => createHmac('sha256', appSecret).update(token).digest('hex')
