import { listOf, type ReplyMap } from '../client/reply-map.ts'
import { addressValue } from '../model/address.ts'
import { credentialsOf, type SnmpCredential } from './credentials.ts'
import { address, id, ports, protocols, type SnmpTransport, type Tell, text, whole } from './fields.ts'

interface Job {
  /** Of the server's job: goes back as PROCESSNUMBER. */
  readonly pid?: string
  /** 1 to 256. */
  readonly threads: number
  /** Seconds for one SNMP request, 1 to 3600. */
  readonly timeout: number
  readonly credentials: readonly SnmpCredential[]
}

export interface AddressRange {
  readonly id?: string
  /** Both included; of one family, and in order. */
  readonly start: string
  readonly end: string
  readonly entity?: string
  readonly ports: readonly number[]
  readonly protocols: readonly SnmpTransport[]
}

/** OPTION NETDISCOVERY. */
export interface DiscoveryJob extends Job {
  readonly pid: string
  readonly ranges: readonly AddressRange[]
}

export interface SnmpDevice {
  readonly id?: string
  readonly ip: string
  readonly type?: string
  /** Which credential; it may name none of those that are there. */
  readonly credential?: string
  /** Its own job's. */
  readonly pid?: string
  readonly ports: readonly number[]
  readonly protocols: readonly SnmpTransport[]
}

/** OPTION SNMPQUERY. */
export interface QueryJob extends Job {
  readonly devices: readonly SnmpDevice[]
}

/** Addresses or devices of one job: a server has no say over more. */
const most = 65_536

function parametersOf(param: ReplyMap, threads: string): Omit<Job, 'credentials'> {
  const pid = id(param, 'PID')
  return {
    ...(pid !== undefined && { pid }),
    threads: whole(param, threads, 1, 256) ?? 1,
    timeout: whole(param, 'TIMEOUT', 1, 3600) ?? 60,
  }
}

/** The job, or undefined where there is nothing that could be done; why is told in the words of the old agent. */
export function discoveryJob(option: ReplyMap, tell: Tell): DiscoveryJob | undefined {
  const found = listOf(option, 'RANGEIP')
  const [param] = listOf(option, 'PARAM')
  if (found.length === 0) return none(tell, 'invalid job: no IP range defined')
  if (found.length > most) tell(`more than ${most} ranges in a job, the others are ignored`)
  let addresses = 0n
  const ranges = found.slice(0, most).flatMap((one): readonly AddressRange[] => {
    const range = rangeOf(one, tell)
    const size = range === undefined ? 0n : sizeOf(range)
    if (range === undefined) return []
    if (size <= 0n) tell(`invalid range: ${range.start} to ${range.end} is empty`)
    else if (addresses + size > most) tell(`range ${range.start} to ${range.end}: more than ${most} addresses in a job`)
    else {
      addresses += size
      return [range]
    }
    return []
  })
  if (ranges.length === 0) return none(tell, 'invalid job: no valid IP range defined')
  if (param === undefined) return none(tell, 'invalid job: no PARAM defined')
  const { pid, ...parameters } = parametersOf(param, 'THREADS_DISCOVERY')
  if (pid === undefined) return none(tell, 'invalid job: no PID defined')
  return { pid, ...parameters, ranges, credentials: credentialsOf(option, tell) }
}

/** The job, or undefined where no device has an address. */
export function queryJob(option: ReplyMap, tell: Tell): QueryJob | undefined {
  const found = listOf(option, 'DEVICE')
  const [param] = listOf(option, 'PARAM')
  if (found.length > most) tell(`more than ${most} devices in a job, the others are ignored`)
  const devices = found.slice(0, most).flatMap((one): readonly SnmpDevice[] => {
    const device = deviceOf(one)
    if (device === undefined) tell('invalid device: no address defined')
    return device === undefined ? [] : [device]
  })
  if (devices.length === 0) return none(tell, 'invalid job: no device defined')
  if (param === undefined) return none(tell, 'invalid job: no PARAM defined')
  return { ...parametersOf(param, 'THREADS_QUERY'), devices, credentials: credentialsOf(option, tell) }
}

function none(tell: Tell, reason: string): undefined {
  tell(reason)
  return undefined
}

function rangeOf(map: ReplyMap, tell: Tell): AddressRange | undefined {
  const start = address(map, 'IPSTART')
  const end = address(map, 'IPEND')
  if (start === undefined) return none(tell, 'invalid range: no first address defined')
  if (end === undefined) return none(tell, 'invalid range: no last address defined')
  const key = id(map, 'ID')
  const entity = id(map, 'ENTITY')
  return {
    ...(key !== undefined && { id: key }),
    start,
    end,
    ...(entity !== undefined && { entity }),
    ports: ports(map),
    protocols: protocols(map),
  }
}

/** How many addresses; 0 or less where the range is empty or of two families. */
function sizeOf({ start, end }: AddressRange): bigint {
  const [first, last] = [addressValue(start), addressValue(end)]
  return first === undefined || last === undefined || start.includes(':') !== end.includes(':') ? 0n : last - first + 1n
}

function deviceOf(map: ReplyMap): SnmpDevice | undefined {
  const ip = address(map, 'IP')
  if (ip === undefined) return undefined
  const known = {
    id: id(map, 'ID'),
    type: text(map, 'TYPE', 64),
    credential: id(map, 'AUTHSNMP_ID'),
    pid: id(map, 'PID'),
  }
  return {
    ip,
    ports: ports(map),
    protocols: protocols(map),
    ...(known.id !== undefined && { id: known.id }),
    ...(known.type !== undefined && { type: known.type }),
    ...(known.credential !== undefined && { credential: known.credential }),
    ...(known.pid !== undefined && { pid: known.pid }),
  }
}
