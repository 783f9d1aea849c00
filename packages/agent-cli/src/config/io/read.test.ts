import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readConfiguration } from './read.ts'

let dir = ''
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'fi-config-'))
})
afterEach(() => rmSync(dir, { recursive: true }))

const put = (name: string, text: string | Uint8Array): string => {
  const path = join(dir, name)
  mkdirSync(join(path, '..'), { recursive: true })
  writeFileSync(path, text)
  return path
}
const tags = (main: string): readonly string[] => readConfiguration(main).assignments.map(({ value }) => value)

test('included files and folders count where they stand, in byte order, relative to the file that names them', () => {
  const main = put('agent.cfg', 'tag = a\ninclude "conf.d/"\ninclude = more/x.cfg\ntag = z\n')
  put('conf.d/20.cfg', 'tag = c')
  put('conf.d/10.cfg', 'tag = b')
  put('conf.d/30.txt', 'tag = no')
  put('conf.d/sub/40.cfg', 'tag = no')
  put('more/x.cfg', "include 'y.cfg'")
  put('more/y.cfg', 'tag = d')
  expect(tags(main)).toEqual(['a', 'b', 'c', 'd', 'z'])
})

test('a file is read once; one that is missing is no matter', () => {
  const main = put('agent.cfg', 'tag = a\ninclude agent.cfg\ninclude nowhere.cfg')
  const { assignments, notices } = readConfiguration(main)
  expect(assignments).toHaveLength(1)
  expect(notices).toEqual([
    { level: 'warning', text: `Config: ${main} configuration file still loaded` },
    { level: 'debug', text: expect.stringContaining('nowhere.cfg, which cannot be read') },
  ])
})

test('depth has an end', () => {
  for (let i = 0; i < 30; i++) put(`${i}.cfg`, `tag = ${i}\ninclude ${i + 1}.cfg`)
  const { assignments, notices } = readConfiguration(join(dir, '0.cfg'))
  expect(assignments).toHaveLength(17)
  expect(notices[0]?.text).toContain('includes too deep')
})

test('encodings: a mark, UTF-16, Latin-1', () => {
  expect(tags(put('a.cfg', '\ufefftag = é'))).toEqual(['é'])
  expect(tags(put('b.cfg', Buffer.from('\ufefftag = é\r\n', 'utf16le')))).toEqual(['é'])
  expect(tags(put('c.cfg', Buffer.from('tag = é', 'latin1')))).toEqual(['é'])
})

test('the main file has to be there', () => {
  expect(() => readConfiguration(join(dir, 'no.cfg'))).toThrow(`Config: non-existing file ${dir}/no.cfg`)
  expect(() => readConfiguration(dir)).toThrow(`Config: non-readable file ${dir}`)
})
