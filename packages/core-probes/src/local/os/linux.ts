import { valueOf as ifOk } from '../../host/port.ts'
import { localDateTime } from '../local-time.ts'
import { defineProbe } from '../probe.ts'
import { single } from '../single.ts'
import { hostIdOf, hostIdReads } from './host-id.ts'
import { installDate, installDateReads } from './install-date.ts'
import { firstSshKey, formatOffset, parseBootTime } from './parse-system.ts'
import { release, releaseReads } from './release.ts'

const sshKeys = ['rsa', 'ed25519', 'ecdsa'].map((kind) => `/etc/ssh/ssh_host_${kind}_key.pub`)

/** Distribution, kernel, clock and names of the operating system. */
export const linuxOs = defineProbe({
  name: 'linux/os',
  category: 'os',
  platforms: ['linux'],
  reads: [
    ...releaseReads,
    ...installDateReads,
    ...hostIdReads,
    ...['/proc/stat', ...sshKeys].map((file) => ({ file })),
  ],
  yields: ['OPERATINGSYSTEM'],
  async run(host) {
    const { facts } = host
    const [os, installed, stat, hostId, ...keys] = await Promise.all([
      release(host),
      installDate(host),
      host.files.text('/proc/stat'),
      hostIdOf(host),
      ...sshKeys.map((path) => host.files.text(path)),
    ])
    const boot = parseBootTime(ifOk(stat) ?? '')
    const dot = facts.fqdn?.indexOf('.') ?? -1
    const kernel = { KERNEL_NAME: 'linux', KERNEL_VERSION: facts.release, ARCH: facts.machine }
    const zone = { NAME: facts.timezone, OFFSET: formatOffset(facts.utcOffset(facts.now())) }
    return [
      ...single(os.from, 'OPERATINGSYSTEM', os.value),
      ...single('uname', 'OPERATINGSYSTEM', kernel),
      ...single('host name', 'OPERATINGSYSTEM', {
        FQDN: facts.fqdn,
        DNS_DOMAIN: dot > 0 ? facts.fqdn?.slice(dot + 1) : undefined,
      }),
      ...single('time zone', 'OPERATINGSYSTEM', { TIMEZONE: zone }),
      ...single('/proc/stat', 'OPERATINGSYSTEM', {
        BOOT_TIME: boot === undefined ? undefined : localDateTime(facts, boot),
      }),
      ...single('/etc/ssh', 'OPERATINGSYSTEM', { SSH_KEY: firstSshKey(keys.map((key) => ifOk(key) ?? '')) }),
      ...single(installed?.from ?? '', 'OPERATINGSYSTEM', { INSTALL_DATE: installed?.date }),
      ...single(hostId?.from ?? '', 'OPERATINGSYSTEM', { HOSTID: hostId?.id }),
    ]
  },
})
