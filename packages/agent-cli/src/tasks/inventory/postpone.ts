import {
  type Content,
  type Inventory,
  parsePartial,
  type SectionDigests,
  sectionDigests,
  withoutCategories,
} from '@fusioninventory/protocol'

/** What is sent of an inventory, and what is to be remembered of it. */
export interface Postponed {
  readonly inventory: Inventory
  /** Some sections only. */
  readonly partial: boolean
  /** Of all sections. */
  readonly sections: SectionDigests
  /** How many partial ones have been sent in a row. */
  readonly count: number
}

/** What a server needs to know the machine, and what every inventory tells of itself. */
const always: ReadonlySet<string> = new Set(['BIOS', 'HARDWARE', 'VERSIONCLIENT', 'VERSIONPROVIDER', 'ACCOUNTINFO'])

/** What the server took last. */
export interface Before {
  readonly sections: SectionDigests | undefined
  readonly count: number
}

/**
 * The sections that have changed since the server's last inventory, for `postpone` inventories in a row; then, and where
 * nothing is known of the last one, or a section is gone, all of them. `required`: categories that are always sent.
 */
export function postponed(
  inventory: Inventory,
  before: Before,
  { postpone, required }: { readonly postpone: number; readonly required: readonly string[] },
  digest: (text: string) => string,
): Postponed {
  const sections = sectionDigests(inventory.content, digest)
  const known = before.sections
  const gone = known !== undefined && Object.keys(known).some((name) => !Object.hasOwn(sections, name))
  if (known === undefined || gone || before.count >= postpone) return { inventory, partial: false, sections, count: 0 }
  const needed = required.length === 0 ? {} : withoutCategories(inventory.content, parsePartial(required).disabled)
  const wanted = ([name]: readonly [string, unknown]): boolean =>
    always.has(name) || Object.hasOwn(needed, name) || known[name] !== sections[name]
  const content: Content = Object.fromEntries(Object.entries(inventory.content).filter(wanted))
  return { inventory: { ...inventory, content }, partial: true, sections, count: before.count + 1 }
}
