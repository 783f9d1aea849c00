import { type Host, valueOf as ifOk } from '../../host/port.ts'
import type { ProbeContext } from '../probe.ts'
import { ask, askEach } from './ask.ts'
import type { Found, ReadGuests, Status } from './guest.ts'
import { homesOf } from './homes.ts'
import { parseLibrary, parseVmPaths, parseVmState, parseVmx } from './parse-vmware.ts'

/** Workstation, Player and Server; the console of old ESX hosts. */
export const read: ReadGuests = async (host, ctx) => [...(await workstation(host, ctx)), ...(await console(host, ctx))]

/** What `vmrun` tells runs; the others of the users' libraries do not. */
async function workstation(host: Host, ctx: ProbeContext): Promise<Found[]> {
  const running = new Set(parseVmPaths((await ask(host, ['vmrun', 'list'])) ?? ''))
  const libraries = await Promise.all(
    (await homesOf(host, ctx)).map(async ({ home, owner }) => {
      const paths = parseLibrary(ifOk(await host.files.text(`${home}/.vmware/inventory.vmls`)) ?? '')
      return paths.map((path) => [path, owner] as const)
    }),
  )
  const owners = new Map(libraries.flat())
  const found = [...new Set([...running, ...owners.keys()])].map((path) =>
    machine(host, path, 'VMware Workstation', running.has(path) ? 'running' : 'off', owners.get(path)),
  )
  return (await Promise.all(found)).flat()
}

async function console(host: Host, ctx: ProbeContext): Promise<Found[]> {
  const paths = parseVmPaths((await ask(host, ['vmware-cmd', '-l'])) ?? '')
  const found = await askEach(host, ctx, paths, async (path) => {
    const status = parseVmState((await ask(host, ['vmware-cmd', path, 'getstate'])) ?? '')
    return machine(host, path, 'VmWareESX', status)
  })
  return found.flatMap((guests) => guests ?? [])
}

async function machine(
  host: Host,
  from: string,
  SUBSYSTEM: string,
  STATUS: Status | undefined,
  OWNER?: string,
): Promise<Found[]> {
  const guest = parseVmx(ifOk(await host.files.text(from)) ?? '')
  return guest ? [{ from, guest: { ...guest, STATUS, SUBSYSTEM, OWNER } }] : []
}
