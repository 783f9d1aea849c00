import { find } from '../devices/source.ts'
import { label, version } from './clean-field.ts'
import type { Draft } from './draft.ts'
import type { Firmware, Identity } from './identity.ts'

/** The device's own firmware, then what its modules know of its parts. */
export function firmwaresOf(identity: Omit<Identity, 'firmwares'>, draft: Draft): readonly Firmware[] {
  const { model, firmware, manufacturer } = identity
  const made = manufacturer === undefined ? {} : { MANUFACTURER: manufacturer }
  const found: Firmware[] = []
  if (firmware !== undefined) {
    const date = draft.fromModules(({ firmwareDate }) => firmwareDate, label)
    found.push({
      NAME: model ?? 'device',
      DESCRIPTION: 'device firmware',
      TYPE: 'device',
      ...(date === undefined ? {} : { DATE: date.value }),
      VERSION: firmware,
      ...made,
    })
  }
  const read = draft.answers.reader(draft.known)
  for (const { name, description, type, version: source } of draft.modules.flatMap((one) => one.firmwares ?? [])) {
    const known = find(source, read, version)
    if (known === undefined) continue
    const named = typeof name === 'string' ? name : (find(name, read, label)?.value ?? model ?? 'device')
    found.push({ NAME: named, DESCRIPTION: description, TYPE: type, VERSION: known.value, ...made })
  }
  return found
}
