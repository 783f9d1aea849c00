import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { firstLineOf } from './first-line.ts'

const dir = mkdtempSync(join(tmpdir(), 'fi-line-'))
afterAll(() => rmSync(dir, { recursive: true }))

describe('firstLineOf', () => {
  it.each([
    ['geheim\nmore\n', 'geheim'],
    ['geheim\r\n', 'geheim'],
    ['pä\u20ac', 'pä\u20ac'],
    ['', ''],
    [`${'x'.repeat(4096)}\n`, 'x'.repeat(4096)],
  ])('%j', async (content, line) => {
    writeFileSync(join(dir, 'pw'), content)
    expect(await firstLineOf(join(dir, 'pw'))).toBe(line)
  })

  it.runIf(process.platform === 'linux')('does not read for ever', async () => {
    await expect(firstLineOf('/dev/zero')).rejects.toThrow('Its first line has more than 4096 bytes')
  })
})
