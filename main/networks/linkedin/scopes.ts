/**
 * What is asked for. An app has either the self-serve products or Community Management, never both, and LinkedIn refuses the whole request
 * (`unauthorized_scope_error`) for one right the app does not have: so there are two lists, asked one after the other.
 * https://learn.microsoft.com/en-us/linkedin/shared/authentication/authorization-code-flow, as quoted by integrators, seen 23 Nov 2026.
 */
export const selfServe = ['openid', 'profile', 'w_member_social'] as const
export const communityManagement = [
  'r_basicprofile', 'w_member_social', 'w_member_social_feed', 'rw_organization_admin',
  'r_organization_social', 'w_organization_social', 'r_organization_social_feed', 'w_organization_social_feed', 'r_organization_followers',
] as const
export type Scope = (typeof selfServe | typeof communityManagement)[number]

/** The answer to a code has them with commas or spaces, whatever the documentation says. */
export const readScopes = (text: string): readonly string[] => text.split(/[\s,]+/u).filter(scope => scope !== '')
