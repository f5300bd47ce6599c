/** Where main serves a person's picture: the page never asks the network itself (main/window/app-protocol.ts). */
export function avatarAddress(url: string): string {
  const bytes = new TextEncoder().encode(url)
  return `/avatar/${btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')}`
}
