import { captureText, runProbe, smbios, structure } from '@fusioninventory/testkit'
import { expect, test } from 'vitest'
import { linuxPorts } from './linux.ts'

const portOf = async (fields: Parameters<typeof structure<'port'>>[1]) => {
  const { table, entryPoint } = smbios([structure('port', fields)])
  const files = { '/sys/firmware/dmi/tables/DMI': table, '/sys/firmware/dmi/tables/smbios_entry_point': entryPoint }
  const { patches } = await runProbe(linuxPorts, captureText({ files }))
  return patches[0]?.content.PORTS?.[0]
}

test.each([
  [
    { internalName: 'J1A1', internalConnector: 0x18, externalName: 'COM 1', externalConnector: 0x08, portType: 0x09 },
    ['J1A1', 'COM 1', '9 Pin Dual Inline (pin 10 cut)', 'Serial Port 16550A Compatible'],
  ],
  [
    { internalName: 'Not Specified', externalName: 'USB 1', externalConnector: 0x12 },
    ['USB 1', 'USB 1', 'Access Bus (USB)', 'Access Bus (USB)'],
  ],
  [{ internalName: 'LAN', externalConnector: 0x0b, portType: 0x1f }, ['LAN', 'RJ-45', 'RJ-45', 'Network Port']],
  [{ internalName: 'FAN', portType: 0xff }, ['FAN', undefined, 'FAN', 'Other']],
] as const)('port %o', async (fields, [NAME, CAPTION, DESCRIPTION, TYPE]) => {
  expect(await portOf(fields)).toEqual({ NAME, CAPTION, DESCRIPTION, TYPE })
})

test('a machine without firmware tables has none', async () => {
  expect((await runProbe(linuxPorts, captureText({}))).patches).toEqual([])
})
