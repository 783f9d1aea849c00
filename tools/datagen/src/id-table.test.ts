import { expect, test } from 'vitest'
import { comment, licence, select } from './id-table.ts'

const database = `# about
8086  Intel
# within
\t1533  I210
\t\t8086 0001  Server Adapter

C 02  Network
\t00  Ethernet
\t\t01  Interface
HID 21  HID
\t01  below it
`

test('keeps the levels that are asked for, nothing of other lists and no comments', () => {
  expect(select(database, { depth: 2, classDepth: 1 })).toBe(
    '8086  Intel\n\t1533  I210\n\t\t8086 0001  Server Adapter\nC 02  Network\n\t00  Ethernet\n',
  )
  expect(select(database, { depth: 1 })).toBe('8086  Intel\n\t1533  I210\n')
  expect(select('ACR\tAcer\nDEL\tDell Inc. \n', { depth: 0 })).toBe('ACR\tAcer\nDEL\tDell Inc.\n')
})

test('quotes a licence as a comment', () => {
  const copyright = 'Files: *\n\nLicense: BSD-3-clause\n One.\n .\n  Two.\n\nLicense: GPL-2+\n Else\n'
  expect(comment(licence(copyright, 'BSD-3-clause'))).toBe('# One.\n#\n#  Two.\n')
})
