import type { Logger } from '@fusioninventory/cli-kit'
import type { NetworkReport } from '@fusioninventory/protocol/message'
import { version } from '../../package.json'
import type { ServerContext } from '../tasks/context.ts'
import { networkText } from '../tasks/network/message.ts'
import type { Refusal } from './apply.ts'

export function logRefusals(refusals: readonly Refusal[], log: Logger): void {
  for (const { task, what, reason, pid } of refusals)
    log.warning(`refused: ${task}${pid === undefined ? '' : ` (job ${pid})`}: ${what}: ${reason}`)
}

/**
 * Tells the server in its own words what is not done, so that nobody waits for it: each device with an error, and for a
 * search of which nothing is left, that the task gives up. The other tasks have no words for it.
 */
export async function reportRefusals({ refusals, identity, outbox }: ServerContext): Promise<void> {
  const { deviceid } = identity
  for (const refusal of refusals) {
    const { task, reason, pid, whole, devices = [] } = refusal
    if (task !== 'NetDiscovery' && task !== 'NetInventory') continue
    const job = {
      query: task === 'NetDiscovery' ? ('NETDISCOVERY' as const) : ('SNMPQUERY' as const),
      version,
      ...(pid !== undefined && { pid }),
    }
    const say = (report: NetworkReport) =>
      outbox.send(networkText(deviceid, job, report), { format: 'xml', what: `a refusal of ${task}`, optional: true })
    if (whole) await say({ start: version })
    for (const { id, ip, type } of devices)
      await say({ failed: { id: id ?? ip, message: `${ip}: ${reason}`, ...(type !== undefined && { type }) } })
    if (whole && task === 'NetDiscovery') await say({ exit: true })
    if (whole) await say({ end: true })
  }
}
