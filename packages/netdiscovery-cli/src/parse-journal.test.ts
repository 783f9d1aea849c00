import fc from 'fast-check'
import { expect, it } from 'vitest'
import { doneLine, endLine, headLine, knownLine, parseJournal } from './parse-journal.ts'

it('says what was written', () => {
  const text =
    headLine('abc') +
    doneLine(0) +
    knownLine('192.0.2.1', { credential: 'a b/%', version: '3' }) +
    doneLine(70_000) +
    endLine
  const journal = parseJournal(text)
  expect([...(journal?.known ?? [])]).toEqual([['192.0.2.1', { credential: 'a b/%', version: '3' }]])
  expect([0, 1, 69_999, 70_000].map((index) => journal?.done.has(index))).toEqual([true, false, false, true])
  expect(journal).toMatchObject({ search: 'abc', finished: true })
})

it('cut anywhere it says no more than was done (property)', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(100_000), { maxLength: 50 }), fc.nat(2000), (indexes, cut) => {
      const text = headLine('abc') + indexes.map(doneLine).join('') + endLine
      const journal = parseJournal(text.slice(0, cut))
      if (cut >= text.length) expect(journal?.finished).toBe(true)
      const all = new Set(indexes)
      for (let index = 0; index < 100_100; index += 1) if (journal?.done.has(index)) expect(all.has(index)).toBe(true)
    }),
    { numRuns: 30 },
  )
})

it('what is no checkpoint is none, and bad lines are left out', () => {
  for (const text of ['', '\n', '<?xml', 'done 1\n', 'fusioninventory-netdiscovery checkpoint 2 abc\n'])
    expect(parseJournal(text)).toBeUndefined()
  const journal = parseJournal(
    `${headLine('abc')}done x\ndone 99999999999\n\nknown a b 4\nknown 192.0.2.1 %E0 1\ndone 5\n`,
  )
  expect(journal?.done.count).toBe(1)
  expect(journal?.known.get('192.0.2.1')).toEqual({ credential: '%E0', version: '1' })
  expect(journal?.finished).toBe(false)
})

it('is total (property)', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => parseJournal(headLine('x') + text) !== undefined))
})
