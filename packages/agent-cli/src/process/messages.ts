import type { Level } from '@fusioninventory/cli-kit'

/** What an agent and the process of one of its tasks say to each other, by Node's channel between processes. */
export type ToTask =
  | {
      readonly kind: 'start'
      readonly task: string
      readonly job: unknown
      readonly level: Level
      /** What lists of processes show. */
      readonly title?: string
    }
  /** An item was dealt with: the next one may come. */
  | { readonly kind: 'next' }

export type FromTask =
  | { readonly kind: 'log'; readonly level: Level; readonly message: string }
  /** Something that no message may show, whoever it comes from. */
  | { readonly kind: 'hide'; readonly secret: string }
  /** A result on the way. */
  | { readonly kind: 'item'; readonly item: unknown }
  | { readonly kind: 'done'; readonly result: unknown }
  | { readonly kind: 'failed'; readonly message: string }
