import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { specified } from './at-file.ts'
import { memoryIo } from './memory-io.ts'

const dir = mkdtempSync(join(tmpdir(), 'fi-at-file-'))
afterAll(() => rmSync(dir, { recursive: true }))
const file = join(dir, 'list')
writeFileSync(file, '# comment\n\n  one\r\n#two\nthree # not a comment\n')

it('takes values as they are, and files line by line, in their order', async () => {
  expect(await specified('list', ['zero', `@${file}`, 'four'], memoryIo())).toEqual([
    { text: 'zero', where: '' },
    { text: 'one', where: ` (${file}, line 3)` },
    { text: 'three # not a comment', where: ` (${file}, line 5)` },
    { text: 'four', where: '' },
  ])
})

it('reads standard input', async () => {
  expect(await specified('list', ['@-'], memoryIo({ stdin: 'one\n' }))).toEqual([
    { text: 'one', where: ' (standard input, line 1)' },
  ])
})

it('says what is missing', async () => {
  await expect(specified('list', ['@'], memoryIo())).rejects.toThrow('option list (@FILE names no file)')
  await expect(specified('list', ['@/none'], memoryIo())).rejects.toThrow("Can't read /none")
})
