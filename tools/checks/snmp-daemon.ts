import { type ChildProcess, spawn } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

/** A user of the daemon and what it is called in a credential. */
export interface DaemonUser {
  readonly name: string
  readonly auth?: string
  readonly priv?: string
}

export const passphrases = { auth: 'an authentication', priv: 'a privacy phrase' }

/** What net-snmp's `createUser` calls the protocols, by the names of a credential. */
const auths = { md5: 'MD5', sha: 'SHA', sha224: 'SHA-224', sha256: 'SHA-256', sha384: 'SHA-384', sha512: 'SHA-512' }
const privs = { des: 'DES', aes: 'AES', aes256: 'AES-256', aes256c: 'AES-256-C' }

/** One user for each level and each pair of protocols. */
export const daemonUsers: readonly DaemonUser[] = [
  { name: 'bare' },
  ...Object.keys(auths).flatMap((auth) => [
    { name: auth, auth },
    ...Object.keys(privs).map((priv) => ({ name: `${auth}-${priv}`, auth, priv })),
  ]),
]

function configuration(port: number): string {
  const users = daemonUsers.flatMap(({ name, auth, priv }) => {
    const secret = auth === undefined ? '' : ` ${auths[auth as keyof typeof auths]} "${passphrases.auth}"`
    const cipher = priv === undefined ? '' : ` ${privs[priv as keyof typeof privs]} "${passphrases.priv}"`
    const level = priv !== undefined ? 'priv' : auth !== undefined ? 'auth' : 'noauth'
    return [`createUser ${name}${secret}${cipher}`, `rouser ${name} ${level}`]
  })
  return [
    `agentaddress udp:127.0.0.1:${port},tcp:127.0.0.1:${port},udp6:[::1]:${port}`,
    'rocommunity readable',
    'rocommunity6 readable',
    'sysName a host',
    'sysLocation "Room 12"',
    'sysContact somebody',
    // What changes from one moment to the next would make documents differ.
    'override 1.3.6.1.2.1.1.3.0 timeticks 123456',
    ...users,
    '',
  ].join('\n')
}

/** A running snmpd of Debian, on loopback, with a configuration of its own. */
export interface Daemon {
  readonly port: number
  stop(): Promise<void>
}

export async function startDaemon(): Promise<Daemon> {
  const dir = mkdtempSync(join(tmpdir(), 'snmpd-'))
  const port = await freePort()
  writeFileSync(join(dir, 'snmpd.conf'), configuration(port), { mode: 0o600 })
  const args = ['-f', '-Lf', join(dir, 'log'), '-C', '-c', join(dir, 'snmpd.conf'), '-p', join(dir, 'pid')]
  const child = spawn('/usr/sbin/snmpd', [...args, `--persistentDir=${dir}`], { stdio: 'ignore' })
  await listening(child, port)
  return {
    port,
    async stop() {
      const over = once(child, 'exit')
      child.kill()
      await over
      rmSync(dir, { recursive: true })
    },
  }
}

async function listening(child: ChildProcess, port: number): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    if (child.exitCode !== null) throw new Error(`snmpd ended with ${child.exitCode}`)
    const socket = connect(port, '127.0.0.1')
    const open = await once(socket, 'connect').then(
      () => true,
      () => false,
    )
    socket.destroy()
    if (open) return
    await wait(100)
  }
  throw new Error('snmpd does not listen')
}

async function freePort(): Promise<number> {
  const socket = createSocket('udp4').bind(0, '127.0.0.1')
  await once(socket, 'listening')
  const { port } = socket.address()
  socket.close()
  return port
}
