import type { ContentOf, Schema } from './kinds.ts'
import { components } from './sections/components.ts'
import { network } from './sections/network.ts'
import { peripherals } from './sections/peripherals.ts'
import { software } from './sections/software.ts'
import { storage } from './sections/storage.ts'
import { system } from './sections/system.ts'
import { technical } from './sections/technical.ts'
import { users } from './sections/users.ts'

/**
 * The inventory: all sections and fields. From it come the types, the admission of values, the order of XML,
 * the mapping to JSON and the reference page.
 */
export const schema = {
  ...system,
  ...components,
  ...peripherals,
  ...storage,
  ...network,
  ...software,
  ...users,
  ...technical,
} as const satisfies Schema

export type SectionName = keyof typeof schema

/** All that an inventory says: a list section is an array of entries, a single one an object (VERSIONCLIENT a text). */
export type Content = ContentOf<typeof schema>

export interface Inventory {
  /** Identity of the machine for the server. */
  readonly deviceid: string
  readonly content: Content
  /** Free text by which an administrator sorts machines. */
  readonly tag?: string
}
