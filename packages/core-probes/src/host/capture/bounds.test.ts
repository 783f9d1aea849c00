import { expect, test } from 'vitest'
import { captureHost } from '../adapters/capture.ts'
import { CaptureError } from './error.ts'
import { parseCapture } from './parse.ts'

const start = 'fusioninventory-capture 1\nplatform: linux\n\n'

/** Why a capture is refused; any other error than a CaptureError is thrown on. */
function refusal(sections: string, head = start): string {
  try {
    captureHost(parseCapture(`${head}${sections}`))
  } catch (error) {
    if (error instanceof CaptureError) return error.message
    throw error
  }
  return 'accepted'
}

const entries = (count: number): string => Array.from({ length: count }, (_, i) => `f ${i}\n`).join('')

test.each([
  ['empty lines', () => '\n'.repeat(1 << 24), 'line 4: not a section: '],
  ['empty lines of a file', () => `-- file /a --\n${'\n'.repeat(1 << 24)}`, 'accepted'],
  ['sections', () => '-- env --\n{}\n'.repeat((1 << 19) + 1), 'more than 524288 sections'],
  ['parts of a path', () => `-- file /${'a/'.repeat(1 << 20)}b --\n`, 'line 4: a path above 32 KiB: /a/a/'],
  [
    'parts of all paths',
    () => Array.from({ length: 600 }, (_, i) => `-- file /${i}${'/a'.repeat(2000)} --\n`).join(''),
    'line 528: the paths have more than 1048576 parts',
  ],
  ['entries', () => `-- list /a --\n${entries((1 << 20) + 1)}`, 'line 4: a list of more than 1048576 entries'],
  ['JSON', () => `-- wmi a b --\n[${'{},'.repeat(1 << 23)}{}]\n`, 'line 4: JSON above 16 MiB'],
  ['open brackets', () => `-- env --\n${'['.repeat(1 << 20)}`, 'line 4: the content is not JSON'],
  ['open subkeys', () => `-- registry K --\n${'{"a/":'.repeat(1 << 20)}`, 'line 4: the content is not JSON'],
  ['subkeys', () => `-- registry K --\n${'{"a/":'.repeat(5000)}{}${'}'.repeat(5000)}`, 'line 4: not a registry key'],
  ['quotes', () => `-- command ${"'".repeat((1 << 20) + 1)} --\n`, "line 4: an unclosed '"],
  ['escapes', () => `-- command(stdin="${'\\"'.repeat(1 << 20)}") a --\n`, 'accepted'],
  ['letters', () => `-- command(stdin="${'x'.repeat((1 << 22) - 40)}") a --\n`, 'accepted'],
  ['a heading', () => '-- '.repeat(1 << 23), 'line 4: a heading above 4 MiB'],
  ['headings', () => '-- \n'.repeat(1 << 20), 'line 4: a heading without its final --'],
  ['bytes', () => `-- file(base64) /a --\n${'gID/'.repeat(1 << 20)}\n`, 'accepted'],
])('any number of %s ends in a capture or a CaptureError', (_, text, message) => {
  expect(refusal(text())).toContain(message)
})

test('a header without end is refused at its first bad line', () => {
  expect(refusal('a: b\n'.repeat(1 << 20), 'fusioninventory-capture 1\n')).toBe(
    'line 1048577: the header has no platform',
  )
  expect(refusal('x'.repeat(1 << 17), 'fusioninventory-capture 1\nplatform: linux\n')).toBe(
    'line 3: a header line above 64 KiB',
  )
})
