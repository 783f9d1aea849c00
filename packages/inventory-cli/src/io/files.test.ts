import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { memoryIo } from '@fusioninventory/cli-kit'
import { afterAll, describe, expect, it } from 'vitest'
import { isMissing, readInput, requireDirectory, writeResult } from './files.ts'

const dir = mkdtempSync(join(tmpdir(), 'inventory-cli-'))
const path = (name: string): string => join(dir, name)
afterAll(() => rmSync(dir, { recursive: true }))

describe('readInput', () => {
  const io = memoryIo({ stdin: 'from stdin' })

  it('reads a file, or standard input', async () => {
    writeFileSync(path('in'), 'text')
    expect(String(await readInput(io, path('in'), 4))).toBe('text')
    expect(String(await readInput(io, '-', 100))).toBe('from stdin')
  })

  it.each([
    ['in', 3, 'in is larger than 0 MiB'],
    ['none', 9, "Can't read %: No such file or directory"],
    ['.', 9, "Can't read %: Illegal operation on a directory"],
  ])('%s, limit %i: %s', async (name, limit, message) => {
    const file = join(dir, name)
    await expect(readInput(io, file, limit)).rejects.toThrow(message.replace('%', file))
  })
})

describe('writeResult', () => {
  it('replaces the file and leaves nothing else', async () => {
    mkdirSync(path('out'))
    writeFileSync(path('out/f'), 'old')
    await writeResult(path('out/f'), 'new')
    expect(readFileSync(path('out/f'), 'utf8')).toBe('new')
    expect(readdirSync(path('out'))).toEqual(['f'])
  })

  it('writes to a device without replacing it', async () => {
    await writeResult('/dev/null', 'x')
    expect(isMissing('/dev/null')).toBe(false)
    expect(readFileSync('/dev/null', 'utf8')).toBe('')
  })

  it.each([
    ['none/f', 'No such file or directory'],
    ['out', 'Illegal operation on a directory'],
  ])('%s: %s', async (name, reason) => {
    await expect(writeResult(path(name), 'x')).rejects.toThrow(`Can't write to ${path(name)}: ${reason}`)
  })
})

describe('requireDirectory', () => {
  it('accepts directories only', () => {
    expect(() => requireDirectory(dir)).not.toThrow()
    expect(() => requireDirectory(path('in'))).toThrow(`Can't read directory ${path('in')}: Not a directory`)
    expect(() => requireDirectory(path('none'))).toThrow(
      `Can't read directory ${path('none')}: No such file or directory`,
    )
  })
})
