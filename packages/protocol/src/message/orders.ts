import { listOf, type ReplyMap, textOf } from '../client/reply-map.ts'
import { address, type Tell, teller, text, whole } from './fields.ts'
import { type DiscoveryJob, discoveryJob, type QueryJob, queryJob } from './snmp-jobs.ts'

/** OPTION WAKEONLAN: a machine to wake. */
export interface WakeTarget {
  /** Lower case, two digits a byte. */
  readonly mac: string
  readonly ip?: string
}

/** OPTION REGISTRY: values of the Windows registry that go into the inventory. */
export interface RegistryQuery {
  /** Under which the answer is sent. */
  readonly name: string
  /** 0 CLASSES_ROOT, 1 CURRENT_USER, 2 LOCAL_MACHINE, 3 USERS, 4 CURRENT_CONFIG, 5 DYN_DATA */
  readonly tree: 0 | 1 | 2 | 3 | 4 | 5
  readonly key: string
  /** Name of the value; `*` for all of the key. */
  readonly value: string
}

/** What the OPTION elements of an answer ask for, checked and bounded: the server may be hostile. */
export interface Orders {
  readonly discoveries: readonly DiscoveryJob[]
  readonly queries: readonly QueryJob[]
  readonly wake: readonly WakeTarget[]
  readonly registry: readonly RegistryQuery[]
  /** Names of options that are not for us. */
  readonly ignored: readonly string[]
  /** What was left out, and why: one line each. */
  readonly warnings: readonly string[]
}

interface Draft {
  readonly discoveries: DiscoveryJob[]
  readonly queries: QueryJob[]
  readonly wake: Map<string, WakeTarget>
  readonly registry: RegistryQuery[]
  readonly ignored: Set<string>
}

const most = { jobs: 50, macs: 256, registry: 1000, ignored: 100 }

type Reader = (option: ReplyMap, draft: Draft, tell: Tell) => void

/** By NAME; several options may share one. */
const readers: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['NETDISCOVERY', (option, { discoveries }, tell) => take(discoveries, discoveryJob, option, tell)],
  ['SNMPQUERY', (option, { queries }, tell) => take(queries, queryJob, option, tell)],
  ['WAKEONLAN', wakeTargets],
  ['REGISTRY', registryQueries],
])

export function ordersOf(options: readonly ReplyMap[]): Orders {
  const { tell, warnings } = teller()
  const draft: Draft = { discoveries: [], queries: [], wake: new Map(), registry: [], ignored: new Set() }
  for (const option of options) {
    const name = text(option, 'NAME', 64)
    const reader = name === undefined ? undefined : readers.get(name)
    if (reader !== undefined) reader(option, draft, tell)
    else if (name === undefined) tell('an OPTION without a NAME is ignored')
    else if (draft.ignored.size < most.ignored) draft.ignored.add(name)
  }
  if (draft.wake.size === 0 && options.some((option) => text(option, 'NAME') === 'WAKEONLAN'))
    tell('no mac address defined')
  return { ...draft, wake: [...draft.wake.values()], ignored: [...draft.ignored], warnings }
}

function take<T>(jobs: T[], read: (option: ReplyMap, tell: Tell) => T | undefined, option: ReplyMap, tell: Tell): void {
  const full = jobs.length >= most.jobs
  if (full) tell(`more than ${most.jobs} jobs of one kind, the others are ignored`)
  const job = full ? undefined : read(option, tell)
  if (job !== undefined) jobs.push(job)
}

function wakeTargets(option: ReplyMap, { wake }: Draft, tell: Tell): void {
  for (const param of listOf(option, 'PARAM')) {
    const mac = macOf(text(param, 'MAC', 64))
    const ip = address(param, 'IP')
    if (mac === undefined) tell(`invalid MAC address ${textOf(param, 'MAC')?.slice(0, 64) ?? ''}, skipping`)
    else if (wake.size >= most.macs && !wake.has(mac)) tell(`more than ${most.macs} machines to wake, skipping ${mac}`)
    else if (!wake.has(mac)) wake.set(mac, { mac, ...(ip !== undefined && { ip }) })
  }
}

/** Six bytes of one or two hexadecimal digits. */
function macOf(value: string | undefined): string | undefined {
  const bytes = value?.toLowerCase().split(/[:-]/) ?? []
  return bytes.length === 6 && bytes.every((byte) => /^[0-9a-f]{1,2}$/.test(byte))
    ? bytes.map((byte) => byte.padStart(2, '0')).join(':')
    : undefined
}

function registryQueries(option: ReplyMap, { registry }: Draft, tell: Tell): void {
  for (const param of listOf(option, 'PARAM')) {
    const name = text(param, 'NAME')
    const key = text(param, 'REGKEY', 1024)
    const value = text(param, 'content', 1024)
    const tree = treeOf(whole(param, 'REGTREE', 0, 6))
    if (name === undefined || key === undefined || value === undefined || tree === undefined)
      tell(`registry query ${name ?? 'without a name'} is ignored: it needs NAME, REGKEY, REGTREE 0 to 5 and a value`)
    else if (registry.length >= most.registry) tell(`more than ${most.registry} registry queries, ${name} is ignored`)
    else registry.push({ name, key, value, tree })
  }
}

const treeOf = (tree: number | undefined): RegistryQuery['tree'] | undefined =>
  ([0, 1, 2, 3, 4, 5] as const).find((one) => one === tree)
