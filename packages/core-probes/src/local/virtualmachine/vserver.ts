import { valueOf as ifOk } from '../../host/port.ts'
import { ask, askEach } from './ask.ts'
import type { ReadGuests } from './guest.ts'
import { parseVserverInfo, parseVserverStatus } from './parse-vserver.ts'

export const read: ReadGuests = async (host, ctx) => {
  const { dir = '/etc/vservers', version } = parseVserverInfo((await ask(host, ['vserver-info'])) ?? '')
  const entries = ifOk(await host.files.list(dir)) ?? []
  const names = entries.filter(({ type, name }) => type === 'd' && !name.startsWith('.')).map(({ name }) => name)
  const states = await askEach(host, ctx, names, async (name) =>
    parseVserverStatus((await ask(host, ['vserver', name, 'status'])) ?? ''),
  )
  return names.map((NAME, at) => ({
    from: `${dir}/${NAME}`,
    guest: { NAME, STATUS: states[at], SUBSYSTEM: version, VMTYPE: 'vserver' },
  }))
}
