import { expect, test } from 'vitest'
import { described, type Instances, int, table, text } from './test-device.ts'

const storage = '1.3.6.1.2.1.25.2.3.1'
const ram = '6|1.3.6.1.2.1.25.2.1.2'
const disk = '6|1.3.6.1.2.1.25.2.1.4'
const pools = '1.3.6.1.4.1.9.9.48.1.1.1'

const info = async (...parts: readonly Instances[]) =>
  (await described(Object.assign({ '1.3.6.1.2.1.1.1.0': text('x') }, ...parts))).INFO

test('memory is the largest storage of that kind, in its units', async () => {
  const rows = table(storage, {
    2: { 1: disk, 2: ram, 10: ram },
    4: { 1: int(4096), 2: int(1024), 10: int(4096) },
    5: { 1: int(9_000_000), 2: int(2048), 10: int(1_048_576) },
  })
  expect((await info(rows)).MEMORY).toBe(4096)
})

test('without storage, the fixed pools of a Cisco together', async () => {
  const rows = table(pools, {
    5: { 1: int(60_000_000), 2: int(10_000_000), 16: int(5_000_000) },
    6: { 1: int(30_000_000), 2: int(4_857_600), 16: int(5_000_000) },
  })
  expect((await info(rows)).MEMORY).toBe(100)
  expect(await info({})).not.toHaveProperty('MEMORY')
})

test('RAM: the host’s size, then the total of UCD, then Cisco’s bytes', async () => {
  const cisco = { '1.3.6.1.4.1.9.3.6.6.0': int(268_435_456) }
  const ucd = { '1.3.6.1.4.1.2021.4.5.0': int(2_097_152) }
  const host = { '1.3.6.1.2.1.25.2.2.0': int(1_048_576) }
  expect((await info(cisco)).RAM).toBe(256)
  expect((await info(cisco, ucd)).RAM).toBe(2048)
  expect((await info(cisco, ucd, host)).RAM).toBe(1024)
  expect((await info({ '1.3.6.1.2.1.25.2.2.0': text('524288 KBytes') })).RAM).toBe(512)
})

test('load of the CPU, the newer column first', async () => {
  const older = { '1.3.6.1.4.1.9.9.109.1.1.1.1.3.1': '66|40' }
  expect((await info(older)).CPU).toBe(40)
  expect((await info(older, { '1.3.6.1.4.1.9.9.109.1.1.1.1.6.1': '66|7' })).CPU).toBe(7)
})
