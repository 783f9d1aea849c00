import { expect, it } from 'vitest'
import { jsonLines } from './json-lines.ts'

it.each<[string, string, readonly string[]]>([
  ['one line', '{"a":1}\n', ['{"a":1}']],
  ['several', '{"a":1}\r\n\n  {"b":\n{"c":3}', ['{"a":1}\r', '{"b":', '{"c":3}']],
  ['one document on many lines', '{\n  "a": {\n  }\n}\n', ['{\n  "a": {\n  }\n}\n']],
  ['something else', '[1]\n', ['[1]\n']],
  ['nothing', '', []],
])('JSON lines: %s', (_, text, lines) => {
  const bytes = Buffer.from(text)
  expect(jsonLines(bytes).map(([start, end]) => bytes.subarray(start, end).toString())).toEqual(lines)
})
