import fc from 'fast-check'
import { expect, test } from 'vitest'
import { captureHost } from './adapters/capture.ts'
import { recorder } from './adapters/recorder.ts'
import { formatCapture } from './capture/format.ts'
import { parseCapture } from './capture/parse.ts'
import { cutIds, type IdPath, idDatabase, openIds, packaged } from './ids.ts'
import { encodeText } from './text.ts'

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
  expect(idDatabase(encodeText(PCI)).name(...(ids as unknown as IdPath))).toBe(name)
})

test('pnp.ids has a tab before the name', () => {
  expect(idDatabase(encodeText('ACR\tAcer Technologies\nDEL\tDell Inc.\n')).name('DEL')).toBe('Dell Inc.')
  expect(cutIds('ACR\tAcer Technologies\nDEL\tDell Inc.\n', [['DEL'], ['XXX']])).toBe('DEL\tDell Inc.\n')
})

test('a recording keeps what was looked up, in one order, and replays the same names', async () => {
  const path = '/usr/share/misc/pci.ids'
  const capture = parseCapture(`fusioninventory-capture 1\nplatform: linux\n\n-- file ${path} --\n${PCI}`)
  const record = async (...order: string[]): Promise<string> => {
    const recording = recorder(captureHost(capture))
    const ids = await openIds(recording.host, 'pci.ids')
    for (const device of order) ids.name('8086', device)
    return formatCapture(recording.capture())
  }
  const text = await record('1572', '1533', 'ffff')
  expect(text).toBe(await record('ffff', '1533', '1572'))
  expect(text).toContain(
    `-- file ${path} --\n8086  Intel Corporation\n\t1533  I210 Gigabit Network Connection\n\t1572  Ethernet Controller X710\n-- `,
  )
  const again = await openIds(captureHost(parseCapture(text), { strict: true }), 'pci.ids')
  expect([again.name('8086', '1533'), again.name('8086', 'ffff')]).toEqual([
    'I210 Gigabit Network Connection',
    undefined,
  ])
})

test('the newest of the machine holds, and else the one of the package', async () => {
  const nameOf = async (sections: string): Promise<string | undefined> => {
    const host = captureHost(parseCapture(`fusioninventory-capture 1\nplatform: linux\n\n${sections}`))
    return (await openIds(host, 'usb.ids')).name('1d6b')
  }
  const file = (path: string, name: string, mtime: number): string =>
    `-- file ${path} --\n1d6b  ${name}\n-- stat ${path} --\nf 644 0 0 9 ${mtime}\n`
  const old = file('/usr/share/misc/usb.ids', 'Old', 1_500_000_000)
  expect(await nameOf(old + file('/usr/share/hwdata/usb.ids', 'New', 1_600_000_000))).toBe('New')
  expect(await nameOf(old + file('/usr/share/hwdata/usb.ids', 'Older', 1_400_000_000))).toBe('Old')
  expect(await nameOf('')).toBe('Linux Foundation')
})

test('the package knows devices, subsystems and classes', () => {
  const { name } = packaged('pci.ids')
  expect(name('8086', '1533')).toContain('I210')
  expect(name('C 03', '02')).toBe('3D controller')
  expect(name('10de', '1533')).toBeUndefined()
  expect(packaged('usb.ids').name('046d', 'c52b')).toContain('Unifying')
})

test('any bytes and any ids are looked up without an end to fear', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('\n', '\t', '  ', '8086', 'C 02', '#', 'x', '1533')), (parts) => {
      const { name } = idDatabase(encodeText(parts.join('')))
      name('8086', '1533')
      name('C 02', '1533', 'x')
      name('')
    }),
  )
})
