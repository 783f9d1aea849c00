import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Namespace } from './namespace.ts'

/** Real daemons that a test network needs; the missing ones are named. */
export const daemons = {
  snmpd: '/usr/sbin/snmpd',
  nmbd: '/usr/sbin/nmbd',
  nft: '/usr/sbin/nft',
  tcpdump: '/usr/bin/tcpdump',
} as const

export const missingDaemons = (): readonly string[] =>
  Object.entries(daemons).flatMap(([name, path]) => (existsSync(path) ? [] : [name]))

/** Debian's snmpd with that configuration, listening on UDP `port` of all addresses of the namespace. */
export async function startSnmpd(machine: Namespace, dir: string, lines: readonly string[], port = 161): Promise<void> {
  const home = join(dir, machine.name)
  mkdirSync(home, { recursive: true })
  const conf = join(home, 'snmpd.conf')
  writeFileSync(conf, `${lines.join('\n')}\n`)
  machine.start([daemons.snmpd, '-f', '-Lo', '-C', '-c', conf, '-p', join(home, 'snmpd.pid'), `udp:${port}`], {
    SNMP_PERSISTENT_DIR: home,
  })
  await listening(machine, port)
}

/** Samba's nmbd under that name, on eth0. */
export async function startNmbd(machine: Namespace, dir: string, name: string, workgroup: string): Promise<void> {
  const home = join(dir, machine.name)
  mkdirSync(home, { recursive: true, mode: 0o755 })
  const own = ['lock', 'state', 'cache', 'pid', 'private', 'ncalrpc'].map((one) => {
    const path = join(home, one)
    mkdirSync(path, { recursive: true, mode: 0o755 })
    return `${one === 'private' || one === 'ncalrpc' ? `${one} dir` : `${one} directory`} = ${path}`
  })
  const conf = join(home, 'smb.conf')
  const global = [
    `netbios name = ${name}`,
    `workgroup = ${workgroup}`,
    'interfaces = eth0',
    'bind interfaces only = yes',
    'disable netbios = no',
    'server role = standalone server',
    `log file = ${join(home, 'log')}`,
    ...own,
  ]
  writeFileSync(conf, `[global]\n${global.map((line) => `  ${line}\n`).join('')}`)
  machine.start([daemons.nmbd, '--foreground', '--no-process-group', `--configfile=${conf}`])
  await listening(machine, 137)
}

/** Waits until somebody listens on that UDP port there. */
async function listening(machine: Namespace, port: number): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    const { stdout } = await machine.run(['ss', '-Hlun', `sport = :${port}`])
    if (stdout.toString().trim() !== '') return
    await sleep(50)
  }
  throw new Error(`nobody listens on UDP ${port} in ${machine.name}`)
}
