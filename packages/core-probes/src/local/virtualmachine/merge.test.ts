import { captureText } from '@fusioninventory/testkit'
import { expect, test } from 'vitest'
import { captureHost } from '../../host/adapters/capture.ts'
import { parseCapture } from '../../host/capture/parse.ts'
import type { Host } from '../../host/port.ts'
import { askEach } from './ask.ts'
import type { Found } from './guest.ts'
import { mergeGuests } from './merge.ts'

const found = (from: string, NAME: string, UUID?: string, more = {}): Found => ({
  from,
  guest: { NAME, UUID, ...more },
})
const names = (...byTool: readonly (readonly Found[])[]) => mergeGuests(byTool).map(({ NAME }) => NAME)

test('one identity in any spelling is one guest; the earlier tool holds', () => {
  const merged = mergeGuests([
    [found('a', 'web', '{0A1B2C3D-0000-4000-8000-000000000001}', { MEMORY: 1 })],
    [found('b', 'web.example.org', '0a1b2c3d00004000800000000000 0001', { MEMORY: 2, VCPU: 2 })],
  ])
  expect(merged).toEqual([{ NAME: 'web', UUID: '{0A1B2C3D-0000-4000-8000-000000000001}', MEMORY: 1, VCPU: 2 }])
})

test('names', () => {
  expect(names([found('a', 'web', '1')], [found('b', 'Web')])).toEqual(['web'])
  expect(names([found('a', 'web')], [found('b', 'web', '1')])).toEqual(['web'])
  expect(names([found('a', 'web', '1')], [found('b', 'web', '2')])).toEqual(['web', 'web'])
  expect(names([found('a', 'web', '1'), found('a', 'web', '1'), found('a', 'web')])).toHaveLength(3)
})

test('long and short ids of containers, and numbers of the host', () => {
  const id = 'abcdef012345'.padEnd(64, '0')
  expect(names([found('a', 'x', id)], [found('b', 'y', 'abcdef012345')])).toEqual(['x'])
  expect(
    names([{ ...found('a', 'x', '1'), also: ['qemu/1'] }], [{ ...found('b', 'y', '2'), also: ['qemu/1'] }]),
  ).toEqual(['x'])
})

const host = captureHost(parseCapture(captureText()))
const context = () => {
  const lines: string[] = []
  const options = { scanHomedirs: false, scanProfiles: false, assetname: 1, maskSecrets: true } as const
  const ctx = {
    signal: new AbortController().signal,
    debug: (line: string) => void lines.push(line),
    hint: () => {},
    options,
  }
  return { ctx, lines }
}

test('many guests: at most four questions at a time', async () => {
  let running = 0
  let most = 0
  const results = await askEach(
    host,
    context().ctx,
    Array.from({ length: 500 }, (_, at) => at),
    async (at) => {
      most = Math.max(most, ++running)
      await Promise.resolve()
      running--
      return at
    },
  )
  expect(results).toHaveLength(500)
  expect(results[499]).toBe(499)
  expect(most).toBe(4)
})

test('many guests: none is asked when the time is over', async () => {
  let now = 0
  const slow: Host = { ...host, facts: { ...host.facts, now: () => now } }
  const { ctx, lines } = context()
  const results = await askEach(
    slow,
    ctx,
    Array.from({ length: 100 }, (_, at) => at),
    async (at) => {
      now += 2_000
      return at
    },
  )
  expect(results.filter((result) => result !== undefined).length).toBeLessThanOrEqual(14)
  expect(results).toHaveLength(100)
  expect(lines[0]).toMatch(/^no time left to ask about \d+ guests$/)
})
