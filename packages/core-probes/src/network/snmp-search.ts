import type { SnmpCredential } from '@fusioninventory/protocol/message'
import { Agents, type Meeting } from '../snmp/agents.ts'
import type { SessionOptions } from '../snmp/engine.ts'
import type { Identity } from '../snmp/identify/identity.ts'
import { type IdentifyOptions, identify } from '../snmp/identify/index.ts'
import { SnmpError, type SnmpSession } from '../snmp/port.ts'
import { postponed } from '../snmp/postponed.ts'
import { remember } from '../snmp/remember.ts'
import type { Clock, Stop } from './clock.ts'
import type { Door } from './door.ts'
import type { Access, Transport } from './evidence.ts'
import { costOf, type Exchange, type Patience } from './exchange.ts'
import { type Introduced, introduce } from './introduce.ts'
import { type Knocked, SNMP_PORT } from './knock.ts'

/** Opens a session that has not been used yet; rejects with an SnmpError. `before`: what is known of who is asked. */
export type OpenSession = (
  door: Door,
  credential: SnmpCredential,
  before: Pick<SessionOptions, 'roundTrip' | 'answered'>,
) => Promise<SnmpSession>

/** Which credential an address took before. */
export interface KnownAccess {
  readonly credential: string
  readonly version: '1' | '2c' | '3'
}

export interface SnmpSearchOptions {
  readonly knock: Exchange<Knocked>
  readonly open: OpenSession
  readonly credentials: readonly SnmpCredential[]
  /** Empty: those of each credential, or else 161. */
  readonly ports: readonly number[]
  /** Empty: those of each credential, or else UDP. */
  readonly transports: readonly Transport[]
  readonly patience: Patience
  readonly clock: Clock
  readonly stop: Stop
  /** Milliseconds between two credentials for one device, for those that lock or report who tries. */
  readonly delayMs?: number
  /** How devices are told apart. */
  readonly identify?: IdentifyOptions
  /** Limits sessions at one time. */
  readonly sessions: <T>(work: () => Promise<T>) => Promise<T>
}

/** A device that let itself be asked; whoever gets it closes the session. */
export interface Reached {
  readonly access: Access
  readonly identity: Identity
  readonly session: SnmpSession
}

/** One thing that was tried, for people; no secret in it. */
export type Trace = (method: string, what: string) => void

/**
 * Looks for the first credential that a device takes: per transport, per port, the one it took before, then SNMPv3, 2c and
 * 1. One packet says whether anybody takes it; only then is a session opened. To who took an SNMPv3 user before no
 * community is ever sent, for whoever answers there now would read it.
 */
export function snmpSearch(options: SnmpSearchOptions) {
  const ordered = [...options.credentials].sort((a, b) => rank(a) - rank(b))
  const agents = new Agents(() => options.clock.now())
  return async (address: string, known: KnownAccess | undefined, trace: Trace): Promise<Reached | undefined> => {
    const credentials = chosen(ordered, known)
    for (const door of doorsOf(address, credentials, options)) {
      const reached = await atDoor(door, credentials, { ...options, agents }, trace)
      if (reached) return reached
    }
    return undefined
  }
}

interface SearchState extends SnmpSearchOptions {
  readonly agents: Agents
}

const all: readonly Transport[] = ['udp/ipv4', 'udp/ipv6', 'tcp/ipv4', 'tcp/ipv6']

const portsOf = ({ ports }: SnmpCredential, options: SnmpSearchOptions): readonly number[] =>
  options.ports.length > 0 ? options.ports : ports.length > 0 ? ports : [SNMP_PORT]

const transportsOf = ({ protocols }: SnmpCredential, { transports }: SnmpSearchOptions): readonly Transport[] =>
  transports.length > 0 ? transports : protocols.length > 0 ? protocols : ['udp/ipv4', 'udp/ipv6']

/** Per transport, per port. */
function doorsOf(address: string, credentials: readonly SnmpCredential[], options: SnmpSearchOptions): readonly Door[] {
  const family = address.includes(':') ? 'ipv6' : 'ipv4'
  const wanted = new Set(credentials.flatMap((one) => transportsOf(one, options)))
  const ports = [...new Set(credentials.flatMap((one) => portsOf(one, options)))]
  return all
    .filter((transport) => transport.endsWith(family) && wanted.has(transport))
    .flatMap((transport) => ports.map((port) => ({ address, port, transport })))
}

/** The safest first. */
const rank = ({ version }: SnmpCredential): number => (version === '3' ? 0 : version === '2c' ? 1 : 2)

function chosen(ordered: readonly SnmpCredential[], known: KnownAccess | undefined): readonly SnmpCredential[] {
  if (known === undefined) return ordered
  const allowed = known.version === '3' ? ordered.filter(({ version }) => version === '3') : ordered
  const is = ({ id, version }: SnmpCredential): boolean => id === known.credential && version === known.version
  return [...allowed.filter(is), ...allowed.filter((one) => !is(one))]
}

async function atDoor(
  door: Door,
  credentials: readonly SnmpCredential[],
  options: SearchState,
  trace: Trace,
): Promise<Reached | undefined> {
  const { knock, patience, clock, stop, delayMs = 0 } = options
  let engine: Promise<Introduced> | undefined
  let first = true
  for (const credential of credentials) {
    if (!fits(credential, door, options)) continue
    if (!first && delayMs > 0) await clock.sleep(delayMs, stop)
    if (stop.stopped) return undefined
    first = false
    let answered: Known = {}
    const name = `credential ${credential.id} (v${credential.version}), port ${door.port}`
    if (door.transport.startsWith('udp')) {
      const introduced = (credential.version === '3' && engine) || introduce(knock, door, credential, patience)
      if (credential.version === '3') engine = introduced
      const { first: answer, said, between } = await introduced
      const { state, tries, ms, from } = answer
      if (state !== 'answer') {
        const whose = from === undefined ? '' : ` ${from}`
        trace('snmp', `${name}: ${silence[state]}${whose} (${costOf(answer)})`)
        // No way there, for no credential.
        if (state === 'unreachable' || state === 'stopped') return undefined
        continue
      }
      if (from !== undefined) trace('snmp', `${name}: answered from ${from}`)
      answered = {
        // An answer to one of several says nothing (Karn's rule).
        ...(tries === 1 && { roundTrip: ms }),
        ...(said.size > 0 && { said }),
        ...(between && { between }),
      }
    }
    const reached = await options.sessions(() => asked(door, credential, options, trace, name, answered))
    if (reached) return reached
  }
  return undefined
}

const silence = {
  silent: 'no answer',
  foreign: 'answered from another address, which is not taken:',
  unreachable: 'the system has no way there',
  refused: 'nobody listens',
  stopped: 'stopped',
} as const

const fits = (credential: SnmpCredential, { port, transport }: Door, options: SnmpSearchOptions): boolean =>
  portsOf(credential, options).includes(port) && transportsOf(credential, options).includes(transport)

/** What is known before a session is opened. */
interface Known extends Partial<Pick<Introduced, 'said' | 'between'>> {
  /** Milliseconds. */
  readonly roundTrip?: number
}

async function asked(
  door: Door,
  credential: SnmpCredential,
  { open, identify: how, agents }: SearchState,
  trace: Trace,
  name: string,
  { roundTrip, said, between }: Known,
): Promise<Reached | undefined> {
  // sysDescr alone is too little to live on: what then gets no answer is no device, but a miss.
  const before = { ...(roundTrip !== undefined && { roundTrip }), answered: between !== undefined }
  const session = remember(
    postponed(door.address, () => open(door, credential, before)),
    said,
  )
  let meeting: Meeting | undefined
  try {
    meeting = await agents.meet(
      session,
      `${credential.id} ${credential.version} ${door.transport} ${door.port}`,
      between,
    )
    if (meeting.before !== undefined)
      trace('snmp', `${name}: the agent that was met at ${meeting.before}, not asked again what it said`)
    const identity = meeting.identity ?? (await identify(session, how))
    meeting.done(identity)
    const { requests } = session.stats
    trace(
      'snmp',
      `${name}: ${identity.name ?? identity.description ?? 'a device'} (${requests} requests to identify it)`,
    )
    const { address: _, ...where } = door
    return { session, identity, access: { credential: credential.id, version: credential.version, ...where } }
  } catch (error) {
    meeting?.done()
    session.close()
    if (!(error instanceof SnmpError)) throw error
    trace('snmp', `${name}: ${error.message}`)
    return undefined
  }
}
