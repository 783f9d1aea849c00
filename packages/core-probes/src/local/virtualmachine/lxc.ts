import { type Host, valueOf as ifOk } from '../../host/port.ts'
import { ask, askEach } from './ask.ts'
import type { Found, Guest, ReadGuests } from './guest.ts'
import { homesOf } from './homes.ts'
import { derivedUuid, uuidBelow } from './identity.ts'
import { lxcInfo, runningContainers } from './lxc-state.ts'
import { parsePairs } from './parse-amount.ts'
import { parseLxcConfig } from './parse-lxc.ts'
import { hostCpus } from './processors.ts'

/** Configurations of containers; `lxc-ls` and `lxc-info` where they may not be read. */
export const read: ReadGuests = async (host, ctx) => {
  const settings = parsePairs(ifOk(await host.files.text('/etc/lxc/lxc.conf')) ?? '', '=')
  const homes = await homesOf(host, ctx)
  const stores = await Promise.all([
    readStore(host, settings.get('lxc.lxcpath') || '/var/lib/lxc'),
    ...homes.map(({ home, owner }) => readStore(host, `${home}/.local/share/lxc`, owner)),
  ])
  const found = stores.flatMap((guests) => guests ?? [])
  if (stores[0]) return found
  const names = ((await ask(host, ['lxc-ls', '-1'])) ?? '').split('\n').map((line) => line.trim())
  const asked = await askEach(
    host,
    ctx,
    names.filter((name) => name !== ''),
    async (name): Promise<Found> => {
      const { rootfs, ...guest } = await lxcInfo(host, name)
      const UUID =
        guest.STATUS === 'off' ? rootfs && (await uuidBelow(host, rootfs, name)) : await uuidInside(host, name)
      return entry(host, 'lxc-info', name, { ...guest, UUID })
    },
  )
  return [...asked.filter((one) => one !== undefined), ...found]
}

/** Undefined where there is no such directory, or no right to read it. */
async function readStore(host: Host, dir: string, owner?: string): Promise<Found[] | undefined> {
  const entries = ifOk(await host.files.list(dir))
  if (!entries) return undefined
  const running = await runningContainers(host)
  const read = entries
    .filter(({ type }) => type === 'd')
    .map(async ({ name }): Promise<Found[]> => {
      const text = ifOk(await host.files.text(`${dir}/${name}/config`))
      if (text === undefined) return []
      const { guest, rootfs } = parseLxcConfig(text)
      const STATUS = running?.get(name) ?? 'off'
      const UUID = await uuidBelow(host, rootfs ?? `${dir}/${name}/rootfs`, guest.NAME ?? name)
      return [await entry(host, `${dir}/${name}/config`, name, { ...guest, STATUS, UUID, OWNER: owner })]
    })
  return (await Promise.all(read)).flat()
}

const entry = async (host: Host, from: string, name: string, guest: Guest): Promise<Found> => ({
  from,
  also: [`lxc/${name}`],
  guest: { ...guest, NAME: guest.NAME ?? name, VCPU: guest.VCPU ?? (await hostCpus(host)) },
})

async function uuidInside(host: Host, name: string): Promise<string | undefined> {
  const [id, hostname] = await Promise.all(
    ['/etc/machine-id', '/etc/hostname'].map((file) => ask(host, ['lxc-attach', '-n', name, '--', '/bin/cat', file])),
  )
  return derivedUuid(id?.trim(), hostname?.trim() || name)
}
