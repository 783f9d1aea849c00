import { valueOf as ifOk } from '../../host/port.ts'
import { identity } from '../identity/index.ts'
import { ask, askEach } from './ask.ts'
import type { ReadGuests } from './guest.ts'
import { parseEther, parseVzConf, parseVzlist } from './parse-virtuozzo.ts'

const list = ['vzlist', '--all', '--no-header', '-o', 'hostname,ctid,cpulimit,status,ostemplate'] as const

/** Numbers of containers are unique on one host only: its UUID goes before them, as in the container itself. */
export const read: ReadGuests = async (host, ctx) => {
  const containers = parseVzlist((await ask(host, list)) ?? '')
  if (containers.length === 0) return []
  const { uuid } = await identity(host)
  const details = await askEach(host, ctx, containers, async ({ id, guest }) => {
    const conf = parseVzConf(ifOk(await host.files.text(`/etc/vz/conf/${id}.conf`)) ?? '')
    if (conf.MAC !== undefined || guest.STATUS !== 'running') return conf
    return { ...conf, MAC: parseEther((await ask(host, ['vzctl', 'exec', id, 'ip -0 a'])) ?? '') }
  })
  return containers.map(({ id, guest }, at) => ({
    from: 'vzlist',
    also: [id],
    guest: { ...guest, ...details[at], UUID: uuid && `${uuid.value}-${id}` },
  }))
}
