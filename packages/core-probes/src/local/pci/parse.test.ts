import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseLspci } from './parse-lspci.ts'
import { parseResource } from './parse-resource.ts'
import { parsePciUevent } from './parse-uevent.ts'

const listing = `0000:00:02.0 VGA compatible controller [0300]: Acme, Inc. [ACM] Chip [Super 9] [10ab:0c0d] (rev c6) (prog-if 00 [VGA controller])
	Subsystem: Board Maker Device [1028:0252]
	Flags: bus master, fast devsel, latency 0, IRQ 43
	Memory at f6c00000 (64-bit, non-prefetchable) [size=4M]
	Memory at e0000000 (64-bit, prefetchable) [size=1G]
	Memory at f0000000 (64-bit, prefetchable) [disabled] [size=512K]
	Capabilities: [90] Subsystem: Acme Port [10ab:0001]
	Kernel driver in use: snd-hda-intel
	Kernel modules: snd_hda_intel

10000:e1:00.0 Unassigned class [ff00]: Device [dead:beef]
	Subsystem: Unknown device 0000:0000
`

test('lspci -v -nn', () => {
  expect(parseLspci(listing)).toEqual([
    {
      slot: '00:02.0',
      vendor: '10ab',
      device: '0c0d',
      kind: '0300',
      subsystem: '1028:0252',
      revision: 'c6',
      driver: 'snd-hda-intel',
      prefetchable: 2 ** 30 + 2 ** 19,
      said: { kind: 'VGA compatible controller', title: 'Acme, Inc. [ACM] Chip [Super 9]' },
    },
    {
      slot: '10000:e1:00.0',
      vendor: 'dead',
      device: 'beef',
      kind: 'ff00',
      subsystem: undefined,
      revision: undefined,
      said: { kind: 'Unassigned class', title: 'Device' },
    },
  ])
})

test.each(['', 'pcilib: Cannot open /proc/bus/pci', '00:1f.2 SATA controller: Acme [AHCI mode]', '00:00.0 [0600]: x'])(
  'nothing of %j',
  (text) => expect(parseLspci(text)).toEqual([]),
)

test('uevent of a function', () => {
  const text =
    'DRIVER=virtio-pci\nPCI_CLASS=20000\nPCI_ID=1AF4:1041\nPCI_SUBSYS_ID=1AF4:0001\nPCI_SLOT_NAME=0000:00:03.0\n'
  expect(parsePciUevent('0000:00:03.0', text)).toEqual({
    slot: '00:03.0',
    vendor: '1af4',
    device: '1041',
    kind: '0200',
    subsystem: '1af4:0001',
    driver: 'virtio-pci',
  })
  expect(parsePciUevent('0001:00:00.0', 'PCI_CLASS=0\nPCI_ID=1AF4:1\nPCI_SUBSYS_ID=0000:0000')).toMatchObject({
    slot: '0001:00:00.0',
    device: '0001',
    kind: '0000',
    subsystem: undefined,
  })
  expect(parsePciUevent('0000:00:03.0', 'DEVTYPE=x\nPCI_ID=1AF4')).toBeUndefined()
})

test('prefetchable regions only, and not those of bridges', () => {
  const line = (start: string, end: string, flags: string): string => `0x${[start, end, flags].join(' 0x')}\n`
  const none = line('0', '0', '0')
  expect(parseResource(line('f000', 'ffff', '200') + line('6000000000', '600fffffff', '14220c') + none)).toBe(2 ** 28)
  expect(parseResource(none.repeat(6) + line('0', 'ffffff', '2200'))).toBe(0)
})

test('whatever the text', () => {
  const words = [
    '00:02.0',
    ' [0300]: ',
    ' [8086:0001]',
    '\n',
    '\t',
    'Subsystem:',
    'Memory at (, prefetchable) [size=9M]',
    'PCI_ID=',
    '0x1 ',
  ]
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.constantFrom(...words), fc.string())), (parts) => {
      const text = parts.join('')
      for (const { slot, vendor } of parseLspci(text)) expect(slot && vendor).toBeTruthy()
      parsePciUevent(text, text)
      expect(parseResource(text)).toBeGreaterThanOrEqual(0)
    }),
  )
})
