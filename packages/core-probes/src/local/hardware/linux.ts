import { type Facts, type Host, valueOf as ifOk } from '../../host/port.ts'
import { identity } from '../identity/index.ts'
import { release } from '../os/release.ts'
import { defineProbe, type ProbeOptions } from '../probe.ts'
import { single } from '../single.ts'
import { smbios, structureOf } from '../smbios/index.ts'
import { wslAccount } from '../virtual/index.ts'
import { isStub, parseResolv, type Resolver } from './parse-resolv.ts'
import { parseSystemId } from './parse-systemid.ts'

const systemIdPath = '/etc/sysconfig/rhn/systemid'

/** Name, resolver, identity and the kind of machine. */
export const linuxHardware = defineProbe({
  name: 'linux/hardware',
  category: 'hardware',
  platforms: ['linux'],
  reads: [
    { fact: 'hostname' },
    { file: '/etc/resolv.conf' },
    { file: '/run/systemd/resolve/resolv.conf' },
    { file: '/etc/machine-id' },
    { file: '/etc/hostname' },
    { file: '/proc/1/environ', root: true },
    { file: systemIdPath, root: true },
    { command: ['dmesg'], root: true },
    { command: ['/mnt/c/Windows/System32/whoami.exe', '/user', '/fo', 'csv', '/nh'] },
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

/** NAME in the form that a person asked for, and the domain of the full name. */
export function namesOf(
  facts: Pick<Facts, 'hostname' | 'fqdn'>,
  { assetname }: Pick<ProbeOptions, 'assetname'>,
): { readonly name?: string | undefined; readonly domain?: string | undefined } {
  const full = facts.fqdn ?? facts.hostname
  const given = facts.hostname ?? facts.fqdn
  const dot = full?.indexOf('.') ?? -1
  const name = assetname === 3 ? full : assetname === 2 ? given : given?.replace(/\..*$/s, '')
  return { name: name || undefined, domain: dot > 0 ? full?.slice(dot + 1) || undefined : undefined }
}

async function resolverOf(host: Host): Promise<{ readonly from: string; readonly value: Resolver }> {
  const [main, behind] = ['/etc/resolv.conf', '/run/systemd/resolve/resolv.conf'] as const
  const value = parseResolv(ifOk(await host.files.text(main)) ?? '')
  if (!isStub(value)) return { from: main, value }
  const real = await host.files.text(behind)
  return real.state === 'ok' ? { from: behind, value: parseResolv(real.value) } : { from: main, value }
}
