import type { Document } from '../document.ts'
import type { Identity } from './files.ts'

/** Larger files are read where they are sent, in pieces, so that they are never in memory as a whole. In bytes. */
export const wholeFile: number = 4 * 1024 * 1024

export interface Question {
  readonly id: number
  readonly path: Uint8Array
  readonly check: boolean
  readonly version: boolean
}

/** One of the documents of a file, or what is wrong with it. */
export type ReadPart = { readonly index: number; readonly count: number; readonly warning?: string } & (
  | { readonly document: Document }
  | { readonly problem: string }
)

export type Answer = { readonly id: number } & (
  | { readonly identity: Identity; readonly parts: readonly ReadPart[] }
  | { readonly problem: string }
  | { readonly large: true }
)
