import type { AddressRange, Agenda, DiscoveryJob, QueryJob, SnmpDevice } from '@fusioninventory/protocol/message'
import { installed } from '../tasks/catalog.ts'
import type { Hours, Policy } from './parse-policy.ts'
import { isWithin, parseRange, sizeOf } from './ranges.ts'

/** Something that a server asked for and does not get. */
export interface Refusal {
  /** Title of the task. */
  readonly task: 'Inventory' | 'NetDiscovery' | 'NetInventory' | 'WakeOnLan'
  /** What is refused: `10.0.0.0 to 10.0.0.255`, `the whole job`. */
  readonly what: string
  readonly reason: string
  /** Of the server's job. */
  readonly pid?: string
  /** Nothing is left of that job. */
  readonly whole: boolean
  /** Devices that are not asked, as the server knows them. */
  readonly devices?: readonly Pick<SnmpDevice, 'id' | 'ip' | 'type' | 'pid'>[]
}

export interface Circumstances {
  /** Minutes since midnight, local time. */
  readonly minute: number
  /** Addresses and devices of this server in the last hour. */
  readonly scanned: number
}

export interface Allowed {
  readonly agenda: Agenda
  readonly refusals: readonly Refusal[]
  /** Addresses and devices that are left to be asked. */
  readonly addresses: number
}

const here: ReadonlySet<string> = new Set(installed.map(({ name }) => name))

const isOpen = (hours: readonly Hours[] | undefined, minute: number): boolean =>
  hours === undefined ||
  hours.some(({ from, to }) => (from < to ? from <= minute && minute < to : minute >= from || minute < to))

/** What of a server's wishes is to be done, and what is not. */
export function applyPolicy(agenda: Agenda, policy: Policy, { minute, scanned }: Circumstances): Allowed {
  const refusals: Refusal[] = []
  const budget = { left: Math.min(policy.addresses, policy.rate > 0 ? Math.max(0, policy.rate - scanned) : Infinity) }
  const before = budget.left
  /** Why nothing at all of a task is done. */
  const closed = (task: string, network: boolean): string | undefined => {
    if (policy.tasks !== undefined && !policy.tasks.has(task)) return 'the policy of this machine does not allow it'
    if (!here.has(task)) return 'the task is not installed'
    if (network && !isOpen(policy.hours, minute)) return 'the policy of this machine does not allow it at this hour'
    return undefined
  }
  const { orders } = agenda
  const noInventory = agenda.inventory ? closed('inventory', false) : undefined
  if (noInventory !== undefined)
    refusals.push({ task: 'Inventory', what: 'an inventory', reason: noInventory, whole: true })
  const noDiscovery = closed('netdiscovery', true)
  const noQuery = closed('netinventory', true)
  const noWake = orders.wake.length > 0 ? closed('wakeonlan', false) : undefined
  const wake = noWake === undefined ? orders.wake.slice(0, policy.machines) : []
  if (wake.length < orders.wake.length)
    refusals.push({
      task: 'WakeOnLan',
      what: `${orders.wake.length - wake.length} machines to be woken`,
      reason: noWake ?? `the policy of this machine allows ${policy.machines} at most`,
      whole: wake.length === 0,
    })
  const limits = { policy, budget, refusals }
  const discoveries = orders.discoveries.flatMap((job) => allowedDiscovery(job, noDiscovery, limits))
  const queries = orders.queries.flatMap((job) => allowedQuery(job, noQuery, limits))
  return {
    agenda: {
      ...agenda,
      inventory: agenda.inventory && noInventory === undefined,
      orders: { ...orders, wake, discoveries, queries },
    },
    refusals,
    addresses: Number.isFinite(before) ? before - budget.left : 0,
  }
}

interface Bounds {
  readonly policy: Policy
  readonly budget: { left: number }
  readonly refusals: Refusal[]
}

const everywhere = 'the policy of this machine does not allow these addresses'
const tooMany = 'more addresses than the policy of this machine allows'

/** Why so many addresses from one to another are not asked; undefined where they are, and then they count. */
function refusedRange(start: string, end: string, { policy, budget }: Bounds): string | undefined {
  const range = parseRange(`${start}-${end}`)
  if (range === undefined) return 'no range of addresses'
  if (policy.ranges !== undefined && !isWithin(range, policy.ranges)) return everywhere
  if (sizeOf(range) > budget.left) return tooMany
  budget.left -= sizeOf(range)
  return undefined
}

const credentialsOf = ({ credentials }: DiscoveryJob | QueryJob, { policy }: Bounds) =>
  policy.credentials ? credentials.filter(({ version }) => policy.versions?.has(version) ?? true) : []

function allowedDiscovery(job: DiscoveryJob, closed: string | undefined, bounds: Bounds): readonly DiscoveryJob[] {
  const refused: (readonly [AddressRange, string])[] = []
  const ranges = job.ranges.filter((range) => {
    const reason = closed ?? refusedRange(range.start, range.end, bounds)
    if (reason !== undefined) refused.push([range, reason])
    return reason === undefined
  })
  for (const [at, [{ start, end }, reason]] of refused.entries())
    bounds.refusals.push({
      task: 'NetDiscovery',
      what: `${start} to ${end}`,
      reason,
      pid: job.pid,
      whole: ranges.length === 0 && at === refused.length - 1,
    })
  const threads = Math.min(job.threads, bounds.policy.threads)
  return ranges.length === 0 ? [] : [{ ...job, ranges, threads, credentials: credentialsOf(job, bounds) }]
}

function allowedQuery(job: QueryJob, closed: string | undefined, bounds: Bounds): readonly QueryJob[] {
  const credentials = credentialsOf(job, bounds)
  const refused = new Map<string, SnmpDevice[]>()
  const devices = job.devices.filter((device) => {
    const reason =
      closed ??
      (credentials.length === 0 && job.credentials.length > 0
        ? "the policy of this machine does not allow the server's credentials"
        : refusedRange(device.ip, device.ip, bounds))
    if (reason !== undefined) refused.set(reason, [...(refused.get(reason) ?? []), device])
    return reason === undefined
  })
  let left = refused.size
  for (const [reason, all] of refused) {
    left--
    const [{ ip } = { ip: '' }] = all
    bounds.refusals.push({
      task: 'NetInventory',
      what: all.length > 1 ? `${all.length} devices, the first of them ${ip}` : ip,
      reason,
      ...(job.pid !== undefined && { pid: job.pid }),
      whole: devices.length === 0 && left === 0,
      devices: all,
    })
  }
  const threads = Math.min(job.threads, bounds.policy.threads)
  return devices.length === 0 ? [] : [{ ...job, devices, threads, credentials }]
}
