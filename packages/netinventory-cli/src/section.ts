import { sectionNamed } from '@fusioninventory/cli-kit'
import { deviceSchema } from '@fusioninventory/protocol'

/** Not a section: what a server can recognise a device by. */
export const identitySection = 'identity'

/**
 * What `--explain` is asked for: the name of a section, in any case, `identity`, or '' for all.
 * @throws UsageError for a name that no section has
 */
export const sectionAsked = (name: string): string =>
  name.toLowerCase() === identitySection ? identitySection : sectionNamed(name, deviceSchema, 'document')
