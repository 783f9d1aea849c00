import { virtualUuid } from '@fusioninventory/protocol'
import { type Host, valueOf as ifOk } from '../../host/port.ts'
import { sha1 } from '../hash.ts'

/** The UUID that a container of these gives itself in its own inventory. */
export const derivedUuid = (machineId: string | undefined, name: string | undefined): string | undefined =>
  machineId && name && /^[0-9a-f]{32}$/.test(machineId) ? virtualUuid(machineId, name, sha1) : undefined

const firstLine = (text: string | undefined): string | undefined => text?.split('\n', 1)[0]?.trim() || undefined

/** The same, from the file system of the container; its name is what it calls itself there, else `name`. */
export async function uuidBelow(host: Host, root: string, name?: string): Promise<string | undefined> {
  const [id, own] = await Promise.all([
    host.files.text(`${root}/etc/machine-id`),
    host.files.text(`${root}/etc/hostname`),
  ])
  return derivedUuid(firstLine(ifOk(id)), firstLine(ifOk(own)) ?? name)
}
