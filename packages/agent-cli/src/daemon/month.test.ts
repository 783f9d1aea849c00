import { loggerOf, parse } from '@fusioninventory/cli-kit'
import { expect, test } from 'vitest'
import type { Settings } from '../config/effective.ts'
import { tool } from '../options.ts'
import type { TargetState } from '../store/target-state.ts'
import { after } from '../target/planned.ts'
import type { RunEnd } from '../target/server.ts'
import { type Target, targetsOf } from '../target/targets.ts'
import { type Entry, longestSleep, openLoop } from './loop.ts'
import { testClock } from './test-clock.ts'

const second = 1000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour
const start = Date.UTC(2026, 10, 1)

/** Mulberry32: the same month every time. */
function randomOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

interface Contact {
  readonly id: string
  /** Epoch seconds. */
  readonly planned: number
  /** By a clock that nobody sets: seconds since the start. */
  readonly ran: number
  readonly began: number
  readonly ended: number
  readonly asked: boolean
  readonly failures: number
  readonly maxDelay: number
  readonly next: number
}

interface Month {
  readonly contacts: readonly Contact[]
  /** When the wall was set forward: epoch seconds before and after. */
  readonly jumps: readonly (readonly [number, number])[]
  readonly reloads: readonly number[]
  readonly most: number
  readonly woken: number
  readonly pendingAtEnd: number
}

/** Three targets in a month in which much goes wrong, by the hours of the month. */
async function month(seed: number, jitter: 'legacy' | 'compat', reloadEvery = 0): Promise<Month> {
  const random = randomOf(seed)
  const clock = testClock(start)
  const settings = { ...parse(tool, []).options, 'schedule-jitter': jitter } as Settings
  const targets = targetsOf({ local: ['/tmp'], server: ['http://one', 'http://two'] }, '/nowhere')
  const contacts: Contact[] = []
  const reloads: number[] = []
  const jumps: (readonly [number, number])[] = []
  let set = 0
  const jump = (ms: number): void => {
    set += ms
    const before = clock.now() / 1000
    clock.set(ms)
    if (ms > 0) jumps.push([before, clock.now() / 1000])
  }
  let most = 0
  let atWork = 0
  const planning = { settings, random }
  const entries: readonly Entry[] = targets.map((target) => ({
    target,
    state: { nextRunDate: start / 1000 + 1800 + Math.floor(random() * 1800) },
    asked: false,
  }))

  /** What the servers say at that time; undefined: nothing. */
  function said(target: Target): RunEnd {
    const at = (clock.now() - start) / hour
    const failed = (why: string): RunEnd => ({ outcome: 'failed', said: why, pending: false })
    if (target.kind === 'local') return { outcome: 'done', said: 'done', pending: false }
    if (target.id === 'server0' && at > 120 && at < 171) return failed('No answer')
    if (target.id === 'server1' && random() < 0.2) return failed('no such host')
    const period = target.id === 'server1' ? 6 * 3600 : at < 240 ? 86_400 : 3 * 3600
    return { outcome: 'done', said: 'done', pending: false, period }
  }

  const loop = openLoop({
    clock,
    log: loggerOf('error', { put: () => undefined }),
    planning: () => planning,
    async contact(target, state) {
      expect(++atWork).toBe(1)
      const began = Math.floor(clock.now() / 1000)
      await new Promise<void>((resolve) => clock.after(Math.floor((5 + random() * 100) * second), resolve))
      const end = said(target)
      const next = after(state, end, { settings, random, now: clock.now })
      contacts.push({
        id: target.id,
        planned: state.nextRunDate ?? 0,
        ran: (clock.now() - start - set) / 1000,
        began,
        ended: Math.floor(clock.now() / 1000),
        asked: (state.nextRunDate ?? 0) > began,
        failures: next.failures ?? 0,
        maxDelay: next.maxDelay ?? 0,
        next: next.nextRunDate ?? 0,
      })
      atWork--
      return next
    },
    kept: (): TargetState => ({}),
    async reload() {
      expect(atWork).toBe(0)
      reloads.push(clock.now())
      loop.replace(loop.entries.map((entry) => ({ ...entry })))
    },
    reloadEvery: () => reloadEvery,
    changed: () => undefined,
  })

  const over = loop.run(entries)
  for (let hours = 0; hours < 30 * 24; hours++) {
    await clock.pass(hour)
    // One for the loop, and one for the contact that is under way.
    most = Math.max(most, clock.pending - atWork)
    if (hours === 300) loop.runNow()
    if (hours === 320) loop.reload()
    if (hours === 400) loop.runNow(['server1'])
    if (hours === 500) jump(3 * day)
    if (hours === 560) jump(-9 * day)
    if (hours === 640) jump(12 * hour)
  }
  loop.stop()
  await clock.pass(5 * minute)
  await over
  return { contacts, jumps, reloads, most, woken: clock.woken, pendingAtEnd: clock.pending }
}

const shortening = (maxDelay: number): number =>
  maxDelay < 21_600 ? Math.floor(maxDelay / 6) : maxDelay <= 86_400 ? 3600 : Math.floor(maxDelay / 24)

test.each([
  [1, 'legacy'],
  [2, 'legacy'],
  [3, 'legacy'],
  [4, 'compat'],
  [5, 'compat'],
  [6, 'compat'],
] as const)('a month, %i (%s): each date obeys its rule, none is missed, nothing is left', async (seed, jitter) => {
  const { contacts, jumps, most, pendingAtEnd, woken } = await month(seed, jitter)
  expect(most).toBeLessThanOrEqual(1)
  expect(pendingAtEnd).toBe(0)
  // No more often than once a minute, but for what there was to do.
  expect(woken).toBeLessThan((30 * day) / longestSleep + 4 * contacts.length + 10)
  for (const { ended, failures, maxDelay, next } of contacts) {
    const delay = next - ended
    if (failures > 0) {
      expect(delay).toBe(Math.min(60 * 2 ** (failures - 1), maxDelay, 3600))
    } else if (jitter === 'legacy') {
      expect(delay).toBeGreaterThanOrEqual(Math.floor(maxDelay / 2))
      expect(delay).toBeLessThan(maxDelay)
    } else {
      expect(delay).toBeGreaterThan(maxDelay - shortening(maxDelay))
      expect(delay).toBeLessThanOrEqual(maxDelay)
    }
  }
  for (const id of ['local0', 'server0', 'server1']) {
    const own = contacts.filter((one) => one.id === id)
    expect(own.at(-1)?.ran).toBeGreaterThan(30 * 86_400 - 2 * 86_400)
    for (const [at, { planned, began, asked, ran }] of own.entries()) {
      // Dates are those that were told after the run before, unless the clock was set back.
      const before = own[at - 1]
      if (before !== undefined && planned !== before.next) expect(began).toBeLessThan(before.ended)
      // Whatever the wall says, two periods are the longest time without a contact.
      if (before !== undefined) expect(ran - before.ran).toBeLessThanOrEqual(2 * before.maxDelay + 600)
      if (asked) continue
      expect(began).toBeGreaterThanOrEqual(planned)
      // At most a minute late, and as long as the two others took; a date that was jumped over is due at once.
      const [, due] = jumps.find(([from, to]) => from <= planned && planned < to && began >= to) ?? [0, planned]
      expect(began - due).toBeLessThanOrEqual(longestSleep / second + 2 * 105)
    }
    expect(own.filter(({ asked }) => asked).length).toBe(id === 'server1' ? 2 : 1)
  }
  // What the server wants takes effect: days, then hours.
  const periods = new Set(
    contacts.filter(({ id, failures }) => id === 'server0' && failures === 0).map((one) => one.maxDelay),
  )
  expect([...periods]).toEqual([86_400, 10_800])
  // Two days of outage: an hour between tries, once the delay has grown.
  const tries = contacts.filter(({ id, failures }) => id === 'server0' && failures > 0)
  expect(tries.map(({ failures }) => failures)).toEqual(tries.map((_, at) => at + 1))
  expect(tries.length).toBeGreaterThan(20)
})

test('after requests for all, each target has its turn before any has another', async () => {
  const { contacts } = await month(7, 'legacy')
  const at = start / 1000 + 301 * 3600
  const turns = contacts.filter(({ began }) => began >= at && began < at + 400)
  expect(new Set(turns.slice(0, 3).map(({ id }) => id)).size).toBe(3)
})

test('the configuration is read again by its interval, and once more when asked, never during a run', async () => {
  const { reloads } = await month(8, 'legacy', 6 * hour)
  // A clock set back by nine days does not put the next one off; one set forward brings it at once.
  expect(reloads.length).toBeGreaterThanOrEqual(30 * 4)
  expect(reloads.length).toBeLessThanOrEqual(30 * 4 + 6)
  for (const [index, at] of reloads.entries()) {
    const before = reloads[index - 1]
    if (before !== undefined && at > before) expect(at - before).toBeLessThan(3 * day + 6 * hour + 10 * minute)
  }
})

test('without a word of the clock the loop looks at it once a minute at most', async () => {
  const clock = testClock(start)
  const [target] = targetsOf({ local: [], server: ['http://h'] }, '/nowhere')
  if (target === undefined) throw new Error('no target')
  let runs = 0
  const loop = openLoop({
    clock,
    log: loggerOf('error', { put: () => undefined }),
    planning: () => ({ settings: parse(tool, []).options as Settings, random: Math.random }),
    contact: async (_, state) => {
      runs++
      return { ...state, nextRunDate: clock.now() / 1000 + 3600 }
    },
    kept: () => ({}),
    reload: async () => undefined,
    reloadEvery: () => 0,
    changed: () => undefined,
  })
  const over = loop.run([{ target, state: { nextRunDate: start / 1000 + 3600 }, asked: false }])
  await clock.pass(50 * minute)
  expect([runs, clock.woken]).toEqual([0, 50])
  // Suspended: the wall goes on, timers do not.
  clock.set(2 * hour)
  await clock.pass(minute)
  expect(runs).toBe(1)
  loop.stop()
  await over
  expect(clock.pending).toBe(0)
})

test('what a process from cron did meanwhile counts; a target that stays due is not tried without end', async () => {
  const clock = testClock(start)
  const today = start / 1000
  const [target] = targetsOf({ local: [], server: ['http://h'] }, '/nowhere')
  if (target === undefined) throw new Error('no target')
  const runs: number[] = []
  let kept: TargetState = { nextRunDate: today + 5000, last: { date: today + 100, said: 'done' } }
  const loop = openLoop({
    clock,
    log: loggerOf('error', { put: () => undefined }),
    planning: () => ({ settings: parse(tool, []).options as Settings, random: Math.random }),
    async contact(_, state) {
      runs.push(clock.now() / 1000 - today)
      return runs.length === 1 ? undefined : state
    },
    kept: () => kept,
    reload: async () => undefined,
    reloadEvery: () => 0,
    changed: () => undefined,
  })
  const over = loop.run([{ target, state: { nextRunDate: today + 600 }, asked: false }])
  await clock.pass(4000 * second)
  expect(runs).toEqual([])
  kept = {}
  await clock.pass(1200 * second)
  // Another process was at work for it; then nothing came of it: a minute later each time.
  expect(runs.slice(0, 3)).toEqual([5000, 5060, 5120])
  loop.stop()
  await over
})
