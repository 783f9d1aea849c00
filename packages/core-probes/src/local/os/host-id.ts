import { type Host, valueOf as ifOk } from '../../host/port.ts'
import type { Source } from '../probe.ts'
import { addressInHosts, hostIdOfAddress, hostIdOfFile } from './parse-system.ts'

/** All that `hostIdOf` may read. */
export const hostIdReads: readonly Source[] = [{ file: '/etc/hostid' }, { file: '/etc/hosts' }, { command: ['hostid'] }]

/** Eight hex digits as gethostid(3) makes them, and where from; the command where the name of the host is in no file. */
export async function hostIdOf(host: Host): Promise<{ readonly from: string; readonly id: string } | undefined> {
  const file = ifOk(await host.files.bytes('/etc/hostid', { limit: 4 }))
  const stored = file && hostIdOfFile(file)
  if (stored) return { from: '/etc/hostid', id: stored }
  const hosts = ifOk(await host.files.text('/etc/hosts')) ?? ''
  const id = hostIdOfAddress(addressInHosts(hosts, host.facts.hostname ?? '') ?? '')
  if (id) return { from: '/etc/hosts', id }
  const printed = ifOk(await host.commands.run(['hostid']))?.stdout.trim() ?? ''
  return /^[0-9a-f]{8}$/.test(printed) ? { from: 'hostid', id: printed } : undefined
}
