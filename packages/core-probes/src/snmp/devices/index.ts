import type { Identity } from '../identify/identity.ts'
import type { SnmpSession } from '../port.ts'
import { Answers } from './answers.ts'
import type { DeviceDocument } from './module.ts'

export { registry } from './registry.ts'

/** What the modules of a device add to its inventory, with FIRMWARES; the document is changed and given back. */
export async function extend(
  session: SnmpSession,
  identity: Identity,
  document: DeviceDocument,
): Promise<DeviceDocument> {
  if (document.FIRMWARES === undefined && identity.firmwares.length > 0) document.FIRMWARES = [...identity.firmwares]
  const extensions = identity.modules.flatMap(({ inventory }) => inventory ?? [])
  if (extensions.length === 0) return document
  const answers = new Answers(session)
  await answers.get(extensions.flatMap(({ needs }) => needs ?? []))
  await answers.walk(extensions.flatMap(({ walks }) => walks ?? []))
  const read = answers.reader(identity)
  for (const { apply } of extensions) apply(read, document)
  return document
}
