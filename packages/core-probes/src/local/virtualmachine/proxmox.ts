import { type Host, valueOf as ifOk } from '../../host/port.ts'
import { ask, askEach } from './ask.ts'
import type { Found, Guest, ReadGuests } from './guest.ts'
import { uuidBelow } from './identity.ts'
import { lxcInfo, runningContainers } from './lxc-state.ts'
import { parsePctConf, parsePctList, parseQmConf } from './parse-proxmox.ts'
import { hostCpus } from './processors.ts'

/** The configuration of this node; `pct` where that may not be read. Virtual machines are processes then. */
export const read: ReadGuests = async (host, ctx) => {
  const [machines, containers] = await Promise.all([
    configsIn(host, '/etc/pve/qemu-server', parseQmConf),
    configsIn(host, '/etc/pve/lxc', parsePctConf),
  ])
  const active = containers?.length ? await runningContainers(host) : undefined
  const guests = await Promise.all([
    ...(machines ?? []).map(async ({ from, guest }): Promise<Found> => {
      const pid = await host.files.stat(`/run/qemu-server/${guest.VMID}.pid`)
      return { from, also: [`qemu/${guest.VMID}`], guest: { ...guest, STATUS: pid.state === 'ok' ? 'running' : 'off' } }
    }),
    ...(containers ?? []).map(async ({ from, guest }): Promise<Found> => {
      const id = String(guest.VMID)
      const STATUS = active?.get(id) ?? (active ? 'off' : undefined)
      const UUID = await uuidBelow(host, `/var/lib/lxc/${id}/rootfs`, guest.NAME)
      return {
        from,
        also: [`lxc/${id}`],
        guest: { ...guest, STATUS, UUID, VCPU: guest.VCPU ?? (await hostCpus(host)) },
      }
    }),
  ])
  if (containers) return guests
  const listed = parsePctList((await ask(host, ['pct', 'list'])) ?? '')
  const details = await askEach(host, ctx, listed, ({ id }) => lxcInfo(host, id))
  const named = listed.map(({ id, running, name }, at): Found => {
    const STATUS = running ? ('running' as const) : ('off' as const)
    return {
      from: 'pct',
      also: [`lxc/${id}`],
      guest: { VMTYPE: 'lxc', ...details[at], NAME: name, STATUS, VMID: id, SUBSYSTEM: 'proxmox' },
    }
  })
  return [...guests, ...named]
}

async function configsIn(
  host: Host,
  dir: string,
  parse: (text: string, id: string) => Guest | undefined,
): Promise<Found[] | undefined> {
  const entries = ifOk(await host.files.list(dir))
  if (!entries) return undefined
  const read = entries
    .filter(({ name }) => /^\d{1,9}\.conf$/.test(name))
    .map(async ({ name }): Promise<Found[]> => {
      const from = `${dir}/${name}`
      const text = ifOk(await host.files.text(from))
      const guest = text === undefined ? undefined : parse(text, name.slice(0, -5))
      return guest ? [{ from, guest }] : []
    })
  return (await Promise.all(read)).flat()
}
