import { expect, test } from 'vitest'
import { captureHost } from './adapters/capture.ts'
import { recorder } from './adapters/recorder.ts'
import { formatCapture } from './capture/format.ts'
import { parseCapture } from './capture/parse.ts'
import { cutIds, lookUp, readIds } from './ids.ts'

const PCI = `# comment
0e11  Compaq Computer Corporation
\t0001  PCI to EISA Bridge
8086  Intel Corporation
# within
\t1533  I210 Gigabit Network Connection
\t\t8086 0001  Ethernet Server Adapter

\t1572  Ethernet Controller X710
\t\t8086 0002  Adapter
C 02  Network controller
\t00  Ethernet controller
`

test.each([
  [['8086'], 'Intel Corporation'],
  [['8086', '1533'], 'I210 Gigabit Network Connection'],
  [['8086', '1533', '8086 0001'], 'Ethernet Server Adapter'],
  [['8086', '1533', '8086 0002'], undefined],
  [['8086', '0001'], undefined],
  [['0e11', '0001'], 'PCI to EISA Bridge'],
  [['C 02', '00'], 'Ethernet controller'],
  [['80'], undefined],
  [['ffff'], undefined],
] as const)('%j is %s', (ids, name) => {
  expect(lookUp(PCI, ids as unknown as [string, ...string[]])).toBe(name)
})

test('pnp.ids has a tab before the name', () => {
  expect(lookUp('ACR\tAcer Technologies\nDEL\tDell Inc.\n', ['DEL'])).toBe('Dell Inc.')
  expect(cutIds('ACR\tAcer Technologies\nDEL\tDell Inc.\n', [['DEL'], ['XXX']])).toBe('DEL\tDell Inc.\n')
})

test('a recording keeps what was looked up, in one order, and replays the same names', async () => {
  const path = '/usr/share/misc/pci.ids'
  const capture = parseCapture(`fusioninventory-capture 1\nplatform: linux\n\n-- file ${path} --\n${PCI}`)
  const record = async (...order: string[]): Promise<string> => {
    const recording = recorder(captureHost(capture))
    const ids = await readIds(recording.host, path)
    for (const device of order) if (ids.state === 'ok') ids.value.name('8086', device)
    return formatCapture(recording.capture())
  }
  const text = await record('1572', '1533', 'ffff')
  expect(text).toBe(await record('ffff', '1533', '1572'))
  expect(text.slice(text.indexOf('-- '))).toBe(
    `-- file ${path} --\n8086  Intel Corporation\n\t1533  I210 Gigabit Network Connection\n\t1572  Ethernet Controller X710\n`,
  )
  const again = await readIds(captureHost(parseCapture(text), { strict: true }), path)
  expect(again.state === 'ok' && [again.value.name('8086', '1533'), again.value.name('8086', 'ffff')]).toEqual([
    'I210 Gigabit Network Connection',
    undefined,
  ])
})
