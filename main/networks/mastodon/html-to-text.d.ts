// html-to-text 10 ships without types: only what plain-text.ts uses.
declare module 'html-to-text' {
  export type Node = { readonly type: string; readonly name?: string; readonly data?: string; readonly attribs?: Readonly<Record<string, string>>; readonly children?: readonly Node[] }
  export type Builder = { readonly metadata: unknown; addInline(text: string, options?: { readonly noWordTransform?: boolean }): void }
  export type Formatter = (element: Node, walk: (children: readonly Node[] | undefined, builder: Builder) => void, builder: Builder, options: unknown) => void
  export function compile(
    options: {
      readonly wordwrap: false
      readonly limits: { readonly maxInputLength: number; readonly maxDepth: number; readonly maxChildNodes: number }
      readonly formatters: Readonly<Record<string, Formatter>>
      readonly selectors: readonly { readonly selector: string; readonly format?: string; readonly options?: Readonly<Record<string, unknown>> }[]
    },
  ): (html: string, metadata: unknown) => string
}
