/** Public boards only: what stands on secret ones is seen by nobody but the owner. OpenAPI description 5.23.0 (`pinterest_oauth2`), read 23 Nov 2026. */
export const scopes = ['user_accounts:read', 'boards:read', 'boards:write', 'pins:read', 'pins:write'] as const
