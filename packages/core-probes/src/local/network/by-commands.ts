import { type Argv, type Host, valueOf as ifOk } from '../../host/port.ts'
import type { Patch } from '../probe.ts'
import { parseSystool } from './fibre-channel.ts'
import { addresses, type Link, shared } from './link.ts'
import { parseIfconfig } from './parse-ifconfig.ts'
import { parseIpAddr } from './parse-ip-addr.ts'

const output = async (host: Host, argv: Argv): Promise<string> => ifOk(await host.commands.run(argv))?.stdout ?? ''

/** Interfaces as `ip` shows them, else `ifconfig`. */
export async function readLinks(host: Host): Promise<{ readonly from: string; readonly links: readonly Link[] }> {
  const links = parseIpAddr(await output(host, ['ip', 'addr', 'show']))
  if (links.length > 0) return { from: 'ip addr', links }
  return { from: 'ifconfig', links: parseIfconfig(await output(host, ['ifconfig', '-a'])) }
}

/** For machines whose sysfs is not there. */
export async function readByCommands(host: Host, gateways: readonly string[]): Promise<readonly Patch[]> {
  const { from, links } = await readLinks(host)
  const NETWORKS = links.flatMap((link) => addresses(link, gateways).map((row) => ({ ...shared(link), ...row })))
  const fibres = parseSystool(await output(host, ['systool', '-c', 'fc_host', '-v']))
  return [
    { from, content: { NETWORKS } },
    { from: 'systool', content: { NETWORKS: fibres } },
  ]
}
