import { type Oid, SnmpError, type SnmpValue, type Values } from '../../port.ts'
import type { Device } from './device.ts'
import type { Answer } from './wire.ts'

/**
 * Instances, as many in a request as the device takes. What a refusal names is left out and the rest asked again; where v1
 * refuses for a missing one, the others are found by GETNEXT from just before them, which never is refused for that.
 * @throws SnmpError where the device has never answered and does not now
 */
export async function getAll(device: Device, oids: readonly Oid[], vlan?: string): Promise<Values> {
  const found = new Map<Oid, SnmpValue>()
  const asked = new Set(oids)
  const open: (readonly Oid[])[] = [[...asked]]
  for (let group = open.pop(); group !== undefined && device.over === undefined; group = open.pop()) {
    const now = group.slice(0, device.group.now)
    if (now.length < group.length) open.push(group.slice(now.length))
    const byNext = device.strict && device.walking !== 'never' && now.length > 1
    const left = byNext ? await viaNext(device, now, found, vlan) : await viaGet(device, now, found, asked, vlan)
    open.push(...left)
  }
  return found
}

type Left = readonly (readonly Oid[])[]

async function viaGet(
  device: Device,
  oids: readonly Oid[],
  found: Map<Oid, SnmpValue>,
  asked: ReadonlySet<Oid>,
  vlan: string | undefined,
): Promise<Left> {
  const one = oids.length === 1
  const ask = { kind: 'get', oids, ...(vlan && { vlan }) } as const
  const answer = await device.ask(ask, one ? undefined : device.pace.patience)
  switch (answer.kind) {
    case 'bindings':
      device.group.succeeded()
      for (const { oid, value } of answer.bindings) if (value !== undefined && asked.has(oid)) found.set(oid, value)
      return []
    case 'error':
      return afterError(device, oids, answer)
    case 'insecure':
      return []
    default:
      return afterSilence(device, oids, answer.engine)
  }
}

function afterError(device: Device, oids: readonly Oid[], { status, at }: Answer & { kind: 'error' }): Left {
  if (status === 'authorization' || oids.length === 1) return []
  if (status === 'tooBig') device.group.tooBig(oids.length)
  else if (status === 'noSuchName') device.strict = true
  if (at === undefined || status === 'tooBig') return halves(oids)
  return [oids.filter((_, place) => place !== at)]
}

async function afterSilence(device: Device, oids: readonly Oid[], engine: boolean): Promise<Left> {
  if (device.alive) {
    if (oids.length === 1) {
      await device.check()
      return []
    }
    device.group.lost(oids.length)
    return halves(oids)
  }
  // Perhaps it takes one at a time only; the rest of the time goes to the simplest question.
  const [oid] = oids
  const last =
    oids.length === 1 || oid === undefined
      ? undefined
      : await device.ask({ kind: 'get', oids: [oid] }, device.pace.total - device.pace.patience)
  if (last !== undefined && last.kind !== 'silent') {
    device.group.lost(oids.length)
    return [oids]
  }
  // It has told who it is but not answered: what was encrypted for it says nothing to it.
  if (engine) throw device.authentication('it does not answer, as with a wrong privacy protocol or passphrase')
  throw new SnmpError('no-response', `no response from host ${device.address}`)
}

async function viaNext(
  device: Device,
  oids: readonly Oid[],
  found: Map<Oid, SnmpValue>,
  vlan: string | undefined,
): Promise<Left> {
  const before = oids.map(predecessor)
  const answer = await device.ask({ kind: 'next', oids: before, ...(vlan && { vlan }) }, device.pace.patience)
  if (answer.kind === 'bindings') {
    device.walked = true
    device.group.succeeded()
    for (const [at, oid] of oids.entries()) {
      const binding = answer.bindings[at]
      if (binding?.oid === oid && binding.value !== undefined) found.set(oid, binding.value)
    }
    return []
  }
  if (answer.kind === 'error' && answer.status === 'noSuchName' && answer.at !== undefined)
    return [oids.filter((_, at) => at !== answer.at)]
  if (answer.kind === 'error' && answer.status === 'tooBig') {
    device.group.tooBig(oids.length)
    return halves(oids)
  }
  // It does not take this way.
  device.strict = false
  if (answer.kind === 'silent' && !device.walked) device.walking = 'never'
  return oids.map((oid) => [oid])
}

/** An OID so near before an instance that nothing but the instance follows it: `x.0` follows `x`, `x.5` follows `x.4`. */
function predecessor(oid: Oid): Oid {
  const dot = oid.lastIndexOf('.')
  const last = Number(oid.slice(dot + 1))
  return last === 0 ? oid.slice(0, dot) : `${oid.slice(0, dot)}.${last - 1}`
}

function halves(oids: readonly Oid[]): Left {
  const middle = Math.ceil(oids.length / 2)
  return [oids.slice(middle), oids.slice(0, middle)]
}
