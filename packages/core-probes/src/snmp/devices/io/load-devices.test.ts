import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { loadDevices } from './load-devices.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'devices-'))
})
afterEach(() => rm(folder, { recursive: true }))

it('reads every .json of a folder in the order of names, and goes on after one that is wrong', async () => {
  const one = (name: string) => JSON.stringify({ name, match: [{ object: '1.3.6.1.4.1.99999' }] })
  await writeFile(join(folder, '20-b.json'), one('b'))
  await writeFile(join(folder, '10-a.json'), one('a'))
  await writeFile(join(folder, 'notes.txt'), 'no device')
  await writeFile(join(folder, '15-wrong.json'), '{')
  await mkdir(join(folder, '30.json'))
  const { devices, problems } = await loadDevices(folder)
  expect(devices.map(({ name }) => name)).toEqual(['a', 'b'])
  expect(problems).toEqual([
    expect.stringContaining('15-wrong.json: no JSON'),
    `${join(folder, '30.json')}: no regular file`,
  ])
})

it('refuses a file that nobody wrote by hand', async () => {
  await writeFile(join(folder, 'a.json'), ' '.repeat(2_000_000))
  expect((await loadDevices(folder)).problems).toEqual([`${join(folder, 'a.json')}: larger than 1048576 bytes`])
})

it('a folder that is not there holds none', async () => {
  expect(await loadDevices(join(folder, 'none'))).toEqual({ devices: [], problems: [] })
})
