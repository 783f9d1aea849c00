/**
 * Live SNMP sessions against Debian's snmpd: v1, v2c and v3 with every pair of protocols that both sides have lead to the
 * same documents, over UDP and TCP, IPv4 and IPv6, and so does a record of them; what is refused is refused clearly; what
 * comes back mutated from a v3 agent does no harm. `snmp-daemon.check.ts [SECONDS of fuzzing]`.
 */
import assert from 'node:assert/strict'
import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  loadRecording,
  openEngine,
  recordedSession,
  recordSession,
  type SessionOptions,
  type SnmpTarget,
  saveRecording,
} from '../../packages/core-probes/src/snmp/index.ts'
import type { SnmpCredential } from '../../packages/protocol/src/message/index.ts'
import { mutations } from '../testkit/src/snmp-farm/mutations.ts'
import { check, end, skip } from './checks.ts'
import { type Daemon, daemonUsers, passphrases, startDaemon } from './snmp-daemon.ts'
import { community, documentsOf, user } from './snmp-documents.ts'

const [seconds = '10'] = process.argv.slice(2)

/** Counters, addresses and memory of the machine that this runs on move while it is asked. */
const moving = new Set(['IFINOCTETS', 'IFOUTOCTETS', 'IFINERRORS', 'IFOUTERRORS', 'MEMORY', 'RAM', 'CPU'])
function still(document: unknown): unknown {
  if (Array.isArray(document)) return document.map(still)
  if (typeof document !== 'object' || document === null) return document
  const kept = Object.entries(document).filter(([name]) => !moving.has(name))
  return Object.fromEntries(kept.map(([name, value]) => [name, still(value)]))
}

const engine = await openEngine()

async function documents(
  target: Partial<SnmpTarget>,
  credential: SnmpCredential,
  options?: SessionOptions,
): Promise<unknown> {
  const session = await engine.openSession({ address: '127.0.0.1', ...target }, credential, options)
  try {
    return still(await documentsOf(session))
  } finally {
    session.close()
  }
}

const secretOf = (protocol: string | undefined, passphrase: string) =>
  protocol === undefined ? undefined : ([protocol, passphrase] as const)
const credentialOf = ({ name, auth, priv }: (typeof daemonUsers)[number]): SnmpCredential =>
  user(name, secretOf(auth, passphrases.auth), secretOf(priv, passphrases.priv))

async function equal({ port }: Daemon): Promise<void> {
  const expected = await documents({ port }, community('readable'))
  assert.match(JSON.stringify(expected), /a host.*Room 12|Room 12.*a host/)
  const doors: readonly (readonly [string, Partial<SnmpTarget>, SnmpCredential])[] = [
    ['v1', {}, community('readable', '1')],
    ['v2c over TCP', { transport: 'tcp' }, community('readable')],
    ['v1 over TCP', { transport: 'tcp/ipv4' }, community('readable', '1')],
    ['v2c over IPv6', { address: '::1' }, community('readable')],
    ['v2c by name', { address: 'localhost', transport: 'udp/ipv4' }, community('readable')],
    ['v3 over TCP', { transport: 'tcp' }, credentialOf({ name: 'sha256-aes', auth: 'sha256', priv: 'aes' })],
    ...daemonUsers.map((one) => [`v3 ${one.name}`, {}, credentialOf(one)] as const),
  ]
  for (const [name, target, credential] of doors)
    assert.deepEqual(await documents({ port, ...target }, credential), expected, name)
}

async function recorded({ port }: Daemon): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), 'snmp-record-'))
  try {
    for (const credential of [community('readable'), credentialOf({ name: 'md5-des', auth: 'md5', priv: 'des' })]) {
      const recorder = recordSession(await engine.openSession({ address: '127.0.0.1', port }, credential))
      const live = await documentsOf(recorder.session)
      recorder.session.close()
      await saveRecording(join(dir, 'host.snmprec'), recorder.recording())
      const replay = await loadRecording(join(dir, 'host.snmprec'))
      assert.deepEqual(await documentsOf(recordedSession(replay)), live)
    }
  } finally {
    rmSync(dir, { recursive: true })
  }
}

async function refused({ port }: Daemon): Promise<void> {
  const [authentication, silence] = ['authentication error on host 127.0.0.1', 'no response from host 127.0.0.1']
  const right = { auth: ['sha256', passphrases.auth], priv: ['aes', passphrases.priv] } as const
  const cases: readonly (readonly [string, SnmpCredential, string])[] = [
    ['community', community('wrong'), silence],
    ['community by v1', community('wrong', '1'), silence],
    ['user', user('nobody', right.auth, right.priv), authentication],
    ['passphrase', user('sha256-aes', ['sha256', 'another passphrase'], right.priv), authentication],
    ['protocol', user('sha256-aes', ['sha', passphrases.auth], right.priv), authentication],
    ['privacy passphrase', user('sha256-aes', right.auth, ['aes', 'another passphrase']), authentication],
    ['privacy protocol', user('sha256-aes', right.auth, ['des', passphrases.priv]), authentication],
    ['security level', user('sha256-aes'), authentication],
    ['user without privacy', user('sha256', right.auth, right.priv), authentication],
  ]
  const began = performance.now()
  for (const [name, credential, message] of cases)
    assert.deepEqual(await documents({ port }, credential, { timeout: 1500 }), { error: message }, name)
  assert.ok(performance.now() - began < 15_000)
  for (const [priv, said] of [
    ['aes192', /privacy protocol aes192 is not supported/],
    ['3des', /privacy protocol 3des is not supported/],
  ] as const)
    await assert.rejects(documents({ port }, user('x', right.auth, [priv, 'long enough'])), said)
}

/** Between a session and the daemon; what comes back is changed. */
async function between(port: number, change: (answer: Buffer) => Buffer): Promise<Socket> {
  const [front, back] = [createSocket('udp4').bind(0, '127.0.0.1'), createSocket('udp4').bind(0, '127.0.0.1')]
  await Promise.all([once(front, 'listening'), once(back, 'listening')])
  let asked = 0
  front.on('message', (bytes, from) => {
    asked = from.port
    back.send(bytes, port, '127.0.0.1')
  })
  back.on('message', (bytes) => front.send(change(bytes), asked, '127.0.0.1'))
  front.on('close', () => back.close())
  return front
}

async function fuzz({ port }: Daemon): Promise<string> {
  const until = performance.now() + Number(seconds) * 1000
  let rounds = 0
  const secured = daemonUsers.filter(({ auth }) => auth !== undefined)
  const worker = async (): Promise<void> => {
    while (performance.now() < until) {
      const round = rounds++
      const proxy = await between(port, mutations(round, 2))
      const one = secured[round % secured.length] as (typeof daemonUsers)[number]
      const began = performance.now()
      const credential = round % 3 === 0 ? user('bare') : credentialOf(one)
      await documents({ port: proxy.address().port }, credential, { timeout: 300, limits: { device: 2000 } })
      assert.ok(performance.now() - began < 4000)
      proxy.close()
    }
  }
  await Promise.all(Array.from({ length: 16 }, worker))
  return `${rounds} sessions`
}

if (existsSync('/usr/sbin/snmpd')) {
  const daemon = await startDaemon()
  try {
    await check(`v1, v2c, ${daemonUsers.length} v3 users: equal documents`, () => equal(daemon))
    await check('a record of snmpd', () => recorded(daemon))
    await check('what is refused', () => refused(daemon))
    await check('mutated answers of v3', async () => console.log(`    ${await fuzz(daemon)}`))
  } finally {
    engine.close()
    await daemon.stop()
  }
} else {
  engine.close()
  skip('snmpd', 'snmpd is not installed')
}
end()
