import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from '@fusioninventory/cli-kit'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Settings } from '../config/effective.ts'
import { tool } from '../options.ts'
import { loadTarget, saveTarget, type TargetState } from '../store/target-state.ts'
import { after, openTarget } from './planned.ts'
import type { RunEnd } from './server.ts'
import { targetsOf } from './targets.ts'

let vardir = ''
beforeEach(() => {
  vardir = mkdtempSync(join(tmpdir(), 'fi-run-'))
})
afterEach(() => rmSync(vardir, { recursive: true }))

const settings: Settings = parse(tool, []).options
const now = 1_795_000_000
const session = (random: () => number, at = now) => ({ vardir, settings, random, now: () => at * 1000 })
const done: RunEnd = { outcome: 'done', said: 'done', pending: false, period: 86_400, dialect: 'legacy' }
const failed: RunEnd = { outcome: 'failed', said: 'no', pending: false }

test('the life of a target: first date, success, failures, success', () => {
  const [target] = targetsOf({ local: [], server: ['h'] }, vardir)
  if (target === undefined) throw new Error('no target')
  const first = openTarget(
    target,
    session(() => 0.5),
  )
  expect(first.nextRunDate).toBe(now + 1800 + 900)
  let state = after(
    first,
    done,
    session(() => 0),
  )
  expect(state).toMatchObject({ maxDelay: 86_400, nextRunDate: now + 43_200, dialect: 'legacy' })
  saveTarget(target.dir, state)
  expect(
    openTarget(
      target,
      session(() => 0.9),
    ).nextRunDate,
  ).toBe(now + 43_200)
  // The clock was set back by a week, or the machine was off for as long.
  for (const at of [now - 700_000, now + 700_000])
    expect(
      openTarget(
        target,
        session(() => 0, at),
      ).nextRunDate,
    ).toBe(at + 1800)
  for (const delay of [60, 120, 240]) {
    state = after(
      state,
      failed,
      session(() => 0),
    )
    expect(state.nextRunDate).toBe(now + delay)
  }
  expect(state).toMatchObject({ failures: 3, maxDelay: 86_400 })
  expect(
    after(
      state,
      done,
      session(() => 0),
    ).failures,
  ).toBeUndefined()
  expect(loadTarget(target.dir).failures).toBeUndefined()
})

test('pending: exactly when the server says, and no failure', () => {
  const state = after(
    {},
    { ...done, pending: true, period: 17 },
    session(() => 0.9),
  )
  expect(state.nextRunDate).toBe(now + 17)
})

test('a server that was found to speak GLPI is asked by PROLOG after a failure', () => {
  const before: TargetState = { dialect: 'glpi', digests: { CPUS: 'x' } }
  expect(
    after(
      before,
      failed,
      session(() => 0),
    ).dialect,
  ).toBeUndefined()
  expect(
    after(
      { dialect: 'legacy' },
      failed,
      session(() => 0),
    ).dialect,
  ).toBe('legacy')
  expect(
    after(
      before,
      failed,
      session(() => 0),
    ).digests,
  ).toEqual({ CPUS: 'x' })
})

test('whatever happens, the next date is in the future and believed, and what is saved comes back', () => {
  const end = fc.constantFrom(
    done,
    failed,
    { ...done, period: 2 },
    { ...done, period: 1e9 },
    { ...done, pending: true },
  )
  const unit = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
  fc.assert(
    fc.property(fc.array(fc.tuple(end, unit, fc.nat(100_000)), { minLength: 1, maxLength: 20 }), (steps) => {
      let state: TargetState = {}
      let at = now
      for (const [one, random, later] of steps) {
        state = after(
          state,
          one,
          session(() => random, at),
        )
        expect(state.nextRunDate).toBeGreaterThan(at)
        expect(state.nextRunDate).toBeLessThanOrEqual(at + 8760 * 3600 * 30)
        saveTarget(join(vardir, 't'), state)
        expect(loadTarget(join(vardir, 't'))).toEqual(state)
        at += later
      }
    }),
    { numRuns: 30 },
  )
})
