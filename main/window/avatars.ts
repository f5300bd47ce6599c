/** Pictures of people, fetched by main so that the page never touches the network. */
export type Avatars = {
  /** A small webp; null when it is not one to fetch, not there, or not a picture. */
  read(url: string): Promise<Uint8Array<ArrayBuffer> | null>
  removeAll(): Promise<void>
}
