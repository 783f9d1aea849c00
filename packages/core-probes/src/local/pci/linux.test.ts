import { type CaptureParts, captureText, runProbe } from '@fusioninventory/testkit'
import { expect, test } from 'vitest'
import { pci } from '../../../../../tools/testkit/src/hosts/pci.ts'
import { linuxControllers } from '../controller/linux.ts'
import { linuxModems } from '../modem/linux.ts'
import type { Probe } from '../probe.ts'
import { linuxSounds } from '../sound/linux.ts'

const run = async (probe: Probe, parts: CaptureParts) => {
  const { patches } = await runProbe(probe, captureText(parts))
  return patches.flatMap(({ from, content }) =>
    Object.values(content).flatMap((entries) => [from, ...(entries as object[])]),
  )
}

const ids = {
  '/usr/share/misc/pci.ids':
    '10ab  Acme, Inc.\n\t0001  Sound 1\n\t\t1028 0001  Onboard sound\n\t0002  Modem 2\nC 04  Multimedia controller\n\t03  Audio device\nC 07  Communication controller\n\t03  Modem\n',
}
const bus = pci(
  { slot: '0000:00:1f.3', id: '10ab:0001', kind: '040300', subsystem: '1028:0001', revision: 0xa1, driver: 'snd-x' },
  { slot: '0000:01:00.0', id: '10ab:0002', kind: '070300' },
  { slot: '0001:00:00.0', id: '10ab:0003', kind: '058000' },
  { slot: '0001:00:01.0', id: 'dead:beef', kind: '040100', revision: 2 },
)
const machine = { ...bus, files: { ...bus.files, ...ids } }

test('controllers with the names of the machine', async () => {
  expect(await run(linuxControllers, machine)).toEqual([
    '/sys/bus/pci/devices',
    {
      NAME: 'Onboard sound',
      CAPTION: 'Sound 1',
      MANUFACTURER: 'Acme, Inc.',
      TYPE: 'Audio device',
      DRIVER: 'snd-x',
      PCICLASS: '0403',
      VENDORID: '10ab',
      PRODUCTID: '0001',
      PCISUBSYSTEMID: '1028:0001',
      PCISLOT: '00:1f.3',
      REV: 'a1',
    },
    expect.objectContaining({ NAME: 'Modem 2', TYPE: 'Modem', PCISLOT: '01:00.0', REV: undefined }),
    expect.objectContaining({ NAME: undefined, MANUFACTURER: 'Acme, Inc.', PCISLOT: '0001:00:00.0' }),
    expect.objectContaining({ NAME: 'Multimedia controller', MANUFACTURER: undefined, VENDORID: 'dead' }),
  ])
})

test('sound cards and modems by their class', async () => {
  expect(await run(linuxSounds, machine)).toEqual([
    '/sys/bus/pci/devices',
    { NAME: 'Audio device', MANUFACTURER: 'Acme, Inc. Sound 1', DESCRIPTION: 'rev a1' },
    { NAME: 'Multimedia controller', MANUFACTURER: 'Device dead:beef', DESCRIPTION: 'rev 02' },
  ])
  expect(await run(linuxModems, machine)).toEqual([
    '/sys/bus/pci/devices',
    { DESCRIPTION: 'Modem', NAME: 'Acme, Inc. Modem 2' },
  ])
})

test('a kernel that has the ids only in files of their own', async () => {
  const files = Object.fromEntries(Object.entries(machine.files).filter(([path]) => !path.endsWith('/uevent')))
  expect(await run(linuxControllers, { ...machine, files })).toEqual(await run(linuxControllers, machine))
})

test('lspci where sysfs is denied, its own names where the database has none', async () => {
  const commands = {
    'lspci -v -nn':
      '00:00.0 Host bridge [0600]: Acme, Inc. Newer than the database [10ab:ffff] (rev 0c)\n\n00:01.0 Odd [ab00]: Nobody Thing [dead:beef]\n',
  }
  const raw = ['-- list(denied) /sys/bus/pci/devices --']
  expect(await run(linuxControllers, { files: ids, commands, raw })).toEqual([
    'lspci',
    expect.objectContaining({
      NAME: 'Newer than the database',
      CAPTION: 'Newer than the database',
      TYPE: 'Host bridge',
      REV: '0c',
    }),
    expect.objectContaining({ NAME: 'Odd', MANUFACTURER: 'Nobody Thing', TYPE: 'Odd' }),
  ])
})

test('a machine without PCI has none', async () => {
  for (const probe of [linuxControllers, linuxSounds, linuxModems]) expect(await run(probe, {})).toEqual([])
})
