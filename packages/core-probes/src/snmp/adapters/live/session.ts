import { MAX_ROWS, type SnmpSession } from '../../port.ts'
import { type Device, sysDescr } from './device.ts'
import { getAll } from './get.ts'
import { walkAll } from './walk.ts'

/** Contexts in turn that do not answer, after which no other is asked for; where there are some, a few may be inactive. */
const mostMissing = { found: 10, none: 3 }

/** The session of a device, or of it in the context of a VLAN. */
export function sessionOf(device: Device, vlan?: string): SnmpSession {
  return {
    address: device.address,
    get stats() {
      return device.stats
    },
    get: (oids) => device.inTurn(() => getAll(device, oids, vlan)),
    walk: (roots, { rows = MAX_ROWS } = {}) => device.inTurn(() => walkAll(device, roots, rows, vlan)),
    vlan: (id) =>
      device.inTurn(async () => {
        const { contexts } = device
        if (contexts.missing >= mostMissing[contexts.found ? 'found' : 'none']) return undefined
        if (!(await answers(device, id))) {
          contexts.missing++
          return undefined
        }
        contexts.found = true
        contexts.missing = 0
        return sessionOf(device, id)
      }),
    close: () => device.close(),
  }
}

/** Whether the device knows the context; who does not know a community says nothing. */
async function answers(device: Device, vlan: string): Promise<boolean> {
  if (device.over !== undefined) return false
  const answer = await device.ask({ kind: 'get', oids: [sysDescr], vlan }, device.pace.patience)
  return answer.kind === 'bindings' || (answer.kind === 'error' && answer.status === 'noSuchName')
}
