/**
 * `ocs-flood.check.ts [COUNT]`: Debian's OCS Inventory NG in each way to reach it (plain, TLS, password) and with each
 * packing: what is sent is stored, and the answer understood. Then COUNT (200) documents of as many machines by the
 * injector with --parallel 16: the server's database has each of them once.
 */
import assert from 'node:assert/strict'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient, loadTrust } from '../../packages/protocol/src/client/index.ts'
import { ask, inventory, prolog, type RequestPacking } from '../../packages/protocol/src/message/index.ts'
import { writeInventory } from '../../packages/protocol/src/xml/write.ts'
import { runBin } from '../testkit/src/run.ts'
import { check, end, shared, skip } from './checks.ts'
import { type Ocs, rowsOf, startOcs } from './ocs-rows.ts'

const count = Number(process.argv[2] ?? 200)
const port = 8894
const dir = mkdtempSync(join(tmpdir(), 'fi-ocs-flood-'))

/** Of the range for documentation (RFC 7042 §2.1.2), then of those that anybody may use. */
const macOf = (n: number): string =>
  `02:00:5e:${[n >> 16, n >> 8, n].map((part) => (part & 255).toString(16).padStart(2, '0')).join(':')}`

/** A machine of its own, without what the server keeps for all machines together (software): the server tells them by DEVICEID, in the form that it asks for. */
function machine(n: number) {
  const name = `flood${n}`
  const second = String(n % 60).padStart(2, '0')
  return {
    deviceid: `${name}-2026-11-26-08-00-${second}`,
    content: {
      HARDWARE: { NAME: name, OSNAME: 'Debian', OSVERSION: '12', MEMORY: 1024 + n, CHECKSUM: 131_071 },
      BIOS: { SSN: `SN-${n}` },
      NETWORKS: [{ DESCRIPTION: 'eth0', MACADDR: macOf(n), STATUS: 'Up' }],
      VERSIONCLIENT: 'FusionInventory-Agent_v3.0.0',
    },
  }
}

const quiet = { warning: () => undefined, debug: () => undefined }
const auth = { user: 'agent', password: 's3cret-canary' }

interface Way {
  readonly name: string
  readonly options: readonly string[]
  readonly tls: boolean
  readonly auth: boolean
}
const ways: readonly Way[] = [
  { name: 'plain', options: [], tls: false, auth: false },
  { name: '--tls', options: ['--tls'], tls: true, auth: false },
  { name: '--auth', options: ['--auth', `${auth.user}:${auth.password}`], tls: false, auth: true },
]
const packings: readonly RequestPacking[] = ['zlib', 'gzip', 'none']

let next = 1_000_000
async function stored(ocs: Ocs, send: (document: ReturnType<typeof machine>) => Promise<void>): Promise<void> {
  const document = machine(next++)
  await send(document)
  const rows = rowsOf(ocs, 'hardware', document.deviceid)
  assert.deepEqual(
    rows.map(({ NAME, MEMORY }) => [NAME, MEMORY]),
    [[document.content.HARDWARE.NAME, String(document.content.HARDWARE.MEMORY)]],
  )
}

/** Messages and documents in each packing. */
async function packed(ocs: Ocs, way: Way): Promise<void> {
  const trust = loadTrust(way.tls ? { caCertFile: ocs.ca() } : {})
  const client = createClient({
    ...{ url: ocs.url, userAgent: 'FusionInventory-Agent', trust, env: {}, log: quiet },
    ...(way.auth && auth),
  })
  try {
    for (const packing of packings) {
      await check(`${way.name}, ${packing}: PROLOG is answered, and the answer understood`, async () => {
        const { deviceid } = machine(next++)
        const greeting = await ask(client, prolog({ deviceid }, { packing }))
        assert(greeting.dialect === 'legacy' && greeting.prolog.inventory && (greeting.prolog.period ?? 0) > 0)
      })
      await check(`${way.name}, ${packing}: an inventory is stored, and the answer understood`, () =>
        stored(ocs, async (document) => {
          const { warnings } = await ask(client, inventory(document, { packing }))
          assert.deepEqual(warnings, [])
        }),
      )
    }
  } finally {
    client.close()
  }
}

async function injected(ocs: Ocs, way: Way): Promise<void> {
  const trust = way.tls ? ['--ca-cert-file', ocs.ca()] : []
  const env = way.auth ? { FUSIONINVENTORY_PASSWORD: auth.password } : {}
  const options = [...trust, ...(way.auth ? ['--user', auth.user] : []), '--url', ocs.url]
  for (const form of [[], ['--no-compression']])
    await check(`${way.name}, injector ${form.join()}: stored`, () =>
      stored(ocs, async (document) => {
        const { code, stderr } = await runBin('injector', [...form, ...options], {
          stdin: writeInventory(document),
          env,
        })
        assert.deepEqual([code, stderr], [0, ''])
      }),
    )
}

async function flood(ocs: Ocs): Promise<void> {
  ocs.reset()
  // The server would look for doubles among machines that are just being stored.
  ocs.set('AUTO_DUPLICATE_LVL', '0')
  const inbox = join(dir, 'inbox')
  mkdirSync(inbox)
  const ids = new Set<string>()
  for (let n = 0; n < count; n++) {
    const document = machine(n)
    ids.add(document.deviceid)
    writeFileSync(join(inbox, `${document.deviceid}.ocs`), writeInventory(document))
  }
  const log = join(dir, 'log')
  await check(`${count} machines, 16 at once: the injector says that each was taken, once`, async () => {
    const began = performance.now()
    const args = ['-v', '-r', '-d', inbox, '--parallel', '16', '--url', ocs.url]
    const { code, stderr } = await runBin('injector', args, { stdoutTo: log, timeoutMs: 900_000 })
    const seconds = (performance.now() - began) / 1000
    assert.deepEqual([code, stderr], [0, ''])
    const lines = readFileSync(log, 'utf8').trimEnd().split('\n')
    assert.equal(new Set(lines).size, count)
    assert.ok(lines.every((line) => line.endsWith('...OK')))
    assert.deepEqual(readdirSync(inbox), [])
    console.log(`${count} documents in ${seconds.toFixed(1)} s, ${Math.round(count / seconds)} a second`)
  })
  await check(`${count} machines: the database has each of them, once`, () => {
    const rows = ocs.sql(
      'SELECT h.DEVICEID, h.NAME, h.MEMORY, b.SSN FROM hardware h JOIN bios b ON b.HARDWARE_ID = h.ID',
    )
    console.log(`${rows.length} rows of hardware, ${new Set(rows.map(({ DEVICEID }) => DEVICEID)).size} machines`)
    assert.equal(rows.length, count)
    assert.deepEqual(new Set(rows.map(({ DEVICEID }) => DEVICEID)), ids)
    for (const { NAME = '', MEMORY, SSN } of rows) {
      const n = Number(NAME.slice('flood'.length))
      assert.deepEqual([MEMORY, SSN], [String(1024 + n), `SN-${n}`], NAME)
    }
    assert.equal(ocs.sql('SELECT COUNT(*) AS n FROM hardware')[0]?.n, String(count))
  })
}

async function main(): Promise<void> {
  const tool = shared && join(shared, 'tools', 'ocs-server')
  if (!tool || !existsSync(tool)) return skip('OCS Inventory NG', 'no shared data')
  if (process.getuid?.() !== 0) return skip('OCS Inventory NG', 'needs root')
  for (const way of ways) {
    const ocs = startOcs(tool, port, way.options)
    try {
      await packed(ocs, way)
      await injected(ocs, way)
      if (way.name === 'plain') await flood(ocs)
    } finally {
      ocs.stop()
    }
  }
}

try {
  await main()
} finally {
  rmSync(dir, { recursive: true })
  end()
}
