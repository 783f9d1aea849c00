import { placeholderFree, virtualUuid } from '@fusioninventory/protocol'
import { type Host, valueOf as ifOk, type Reading } from '../../host/port.ts'
import { boardReads, boards } from '../bios/board.ts'
import { sha1 } from '../hash.ts'
import { once, type Source } from '../probe.ts'
import { type Smbios, smbios, structureOf, swappedUuid } from '../smbios/index.ts'
import {
  initVariable,
  parseDockerId,
  parseEnvId,
  type VirtualSystem,
  virtualReads,
  virtualSystem,
  wslAccount,
  wslReads,
  wslUuid,
} from '../virtual/index.ts'

export interface Identified {
  readonly value: string
  /** The source as a person names it. */
  readonly from: string
}

/** What a server recognises this machine by, and where it comes from. */
export interface Identity {
  readonly system: VirtualSystem
  readonly uuid?: Identified
  readonly serial?: Identified
  /** What was passed over, and why. */
  readonly notes: readonly string[]
}

export const identity = once(async (host: Host): Promise<Identity> => {
  const [table, system] = await Promise.all([smbios(host), virtualSystem(host)])
  const notes: string[] = []
  const firmware = structureOf(table, 1).uuid
  const own = firmware === undefined ? undefined : { value: firmware, from: table.from }
  if (own && system.container)
    notes.push(`UUID ${own.value} is that of the host: passed over in a container (${system.system})`)
  const uuid = system.container ? await containerUuid(host, system, own) : own
  // Another UUID for the same machine would make a server see two.
  const hidden = !system.container && own === undefined && table.denied
  if (hidden) notes.push('the firmware tells its UUID to root only')
  const chosen = uuid ?? (system.system === 'Physical' || hidden ? undefined : await derivedUuid(host))
  const other = !system.container && system.system === 'VMware' && own && swappedUuid(own.value)
  if (other) notes.push(`UUID in the byte order of the hypervisor: ${other}`)
  const serial = await serialOf(host, table, system, chosen, notes)
  return { system, ...(chosen && { uuid: chosen }), ...(serial && { serial }), notes }
})

/** A container has an identity of its own; the hardware is its host's. */
async function containerUuid(
  host: Host,
  { system }: VirtualSystem,
  hardware: Identified | undefined,
): Promise<Identified | undefined> {
  const text = async (file: string): Promise<string | undefined> => ifOk(await host.files.text(file))
  switch (system) {
    case 'Virtuozzo': {
      const id = parseEnvId(await text('/proc/self/status'))
      return hardware && id
        ? { value: `${hardware.value}-${id}`, from: `${hardware.from}, /proc/self/status` }
        : undefined
    }
    case 'Docker': {
      const [cgroup, mounts] = await Promise.all([text('/proc/1/cgroup'), text('/proc/self/mountinfo')])
      const id = parseDockerId(cgroup, mounts)
      return id === undefined
        ? undefined
        : { value: id, from: parseDockerId(cgroup, undefined) ? '/proc/1/cgroup' : '/proc/self/mountinfo' }
    }
    case 'systemd-nspawn': {
      const uuid = (await text('/run/host/container-uuid'))?.trim()
      if (uuid) return { value: uuid, from: '/run/host/container-uuid' }
      const init = initVariable(await text('/proc/1/environ'), 'container_uuid')
      return init === undefined ? undefined : { value: init, from: '/proc/1/environ' }
    }
    case 'WSL': {
      const account = await wslAccount(host)
      return account && { value: await wslUuid(account.sid, account.distribution), from: 'whoami.exe' }
    }
    default:
      return undefined
  }
}

/** SHA-1 of machine id and name: what a host that lists its guests computes for the same guest. */
async function derivedUuid(host: Host): Promise<Identified | undefined> {
  const [id, name] = await Promise.all([host.files.text('/etc/machine-id'), host.files.text('/etc/hostname')])
  const machineId = trimmed(id)
  const hostname = trimmed(name) ?? host.facts.hostname
  if (machineId === undefined || hostname === undefined) return undefined
  return { value: virtualUuid(machineId, hostname, sha1), from: '/etc/machine-id, /etc/hostname' }
}
const trimmed = (reading: Reading<string>): string | undefined => ifOk(reading)?.trim() || undefined

async function serialOf(
  host: Host,
  table: Smbios,
  system: VirtualSystem,
  uuid: Identified | undefined,
  notes: string[],
): Promise<Identified | undefined> {
  const ofSystem = structureOf(table, 1).serial
  const ofChassis = structureOf(table, 3).serial
  const found = ofSystem ?? ofChassis
  if (system.container) {
    if (found) notes.push(`serial number ${found} is that of the host: passed over in a container (${system.system})`)
    return undefined
  }
  if (found) return { value: found, from: ofSystem ? table.from : `${table.from}, chassis` }
  if (system.system === 'VirtualBox' && uuid) return { value: uuid.value.toLowerCase(), from: uuid.from }
  if (table.structures.length > 0) return undefined
  for (const { from, board } of await boards(host)) {
    const value = placeholderFree(board.serial)
    if (value !== undefined) return { value, from }
  }
  return undefined
}

/** All that `identity` may read. */
export const identityReads: readonly Source[] = [
  { file: '/etc/machine-id' },
  { file: '/etc/hostname' },
  { file: '/proc/self/mountinfo' },
  { file: '/run/host/container-uuid' },
  ...virtualReads,
  ...wslReads,
  ...boardReads,
]
