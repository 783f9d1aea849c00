/**
 * Live SNMP sessions against a farm of agents that show the shared recordings: they lead to the documents that the
 * recordings lead to, and a record of them does too; devices that answer wrongly cost bounded time and memory, and
 * nobody else anything. `snmp.check.ts [all | DEVICES] [SECONDS of fuzzing]`.
 */
import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  loadRecording,
  openEngine,
  recordedSession,
  recordSession,
  type SnmpEngine,
  saveRecording,
} from '../../packages/core-probes/src/snmp/index.ts'
import { random } from '../testkit/src/parsers/mutate.ts'
import { type FarmDevice, startFarm } from '../testkit/src/snmp-farm/farm.ts'
import { mutations } from '../testkit/src/snmp-farm/mutations.ts'
import { type FarmProcess, spawnFarm } from '../testkit/src/snmp-farm/process.ts'
import { check, end, shared, skip } from './checks.ts'
import { community, documentsOf } from './snmp-documents.ts'

const [count = '30', seconds = '20'] = process.argv.slice(2)
const devices = shared && join(shared, 'snmp', 'devices')
const atOnce = 20

/** Recordings, evenly out of all; not those that merely stand for a context. */
function names(dir: string): readonly string[] {
  const all = readdirSync(dir).flatMap((file) => /^([^@]+)\.snmprec(?:\.gz)?$/.exec(file)?.[1] ?? [])
  const step = count === 'all' ? 1 : all.length / Number(count)
  return all.sort().filter((_, at) => Math.floor(at / step) !== Math.floor((at - 1) / step))
}

const fileOf = (dir: string, name: string): string => {
  const plain = join(dir, `${name}.snmprec`)
  return existsSync(plain) ? plain : `${plain}.gz`
}

async function eachOf<T>(all: readonly T[], run: (one: T) => Promise<void>): Promise<void> {
  const left = [...all]
  const worker = async (): Promise<void> => {
    for (let one = left.shift(); one !== undefined; one = left.shift()) await run(one)
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
}

/** Each device by v2c (and every fifth by v1), beside its recording and the record of the session. */
async function equal(dir: string, engine: SnmpEngine, farm: FarmProcess, temp: string): Promise<void> {
  const different: string[] = []
  await eachOf([...farm.devices.entries()], async ([at, { name, address }]) => {
    const recording = await loadRecording(fileOf(dir, name))
    const expected = await documentsOf(recordedSession(recording, address))
    for (const version of at % 5 === 0 ? (['2c', '1'] as const) : (['2c'] as const)) {
      const session = await engine.openSession({ address, port: farm.port }, community('public', version))
      const recorder = recordSession(session)
      const live = await documentsOf(recorder.session)
      const record = join(temp, `${name}-${version}.snmprec`)
      await saveRecording(record, recorder.recording())
      session.close()
      for (const [which, documents] of [
        ['live', live],
        ['its record', await replayed(record, address)],
      ] as const)
        try {
          assert.deepEqual(documents, expected)
        } catch (error) {
          different.push(`${name} by v${version}, ${which}: ${(error as Error).message.slice(0, 1500)}`)
        }
    }
  })
  assert.deepEqual(different, [])
}

/** One that never answered anything has no record. */
async function replayed(record: string, address: string): Promise<unknown> {
  const recording = await loadRecording(record).catch(() => ({ values: new Map() }))
  return documentsOf(recordedSession(recording, address))
}

/** Mutated answers: no crash, no device beyond its time, and the others right. */
async function fuzz(dir: string, engine: SnmpEngine): Promise<string> {
  const pick = random(7)
  const samples = names(dir).slice(0, 8)
  const recordings = await Promise.all(samples.map((name) => loadRecording(fileOf(dir, name))))
  const until = performance.now() + Number(seconds) * 1000
  let [rounds, answers] = [0, 0]
  for (; performance.now() < until; rounds++) {
    const all = recordings.flatMap((recording, at): readonly FarmDevice[] => {
      const change = mutations(pick(2 ** 31), 1 + pick(3))
      return [
        { name: `hostile ${at}`, recording, change },
        { name: `sane ${at}`, recording },
      ]
    })
    const farm = await startFarm(all, '127.12.0.1')
    try {
      await Promise.all(
        farm.devices.map(async ({ name, address }, at) => {
          const began = performance.now()
          const options = { timeout: 400, limits: { device: 3000 } }
          const session = await engine.openSession({ address, port: farm.port }, community(), options)
          const documents = await documentsOf(session)
          session.close()
          const took = performance.now() - began
          assert.ok(took < 6000, `${name} took ${took} ms`)
          if (name.startsWith('hostile')) return
          const replay = recordedSession(recordings[at >> 1] ?? { values: new Map() }, address)
          assert.deepEqual(documents, await documentsOf(replay), name)
        }),
      )
      answers += farm.devices.reduce((sum, { counts }) => sum + counts.answers, 0)
    } finally {
      farm.stop()
    }
  }
  return `${rounds} rounds, ${answers} answers`
}

const megabytes = (): number => process.memoryUsage.rss() / 0x10_0000

/** A table of 100,000 MAC addresses, from another process so that only what asks is measured. */
async function large(engine: SnmpEngine, temp: string): Promise<string> {
  const root = '1.3.6.1.2.1.17.4.3.1.2'
  const rows = Array.from(
    { length: 100_000 },
    (_, at) => `${root}.0.80.86.${at >> 16}.${(at >> 8) & 255}.${at & 255}|2|${1 + (at % 48)}`,
  )
  writeFileSync(join(temp, 'large.snmprec'), `1.3.6.1.2.1.1.1.0|4|large\n${rows.join('\n')}\n`)
  const farm = await spawnFarm(['--dir', temp, '--base', '127.13.0.1', '--port', '16103', 'large'])
  try {
    const [device] = farm.devices
    const session = await engine.openSession({ address: device?.address ?? '', port: farm.port }, community())
    const [before, began] = [megabytes(), performance.now()]
    const [walk] = await session.walk([root])
    const [grown, took] = [megabytes() - before, performance.now() - began]
    assert.deepEqual([walk?.rows.size, walk?.end], [100_000, 'complete'])
    assert.ok(took < 60_000, `${took} ms`)
    assert.ok(grown < 150, `${grown} MiB more`)
    session.close()
    return `${(took / 1000).toFixed(1)} s, ${grown.toFixed(0)} MiB, ${session.stats.requests} requests`
  } finally {
    await farm.stop()
  }
}

/** What is wrong with a device costs so many seconds at most. */
async function bad(dir: string, engine: SnmpEngine): Promise<void> {
  const [name = ''] = names(dir).slice(-1)
  const recording = await loadRecording(fileOf(dir, name))
  const kinds: readonly (readonly [string, Partial<FarmDevice>, number, budget?: number])[] = [
    ['endless', { endless: true }, 10],
    ['one datagram in three lost', { loss: 1 / 3, seed: 5 }, 120],
    ['one question in three answered', { loss: 1 - Math.sqrt(1 / 3), seed: 6 }, 65, 60],
    ['never answers', { silent: true }, 16],
    ['GET only', { getOnly: true }, 60],
    ['wrong types', { wrongType: true }, 10],
    ['other address', { elsewhere: true }, 10],
  ]
  const farm = await startFarm(
    kinds.map(([kind, options]): FarmDevice => ({ name: kind, recording, ...options })),
    '127.14.0.1',
  )
  const documents = await Promise.all(
    farm.devices.map(async ({ name: kind, address }, at) => {
      const began = performance.now()
      const [, , bound = 0, budget = 180] = kinds[at] ?? []
      const limits = { device: budget * 1000 }
      const session = await engine.openSession({ address, port: farm.port }, community(), { limits })
      const found = await documentsOf(session)
      const took = (performance.now() - began) / 1000
      console.log(`    ${kind}: ${took.toFixed(1)} s, ${JSON.stringify(session.stats)}`)
      assert.ok(took < bound, `${kind} took ${took} s`)
      session.close()
      return [kind, found, await documentsOf(recordedSession(recording, address))] as const
    }),
  ).finally(() => farm.stop())
  for (const [kind, found, expected] of documents)
    if (kind.includes('lost') || kind.includes('other')) assert.deepEqual(found, expected, kind)
    else if (kind.endsWith('answered')) assert.match(JSON.stringify(found), /INFO|no response/, kind)
    else if (kind === 'never answers') assert.match(JSON.stringify(found), /no response from host 127\./)
}

if (devices === undefined || !existsSync(devices)) {
  skip('live SNMP', 'no shared data')
} else {
  const temp = mkdtempSync(join(tmpdir(), 'snmp-check-'))
  const engine = await openEngine()
  const farm = await spawnFarm(['--dir', devices, '--port', '16101', ...names(devices)])
  try {
    await check(`${farm.devices.length} devices: live, recorded and the record of live are equal`, () =>
      equal(devices, engine, farm, temp),
    )
    await farm.stop()
    await check('100,000 rows', async () => console.log(`    ${await large(engine, temp)}`))
    await check('bad devices', () => bad(devices, engine))
    await check('mutated answers', async () => console.log(`    ${await fuzz(devices, engine)}`))
  } finally {
    engine.close()
    rmSync(temp, { recursive: true })
  }
}
end()
