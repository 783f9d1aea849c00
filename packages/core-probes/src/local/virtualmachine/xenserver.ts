import { ask, askEach } from './ask.ts'
import type { ReadGuests } from './guest.ts'
import { parseXeList, parseXeParams } from './parse-xe.ts'

export const read: ReadGuests = async (host, ctx) => {
  const uuids = parseXeList((await ask(host, ['xe', 'vm-list'])) ?? '')
  const details = await askEach(host, ctx, uuids, async (uuid) =>
    parseXeParams((await ask(host, ['xe', 'vm-param-list', `uuid=${uuid}`])) ?? ''),
  )
  return uuids.flatMap((UUID, at) => {
    const guest = details[at]
    return guest ? [{ from: 'xe', guest: { ...guest, UUID, SUBSYSTEM: 'xe', VMTYPE: 'xen' } }] : []
  })
}
