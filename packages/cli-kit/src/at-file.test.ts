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

const read = (text: string, number: number) => (text === 'bad' ? { problem: 'it is bad' } : { text, number })

it('takes values as they are, and files line by line, in their order', async () => {
  expect(await specified('list', ['zero', `@${file}`, 'four'], memoryIo(), read)).toEqual([
    { text: 'zero', number: 1 },
    { text: 'one', number: 2 },
    { text: 'three # not a comment', number: 3 },
    { text: 'four', number: 4 },
  ])
})

it('reads standard input', async () => {
  expect(await specified('list', ['@-'], memoryIo({ stdin: 'one\n' }), read)).toEqual([{ text: 'one', number: 1 }])
})

it('says which value is none, and where it stands', async () => {
  await expect(specified('list', ['one', 'bad'], memoryIo(), read)).rejects.toThrow(
    'Value invalid for option list: it is bad',
  )
  await expect(specified('list', ['@-'], memoryIo({ stdin: '# x\nbad\n' }), read)).rejects.toThrow(
    'Value invalid for option list (standard input, line 2): it is bad',
  )
})

it('says what is missing', async () => {
  await expect(specified('list', ['@'], memoryIo(), read)).rejects.toThrow('option list (@FILE names no file)')
  await expect(specified('list', ['@/none'], memoryIo(), read)).rejects.toThrow("Can't read /none")
})
