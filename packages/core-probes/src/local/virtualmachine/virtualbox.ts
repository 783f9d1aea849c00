import { type Host, valueOf as ifOk } from '../../host/port.ts'
import { processTable } from '../process/table.ts'
import { ask } from './ask.ts'
import type { Found, ReadGuests } from './guest.ts'
import { type Home, homesOf } from './homes.ts'
import { parseRegistry, parseVBoxManage, parseVbox } from './parse-virtualbox.ts'

/** The files of each user, which start no service of theirs; the program where we have none. */
export const read: ReadGuests = async (host, ctx) => {
  const homes = await homesOf(host, ctx)
  const found = await Promise.all(homes.map((home) => readHome(host, home)))
  const own = homes.findIndex(({ owner }) => owner === undefined)
  const guests = found.flatMap((ofHome) => ofHome ?? [])
  if (found[own]) return guests
  const listed = parseVBoxManage((await ask(host, ['VBoxManage', '-nologo', 'list', '--long', 'vms'])) ?? '')
  return [...listed.map((guest) => ({ from: 'VBoxManage', guest })), ...guests]
}

async function readHome(host: Host, { home, owner }: Home): Promise<Found[] | undefined> {
  const dir = `${home}/.config/VirtualBox`
  const registry = ifOk(await host.files.text(`${dir}/VirtualBox.xml`))
  if (registry === undefined) return undefined
  const running = await runningIds(host)
  const guests = parseRegistry(registry).map(async (src): Promise<Found[]> => {
    const from = src.startsWith('/') ? src : `${dir}/${src}`
    const guest = parseVbox(ifOk(await host.files.text(from)) ?? '')
    const alive = running.has(String(guest?.UUID).toLowerCase())
    return guest ? [{ from, guest: { ...guest, OWNER: owner, ...(alive && { STATUS: 'running' }) } }] : []
  })
  return (await Promise.all(guests)).flat()
}

/** A machine that runs is a process that was started for it. */
async function runningIds(host: Host): Promise<ReadonlySet<string>> {
  const table = await processTable(host)
  const ids = table.map(({ cmdline }) => /\0--?startvm\0\{?([0-9a-f-]{36})/i.exec(cmdline)?.[1]?.toLowerCase() ?? '')
  return new Set(ids.filter((id) => id !== ''))
}
