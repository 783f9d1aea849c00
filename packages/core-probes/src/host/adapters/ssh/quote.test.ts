import { spawnSync } from 'node:child_process'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeText } from '../../text.ts'
import { isWord, quote, scriptBytes } from './quote.ts'

const shells = ['sh', 'dash', 'bash', 'busybox', 'mksh', 'zsh'].filter(
  (shell) => spawnSync(shell, shell === 'busybox' ? ['sh', '-c', ':'] : ['-c', ':']).status === 0,
)

/** What a real shell makes of the words: printed with a NUL after each. */
function readBack(shell: string, words: readonly string[]): readonly string[] {
  const script = words.map((word) => `printf '%s\\0' ${quote(word)}\n`).join('')
  const { stdout } = spawnSync(shell, shell === 'busybox' ? ['sh'] : [], {
    input: scriptBytes(script),
    env: { LC_ALL: 'C' },
  })
  return decodeText(stdout).split('\0').slice(0, -1)
}

const nasty = fc.array(
  fc.constantFrom(
    "'",
    '"',
    '\\',
    '$(id)',
    '`id`',
    '$x',
    '\n',
    '\r',
    ' ',
    '\t',
    '*',
    '~',
    '!',
    '-',
    ';',
    '&',
    '|',
    '#',
    'é',
    '\udcff',
    'a',
  ),
  { maxLength: 12 },
)
const words = fc.array(
  fc
    .oneof(
      nasty.map((parts) => parts.join('')),
      fc.uint8Array({ maxLength: 20 }).map(decodeText),
    )
    .filter(isWord),
  {
    minLength: 1,
    maxLength: 40,
  },
)

test.each(shells)('%s reads back every word as it was', (shell) => {
  fc.assert(
    fc.property(words, (given) => {
      // Bytes that happen to be UTF-8 have one spelling only.
      const canonical = given.map((word) => decodeText(scriptBytes(word)))
      expect(readBack(shell, given)).toEqual(canonical)
    }),
    { numRuns: 40 },
  )
})

test('there is a shell to ask', () => expect(shells).toContain('sh'))
