/** The same keys with any words: what the second language must be, so that a missing key does not compile. French may add `_many`. */
export type Shape<T> = { readonly [K in keyof T]: T[K] extends string ? string : Shape<T[K]> } & { readonly [K in `${string}_many`]?: string }

type PluralForm = 'zero' | 'one' | 'two' | 'few' | 'many' | 'other'
type WithoutForm<K extends string> = K extends `${infer Base}_${PluralForm}` ? Base : K

/** Every way to a sentence in T, with dots; plural forms of one sentence are one key. */
export type KeyOf<T> = { [K in keyof T & string]: T[K] extends string ? WithoutForm<K> : `${K}.${KeyOf<T[K]>}` }[keyof T & string]

type SentenceAt<T, K extends string> =
  K extends keyof T ? T[K]
    : `${K}_other` extends keyof T ? T[`${K}_other`] | '{{count}}'
      : K extends `${infer Head}.${infer Rest}` ? Head extends keyof T ? SentenceAt<T[Head], Rest> : never : never

type NamesIn<S> = S extends `${string}{{${infer Name}}}${infer Rest}` ? WithoutFormat<Name> | NamesIn<Rest> : never
type WithoutFormat<N extends string> = N extends `${infer Name}, ${string}` ? Name : N

type Value<N> = N extends 'count' ? number : string | number

/** What must be given with a key: one value for each `{{name}}` in the English sentence. */
export type ValuesOf<T, K extends string> = [NamesIn<SentenceAt<T, K>>] extends [never] ? [] : [values: { readonly [N in NamesIn<SentenceAt<T, K>>]: Value<N> }]

export type Say<T> = <K extends KeyOf<T>>(key: K, ...values: ValuesOf<T, K>) => string
