import {
  openEngine,
  type Recording,
  recordedSession,
  type SessionOptions,
  type SnmpEngine,
  type SnmpSession,
  type SnmpValue,
} from '@fusioninventory/core-probes/snmp'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { AgentOptions } from './agent.ts'
import { type Farm, type FarmDevice, startFarm } from './farm.ts'
import type { NetworkOptions } from './network.ts'

const ports = 60
const ifEntry = '1.3.6.1.2.1.2.2.1'
const columns = [1, 2, 3, 5, 6, 7, 8, 10, 16].map((column) => `${ifEntry}.${column}`)
const scalars = [1, 2, 3, 4, 5, 6, 7, 8].map((number) => `1.3.6.1.2.1.1.${number}.0`)
const octets = (text: string): SnmpValue => ({ type: 'octets', value: Buffer.from(text) })

function valuesOf(): Map<string, SnmpValue> {
  const values = new Map<string, SnmpValue>([
    ['1.3.6.1.2.1.1.1.0', octets('A switch')],
    ['1.3.6.1.2.1.1.2.0', { type: 'oid', value: '1.3.6.1.4.1.9.1.1' }],
    ['1.3.6.1.2.1.1.3.0', { type: 'ticks', value: 4_294_967_295 }],
    ['1.3.6.1.2.1.1.5.0', octets('x'.repeat(300))],
    ['1.3.6.1.2.1.1.7.0', { type: 'integer', value: -1 }],
    ['1.3.6.1.2.1.4.20.1.1.10.0.0.1', { type: 'address', value: '10.0.0.1' }],
    ['1.3.6.1.2.1.31.1.1.1.6.1', { type: 'counter64', value: 2n ** 64n - 1n }],
    ['1.3.6.1.4.1.9.1', { type: 'opaque', value: Uint8Array.of(0x9f, 0x78, 4, 1, 2, 3, 4) }],
  ])
  for (const column of columns)
    for (let row = 1; row <= ports; row++)
      values.set(
        `${column}.${row}`,
        column.endsWith('.2') ? octets(`port ${row}`) : { type: 'gauge', value: row * 70_000 },
      )
  return values
}

const fdb = '1.3.6.1.2.1.17.4.3.1.2'
const recording: Recording = {
  values: valuesOf(),
  vlans: new Map([['7', new Map([[`${fdb}.0.1.2.3.4.5`, { type: 'integer', value: 3 } as SnmpValue]])]]),
}

/** Bytes of one kind of array compare with those of another. */
const bare = (value: SnmpValue): unknown =>
  'value' in value && value.value instanceof Uint8Array ? Buffer.from(value.value) : value
const all = (map: ReadonlyMap<string, SnmpValue>): unknown => [...map].map(([oid, value]) => [oid, bare(value)])

let engine: SnmpEngine
let farm: Farm | undefined
beforeAll(async () => {
  engine = await openEngine()
})
afterAll(() => engine.close())
afterEach(() => farm?.stop())

async function device(
  options: AgentOptions & NetworkOptions,
  more: SessionOptions & { version?: '1' | '2c' } = {},
): Promise<SnmpSession> {
  farm = await startFarm([{ name: 'switch', recording, ...options }], '127.11.0.1')
  const { version = '2c', ...rest } = more
  const [{ address } = { address: '' }] = farm.devices
  const credential = { id: '1', version, community: 'public', ports: [], protocols: [] }
  return engine.openSession({ address, port: farm.port }, credential, { timeout: 2000, ...rest })
}

async function expectWhole(session: SnmpSession): Promise<void> {
  const replay = recordedSession(recording)
  expect(all(await session.get(scalars))).toEqual(expect.arrayContaining(all(await replay.get(scalars)) as unknown[]))
  const roots = [...columns, '1.3.6.1.2.1.31.1.1.1.6', '1.3.6.1.2.1.4', '1.3.6.1.4.1', '1.3.6.1.2.1.1.1.0']
  const [live, recorded] = [await session.walk(roots), await replay.walk(roots)]
  expect(live.map(({ end }) => end)).toEqual(recorded.map(({ end }) => end))
  expect(live.map(({ rows }) => all(rows))).toEqual(recorded.map(({ rows }) => all(rows)))
}

describe('a live session says what its recording says', () => {
  it.each<[string, AgentOptions & NetworkOptions, ('1' | '2c')?]>([
    ['v2c', {}],
    ['v1', {}, '1'],
    ['answers from another address', { elsewhere: true }],
    ['no more than five variables in a request', { most: 5 }],
    ['the same by v1', { most: 5 }, '1'],
    ['answers of at most 484 bytes', { size: 484 }],
    ['the same by v1', { size: 484 }, '1'],
    ['GETBULK refused', { noBulk: true }],
    ['tables by v1 only', { oldWalks: true }],
    ['one datagram in six lost', { loss: 1 / 6, seed: 3 }],
    ['an answer that takes 50 ms', { delay: 50 }],
  ])('%s', async (_, options, version) => {
    const session = await device(options, { timeout: 900, ...(version && { version }) })
    await expectWhole(session)
    session.close()
  })

  it('with few requests', async () => {
    const session = await device({})
    await expectWhole(session)
    // 8 scalars at once; 13 roots of 60 rows by 1472 bytes.
    expect(session.stats).toMatchObject({ retransmissions: 0, lost: 0 })
    expect(session.stats.requests).toBeLessThanOrEqual(20)
    expect(farm?.devices[0]?.counts.requests).toBe(session.stats.requests)
  })

  it('in the context of a VLAN, where there is one', async () => {
    const session = await device({})
    const context = await session.vlan('7')
    expect((await context?.walk([fdb]))?.map(({ rows }) => [...rows.keys()])).toEqual([['0.1.2.3.4.5']])
    expect(await session.vlan('9')).toBeUndefined()
  })
})

describe('what a device does wrong', () => {
  it.each<[string, NetworkOptions & AgentOptions]>([
    ['no answer', { silent: true }],
    ['another community', { community: 'secret' }],
    ['cut answers', { truncated: true }],
    ['answers with bytes behind them', { oversized: true }],
    ['answers that are no BER', { malformed: true }],
  ])('%s: no response, in time', async (_, options) => {
    const session = await device(options, { timeout: 600 })
    const began = performance.now()
    await expect(session.get(scalars)).rejects.toMatchObject({
      code: 'no-response',
      message: 'no response from host 127.11.0.1',
    })
    expect(performance.now() - began).toBeLessThan(1500)
  })

  it('tables that are not answered end soon, and instances are still there', async () => {
    const session = await device({ getOnly: true }, { timeout: 600 })
    const began = performance.now()
    const walks = await session.walk(columns)
    expect(walks.every(({ end, rows }) => end === 'silent' && rows.size === 0)).toBe(true)
    expect((await session.get(scalars)).size).toBe(5)
    expect(performance.now() - began).toBeLessThan(8000)
  })

  it('OIDs that do not increase end a walk', async () => {
    const session = await device({ endless: true })
    const [walk] = await session.walk(['1.3.6.1.2.1'])
    expect(walk?.end).toBe('loop')
  })

  it('values of other types are values', async () => {
    const session = await device({ wrongType: true })
    const [walk] = await session.walk([`${ifEntry}.5`])
    expect(walk?.rows.size).toBe(ports)
  })

  it('rows, bytes and time have bounds', async () => {
    const session = await device({})
    expect((await session.walk([`${ifEntry}.2`], { rows: 7 }))[0]).toMatchObject({ end: 'rows', rows: { size: 7 } })
    const [small] = await (await device({}, { limits: { bytes: 3000 } })).walk(['1.3.6.1'])
    expect(small?.end).toBe('budget')
    const [short] = await (await device({ delay: 120 }, { limits: { device: 420 } })).walk(['1.3.6.1'])
    expect(short?.end).toBe('budget')
  })

  it('does not touch others, and all share a few sockets', async () => {
    const sockets = (): number => process.getActiveResourcesInfo().filter((name) => name.startsWith('UDP')).length
    const devices = Array.from(
      { length: 40 },
      (_, at): FarmDevice => ({ name: `${at}`, recording, silent: at % 4 === 1, malformed: at % 4 === 2 }),
    )
    farm = await startFarm(devices, '127.11.1.1')
    const before = sockets()
    const credential = { id: '1', version: '2c', community: 'public', ports: [], protocols: [] } as const
    const found = await Promise.allSettled(
      farm.devices.map(async ({ address }) => {
        const session = await engine.openSession({ address, port: farm?.port ?? 0 }, credential, { timeout: 1500 })
        return (await session.walk(columns)).map(({ rows }) => rows.size)
      }),
    )
    for (const [at, one] of found.entries())
      if (at % 4 === 1 || at % 4 === 2) expect(one.status).toBe('rejected')
      else expect(one).toEqual({ status: 'fulfilled', value: columns.map(() => ports) })
    expect(sockets() - before).toBeLessThanOrEqual(4)
  })
})
