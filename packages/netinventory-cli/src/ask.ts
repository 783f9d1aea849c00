import {
  type DeviceModule,
  describe,
  type Identity,
  identify,
  remember,
  SnmpError,
  type SnmpSession,
} from '@fusioninventory/core-probes/snmp'
import type { SnmpCredential } from '@fusioninventory/protocol'
import type { OpenDevice, Patience } from './sessions.ts'
import type { Target } from './target.ts'

/** A device that answered, or why it did not. */
export type Answer = {
  readonly target: Target
  readonly ms: number
  /** Credentials that it did not answer to, and how; one line each, for people. */
  readonly tried: readonly string[]
  /** What the caller should know of the result. */
  readonly remarks: readonly string[]
} & (
  | { readonly device: Readonly<Record<string, unknown>>; readonly identity: Identity; readonly requests: number }
  | { readonly error: string }
)

export interface AskOptions extends Patience {
  readonly open: OpenDevice
  readonly credentials: readonly SnmpCredential[]
  /** Sees the session before anything is asked; what it returns is asked instead. */
  readonly watch?: (session: SnmpSession, target: Target) => SnmpSession
  /** UPS and PDU are POWER; without it they are NETWORKING, since old servers do not know the other. */
  readonly power?: boolean
  /** Devices of the user's own, looked at before those that are built in. */
  readonly devices?: readonly DeviceModule[]
  readonly now: () => number
}

/** Longer than its budget no device is waited for, however its session takes it. */
const graceMs = 5000

/**
 * Describes one device, by the first credential that it answers to. Never rejects, but for the signal.
 */
export async function askDevice(target: Target, options: AskOptions): Promise<Answer> {
  const began = options.now()
  const [tried, remarks]: [string[], string[]] = [[], []]
  const done = { target, tried, remarks, ms: 0 }
  const passed = (): number => Math.round(options.now() - began)
  try {
    const { session, identity } = await reach(target, options, tried)
    try {
      const work = describe(session, identity)
      const device = named(target, identity, await within(work, options, target), remarks)
      return { ...done, device, identity, requests: session.stats.requests, ms: passed() }
    } finally {
      session.close()
    }
  } catch (error) {
    options.signal.throwIfAborted()
    return { ...done, error: messageOf(target, error), ms: passed() }
  }
}

interface Reached {
  readonly session: SnmpSession
  readonly identity: Identity
}

/** The first credential that it answers to, and what it is. Rejects with the error of the one that came furthest. */
async function reach(target: Target, options: AskOptions, tried: string[]): Promise<Reached> {
  const { credentials = options.credentials } = target
  const failures: unknown[] = []
  for (const credential of credentials) {
    options.signal.throwIfAborted()
    try {
      return await reachBy(target, credential, options)
    } catch (error) {
      failures.push(error)
      // A recording is the same for any credential.
      if (!(error instanceof SnmpError) || target.file !== undefined) throw error
      tried.push(`${wordsFor(credential, target)}: ${error.message}`)
    }
  }
  // It is there, and refuses: that tells more than silence.
  throw (
    failures.find((error) => error instanceof SnmpError && error.code === 'authentication') ??
    failures[0] ??
    none(target)
  )
}

const none = ({ host }: Target): SnmpError => new SnmpError('unusable', `no credential for host ${host}`)

async function reachBy(target: Target, credential: SnmpCredential, options: AskOptions): Promise<Reached> {
  const { watch = (one: SnmpSession) => one } = options
  const session = remember(watch(await options.open(target, credential, options), target))
  try {
    const { power = false, devices = [] } = options
    return { session, identity: await within(identify(session, { power, devices }), options, target) }
  } catch (error) {
    session.close()
    throw error
  }
}

/** What was tried, without what is secret: `SNMP v3 as joe, udp port 161`. */
function wordsFor({ version, username, id }: SnmpCredential, { port = 161, transport }: Target): string {
  const who = version === '3' && username !== undefined ? ` as ${username}` : ''
  return `credential ${id} (SNMP v${version}${who}), ${transport ?? 'udp'} port ${port}`
}

/** A device has its budget; a session that does not keep to it is left. */
async function within<T>(work: Promise<T>, { budgetMs, signal }: Patience, { host }: Target): Promise<T> {
  let end = (): void => undefined
  const limit = new Promise<never>((_, reject) => {
    const late = (): void =>
      reject(
        new SnmpError('no-response', `host ${host} did not come to an end within ${Math.round(budgetMs / 1000)} s`),
      )
    const timer = setTimeout(late, budgetMs + graceMs)
    const stop = (): void => reject(signal.reason)
    signal.addEventListener('abort', stop, { once: true })
    end = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', stop)
    }
    if (signal.aborted) stop()
  })
  try {
    return await Promise.race([work, limit])
  } finally {
    end()
  }
}

/** Servers refuse a device without a type, so one that is not known is said to be so. */
function named(
  target: Target,
  { type }: Identity,
  device: Readonly<Record<string, unknown>>,
  remarks: string[],
): Readonly<Record<string, unknown>> {
  const info = typeof device.INFO === 'object' ? device.INFO : {}
  if (target.type === undefined && type === undefined)
    remarks.push('nothing tells what kind of device it is, so it is UNMANAGED')
  return { ...device, INFO: { ...info, ID: target.id, TYPE: target.type ?? type ?? 'UNMANAGED' } }
}

/** In the words of the document. */
function messageOf({ file }: Target, error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  if (!(error instanceof SnmpError)) return `device could not be described: ${text}`
  return `SNMP ${file === undefined ? 'communication' : 'emulation'} error: ${text}`
}
