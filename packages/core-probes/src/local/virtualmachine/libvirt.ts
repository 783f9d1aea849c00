import { type Argv, type Host, valueOf as ifOk } from '../../host/port.ts'
import type { ProbeContext } from '../probe.ts'
import { ask, askEach } from './ask.ts'
import type { Found, ReadGuests } from './guest.ts'
import { homesOf } from './homes.ts'
import { parseDomain, parseVirshList } from './parse-domain.ts'

/** Drivers whose domains are files; each has its persistent ones here and its active ones there. */
const drivers = ['qemu', 'lxc', 'libxl'].map((name) => [`/etc/libvirt/${name}`, `/run/libvirt/${name}`] as const)

/** libvirt's own files, which need no daemon; `virsh` where they may not be read. */
export const read: ReadGuests = async (host, ctx) => {
  const homes = await homesOf(host, ctx)
  const own = homes.map(
    ({ home, owner, uid }) => [`${home}/.config/libvirt/qemu`, `/run/user/${uid}/libvirt/qemu/run`, owner] as const,
  )
  const stores = await Promise.all(
    [...drivers, ...own].map(([config, active, owner]) => readStore(host, config, active, owner)),
  )
  const found = stores.flatMap((guests) => guests ?? [])
  if (stores.slice(0, drivers.length).some((guests) => guests !== undefined)) return found
  const asked = await Promise.all([[], ['-c', 'lxc:///']].map((to) => byVirsh(host, ctx, to)))
  return [...asked.flat(), ...found]
}

/** Undefined where the directory of persistent domains is not there or may not be read. */
async function readStore(host: Host, config: string, active: string, owner?: string): Promise<Found[] | undefined> {
  const kept = await domainsIn(host, config)
  if (!kept) return undefined
  // The state file of an active domain has the whole of it, as it is now.
  const now = (await domainsIn(host, active)) ?? []
  const names = new Set(now.map(({ guest }) => guest.NAME))
  const off = kept
    .filter(({ guest }) => !names.has(guest.NAME))
    .map(({ from, guest }) => ({ from, guest: { ...guest, STATUS: 'off' as const } }))
  return [...now, ...off].map(({ from, guest }) => ({ from, guest: { ...guest, OWNER: owner } }))
}

async function domainsIn(host: Host, dir: string): Promise<Found[] | undefined> {
  const entries = ifOk(await host.files.list(dir))
  const files = entries?.filter(({ type, name }) => type === 'f' && name.endsWith('.xml'))
  const read = files?.map(async ({ name }): Promise<Found[]> => {
    const from = `${dir}/${name}`
    const guest = parseDomain(ifOk(await host.files.text(from)) ?? '')
    return guest ? [{ from, guest }] : []
  })
  return read && (await Promise.all(read)).flat()
}

async function byVirsh(host: Host, ctx: ProbeContext, to: readonly string[]): Promise<Found[]> {
  const virsh = (...words: readonly string[]): Argv => ['virsh', ...to, '--readonly', ...words]
  const guests = parseVirshList((await ask(host, virsh('list', '--all'))) ?? '')
  const details = await askEach(host, ctx, guests, async ({ NAME = '' }) =>
    parseDomain((await ask(host, virsh('dumpxml', NAME))) ?? ''),
  )
  return guests.map((guest, at) => ({ from: 'virsh', guest: { ...details[at], ...guest } }))
}
