import { type Argv, type Host, valueOf as ifOk } from '../../host/port.ts'
import type { Patch } from '../probe.ts'
import { parseSystool } from './fibre-channel.ts'
import { addresses, type Link, shared } from './link.ts'
import { parseIfconfig } from './parse-ifconfig.ts'
import { parseIpAddr } from './parse-ip-addr.ts'

const output = async (host: Host, argv: Argv): Promise<string> => ifOk(await host.commands.run(argv))?.stdout ?? ''

/** For machines whose sysfs is not there. */
export async function readByCommands(host: Host, gateways: readonly string[]): Promise<readonly Patch[]> {
  const ip = parseIpAddr(await output(host, ['ip', 'addr', 'show']))
  const links: readonly Link[] = ip.length > 0 ? ip : parseIfconfig(await output(host, ['ifconfig', '-a']))
  const NETWORKS = links.flatMap((link) => addresses(link, gateways).map((row) => ({ ...shared(link), ...row })))
  const fibres = parseSystool(await output(host, ['systool', '-c', 'fc_host', '-v']))
  return [
    { from: ip.length > 0 ? 'ip addr' : 'ifconfig', content: { NETWORKS } },
    { from: 'systool', content: { NETWORKS: fibres } },
  ]
}
