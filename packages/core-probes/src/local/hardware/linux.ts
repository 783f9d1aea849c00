import { type Host, valueOf as ifOk } from '../../host/port.ts'
import { identity, identityReads } from '../identity/index.ts'
import { release, releaseReads } from '../os/release.ts'
import { defineProbe } from '../probe.ts'
import { single } from '../single.ts'
import { smbios, structureOf } from '../smbios/index.ts'
import { wslAccount } from '../virtual/index.ts'
import { namesOf } from './names.ts'
import { isStub, parseResolv, type Resolver } from './parse-resolv.ts'
import { parseSystemId } from './parse-systemid.ts'

const resolvPath = '/etc/resolv.conf'
const resolvedPath = '/run/systemd/resolve/resolv.conf'
const systemIdPath = '/etc/sysconfig/rhn/systemid'

/** Name, resolver, identity and the kind of machine. */
export const linuxHardware = defineProbe({
  name: 'linux/hardware',
  category: 'hardware',
  platforms: ['linux'],
  reads: [
    { fact: 'hostname' },
    { file: resolvPath },
    { file: resolvedPath },
    { file: systemIdPath, root: true },
    ...releaseReads,
    ...identityReads,
  ],
  yields: ['HARDWARE'],
  async run(host, ctx) {
    const { facts } = host
    const [who, table, resolver, systemId, os, wsl] = await Promise.all([
      identity(host),
      smbios(host),
      resolverOf(host),
      host.files.text(systemIdPath),
      release(host),
      identity(host).then(({ system }) => (system.system === 'WSL' ? wslAccount(host) : undefined)),
    ])
    const { name, domain } = namesOf(facts, ctx.options)
    if (name === undefined) ctx.hint('the host has no name: the server may not recognise it')
    const guest = wsl && { NAME: `${wsl.distribution} on ${wsl.user} account` }
    return [
      ...single(who.system.from, 'HARDWARE', { VMSYSTEM: who.system.system }),
      ...single(who.uuid?.from ?? '', 'HARDWARE', { UUID: who.uuid?.value }),
      ...single(table.from, 'HARDWARE', { CHASSIS_TYPE: structureOf(table, 3).type }),
      ...single('whoami.exe', 'HARDWARE', guest ?? {}),
      ...single('host name', 'HARDWARE', { NAME: name, WORKGROUP: domain }),
      ...single(resolver.from, 'HARDWARE', {
        DNS: resolver.value.servers.join('/'),
        WORKGROUP: domain === undefined ? resolver.value.domains.join('/') : undefined,
      }),
      ...single(systemIdPath, 'HARDWARE', { WINPRODID: parseSystemId(ifOk(systemId) ?? '') }),
      ...single('uname', 'HARDWARE', { OSVERSION: facts.release, OSCOMMENTS: facts.version }),
      ...single(os.from, 'HARDWARE', { OSNAME: os.value.FULL_NAME }),
    ]
  },
})

async function resolverOf(host: Host): Promise<{ readonly from: string; readonly value: Resolver }> {
  const value = parseResolv(ifOk(await host.files.text(resolvPath)) ?? '')
  const real = isStub(value) ? ifOk(await host.files.text(resolvedPath)) : undefined
  return real === undefined ? { from: resolvPath, value } : { from: resolvedPath, value: parseResolv(real) }
}
