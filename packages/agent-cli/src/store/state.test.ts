import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type AgentState, loadAgent, saveAgent } from './agent-state.ts'
import { sweep } from './files.ts'
import { perlAgent, perlTarget } from './import-perl.ts'
import { lock } from './lock.ts'
import { isReadableByOthers, weaknesses } from './permissions.ts'
import { loadTarget, saveTarget } from './target-state.ts'

let dir = ''
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'fi-state-'))
})
afterEach(() => rmSync(dir, { recursive: true }))

const state: AgentState = {
  deviceid: 'lab1-2026-11-26-00-00-00',
  agentid: '0189d7a5-0000-4000-8000-000000000000',
  machine: { uuid: '0123456789abcdef' },
}
const load = () => {
  const said: string[] = []
  return { known: loadAgent(dir, (text) => said.push(text)), said }
}

test('what is saved comes back; files are private', () => {
  saveAgent(dir, { ...state, forcerun: true })
  expect(load()).toEqual({ known: { ...state, forcerun: true }, said: [] })
  for (const name of readdirSync(dir)) expect(statSync(join(dir, name)).mode & 0o777).toBe(0o600)
  expect(readdirSync(dir)).toEqual(['state.copy.json', 'state.json'])
})

test.each([
  ['empty', (path: string) => truncateSync(path)],
  ['cut', (path: string) => truncateSync(path, 40)],
  ['of something else', (path: string) => writeFileSync(path, Buffer.from([0, 1, 2, 255]))],
  ['another kind of JSON', (path: string) => writeFileSync(path, '[1]')],
  ['gone', (path: string) => rmSync(path)],
])('a state file that is %s costs nothing: the other one has all', (_, spoil) => {
  saveAgent(dir, state)
  spoil(join(dir, 'state.json'))
  expect(load().known).toEqual(state)
})

test('both are spoilt: it is told, they are removed, and there is no state', () => {
  saveAgent(dir, state)
  for (const name of readdirSync(dir)) writeFileSync(join(dir, name), 'x')
  const { known, said } = load()
  expect(known).toEqual({})
  expect(said).toEqual([
    `Can't read corrupted ${dir}/state.json, removing it`,
    `Can't read corrupted ${dir}/state.copy.json, removing it`,
  ])
  expect(readdirSync(dir)).toEqual([])
})

test('any bytes in both files are no error, and what is read can stand in a message', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.uint8Array(),
        fc.json().map((text) => Buffer.from(text)),
      ),
      (bytes) => {
        for (const name of ['state.json', 'state.copy.json']) writeFileSync(join(dir, name), bytes)
        mkdirSync(join(dir, 't'), { recursive: true })
        writeFileSync(join(dir, 't', 'state.json'), bytes)
        expect(typeof load().known).toBe('object')
        expect(typeof loadTarget(join(dir, 't'))).toBe('object')
      },
    ),
    { numRuns: 200 },
  )
})

test('the state of a target comes back, without what could not be one', () => {
  const known = {
    nextRunDate: 1_795_000_000,
    maxDelay: 86_400,
    failures: 2,
    dialect: 'glpi',
    digests: { CPUS: 'x' },
  } as const
  const all = { ...known, last: { date: 5, said: 'done' }, deviceid: 'a', target: 'http://h/' }
  saveTarget(join(dir, 'a'), all)
  expect(loadTarget(join(dir, 'a'))).toEqual(all)
  writeFileSync(
    join(dir, 'a', 'state.json'),
    JSON.stringify({
      nextRunDate: 'soon',
      maxDelay: 0,
      failures: 1e9,
      dialect: 'x',
      digests: [],
      last: 3,
      deviceid: '',
    }),
  )
  expect(loadTarget(join(dir, 'a'))).toEqual({ failures: 64 })
})

test('what agents in Perl knew is taken over', () => {
  const bytes = (base64: string): Uint8Array => Buffer.from(base64, 'base64')
  expect(perlAgent(dir)).toBeUndefined()
  writeFileSync(
    join(dir, 'FusionInventory-Agent.dump'),
    bytes('cHN0MAQLCDEyMzQ1Njc4BAgICAMBAAAAChZ2bS0yMDI2LTExLTI2LTA4LTE1LTAyCAAAAGRldmljZWlk'),
  )
  expect(perlAgent(dir)?.known).toEqual({ deviceid: 'vm-2026-11-26-08-15-02' })
  const folder = join(dir, 'http:__127.0.0.1:8897_ocsinventory')
  mkdirSync(folder)
  writeFileSync(
    join(folder, 'target.dump'),
    bytes('cHN0MAQLCDEyMzQ1Njc4BAgICAMCAAAABooQCGsAAAAACwAAAG5leHRSdW5EYXRlBjAqAAAAAAAACAAAAG1heERlbGF5'),
  )
  expect(perlTarget(dir, 'http://127.0.0.1:8897/ocsinventory')).toEqual({
    nextRunDate: 1_795_690_634,
    maxDelay: 10_800,
  })
  expect(perlTarget(dir, 'http://other/')).toBeUndefined()
})

test('an agent id of GLPI is its 16 bytes', () => {
  const dump =
    'cHN0MAULAwAAAAUKEAEjRWeJq83vASNFZ4mrze8AAAAHYWdlbnRpZAiBAAAACGZvcmNlcnVuChhsYWIxLTIwMjQtMDEtMDItMDMtMDQtMDUAAAAIZGV2aWNlaWQXA+KCrAAAAANjbOkEAgAAAAIIgQQCAAAAAQiCAAAABGxpc3Q='
  writeFileSync(join(dir, 'GLPI-Agent.dump'), Buffer.from(dump, 'base64'))
  expect(perlAgent(dir)?.known).toEqual({
    deviceid: 'lab1-2024-01-02-03-04-05',
    agentid: '01234567-89ab-cdef-0123-456789abcdef',
    forcerun: true,
  })
})

test('one run at a time; a lock of a process that is gone is taken over', () => {
  const first = lock(dir)
  if (!('release' in first)) throw new Error('not locked')
  expect(readFileSync(join(dir, 'lock'), 'latin1')).toMatch(new RegExp(`^${process.pid} \\d*\\n$`))
  first.release()
  expect(readdirSync(dir)).toEqual([])
  // Process 1 is there, but began at another time than that.
  for (const left of ['999999999 5\n', '1 3\n', '', 'nonsense']) {
    writeFileSync(join(dir, 'lock'), left)
    const held = lock(dir)
    expect('release' in held, left).toBe(true)
    if ('release' in held) held.release()
  }
  if (process.platform !== 'linux') return
  const parent = readFileSync(`/proc/${process.ppid}/stat`, 'latin1')
    .replace(/^.*\) /s, '')
    .split(' ')[19]
  writeFileSync(join(dir, 'lock'), `${process.ppid} ${parent}\n`)
  expect(lock(dir)).toEqual({ heldBy: process.ppid })
})

test('what a killed run left unfinished is removed once it is old', () => {
  const left = join(dir, 'state.json.0123456789ab.tmp')
  for (const name of [left, join(dir, 'other.tmp')]) writeFileSync(name, 'x')
  sweep(dir, Date.now())
  expect(readdirSync(dir)).toHaveLength(2)
  utimesSync(left, 1, 1)
  sweep(dir, Date.now())
  expect(readdirSync(dir)).toEqual(['other.tmp'])
})

test('who may write: owner, everybody, groups, and folders above; in a sticky folder others cannot replace anything', () => {
  const tree: Record<string, { uid: number; gid: number; mode: number }> = {
    '/': { uid: 0, gid: 0, mode: 0o755 },
    '/tmp': { uid: 0, gid: 0, mode: 0o1777 },
    '/tmp/a': { uid: 1000, gid: 1000, mode: 0o700 },
    '/tmp/mine': { uid: 0, gid: 0, mode: 0o700 },
    '/etc': { uid: 0, gid: 0, mode: 0o775 },
    '/etc/a.cfg': { uid: 0, gid: 50, mode: 0o664 },
    '/open': { uid: 0, gid: 0, mode: 0o777 },
    '/open/a': { uid: 0, gid: 0, mode: 0o600 },
  }
  const look = (path: string, uid = 0) => weaknesses([path], uid, (one) => tree[one])
  expect(look('/tmp/mine')).toEqual([])
  expect(look('/tmp/a')).toEqual([{ path: '/tmp/a', reason: 'belongs to user 1000', mild: false }])
  expect(look('/tmp/a', 1000)).toEqual([])
  expect(look('/etc/a.cfg')).toEqual([{ path: '/etc/a.cfg', reason: 'can be written by group 50', mild: true }])
  expect(look('/open/a')).toEqual([{ path: '/open', reason: 'can be written by everybody', mild: false }])
  expect(look('/nowhere/at/all')).toEqual([])
})

test('a file with secrets is for its owner', () => {
  const file = join(dir, 'a')
  writeFileSync(file, '')
  chmodSync(file, 0o600)
  expect(isReadableByOthers(file)).toBe(false)
  chmodSync(file, 0o644)
  expect(isReadableByOthers(file)).toBe(true)
})
