import { UsageError } from '@fusioninventory/cli-kit'
import { deviceSchema } from '@fusioninventory/protocol'

/** Not a section: what a server can recognise a device by. */
export const identitySection = 'identity'

/**
 * What `--explain` is asked for: the name of a section, in any case, `identity`, or '' for all.
 * @throws UsageError for a name that no section has
 */
export function sectionAsked(name: string): string {
  if (name.toLowerCase() === identitySection) return identitySection
  const section = name.toUpperCase()
  if (name === '' || Object.hasOwn(deviceSchema, section)) return section
  throw new UsageError(`Value "${name}" invalid for option explain (a section of the document, or identity expected)`)
}
