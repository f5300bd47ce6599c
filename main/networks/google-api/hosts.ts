/** Where Google's sign-in stands; each network that uses it names these among its own hosts. */
export const googleHosts = { accounts: 'https://accounts.google.com', oauth: 'https://oauth2.googleapis.com' } as const
export type GoogleHosts = Readonly<Record<keyof typeof googleHosts, string>>
