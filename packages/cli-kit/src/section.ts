import { UsageError } from './exit.ts'

/**
 * The section of `document` that `--explain` is asked for, its name in any case; '' is all of them.
 * @throws UsageError for a name that no section has
 */
export function sectionNamed(name: string, sections: object, document: string): string {
  const section = name.toUpperCase()
  if (name === '' || Object.hasOwn(sections, section)) return section
  throw new UsageError(
    `Value "${name}" invalid for option explain (a section of the ${document}, or identity expected)`,
  )
}
