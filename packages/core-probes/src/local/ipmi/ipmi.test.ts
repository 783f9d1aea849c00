import { type CaptureParts, captureText, runProbe, smbios, structure } from '@fusioninventory/testkit'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Probe } from '../probe.ts'
import { linuxIpmiControllers, linuxIpmiMemories, linuxIpmiPowerSupplies, linuxManagementPort } from './linux.ts'
import { parseFru } from './parse-fru.ts'
import { parseHponcfg, parseIpmiLan } from './parse-management.ts'

const content = async (probe: Probe, parts: CaptureParts) =>
  Object.assign({}, ...(await runProbe(probe, captureText(parts))).patches.map((patch) => patch.content))

/** A unit as `ipmitool fru print` shows it. */
const unit = (name: string, fields: Readonly<Record<string, string>> = {}): string =>
  [`FRU Device Description : ${name}`, ...Object.entries(fields).map(([k, v]) => ` ${k.padEnd(22)}: ${v}`), ''].join(
    '\n',
  )
const fru = (...units: readonly string[]) => ({ 'ipmitool fru print': units.join('\n') })
const firmware = (...structures: Parameters<typeof smbios>[0]) => {
  const { table, entryPoint } = smbios(structures)
  return { '/sys/firmware/dmi/tables/DMI': table, '/sys/firmware/dmi/tables/smbios_entry_point': entryPoint }
}

test('units by name; absent ones, dots and repeated labels count for nothing', () => {
  const text = [
    unit('Builtin FRU Device (ID 0)', { 'Chassis Serial': '..............', 'Board Mfg': 'ACME  Boards  ' }),
    'FRU Device Description : PS2 (ID 2)\n Device not present (Timeout)\n',
    ' Board Extra           : first\n Board Extra           : second\n',
    unit('OEM fru (ID 17)'),
  ].join('\n')
  expect(parseFru(text).map(({ name, fields }) => [name, Object.fromEntries(fields)])).toEqual([
    ['Builtin FRU Device', { 'Board Mfg': 'ACME Boards' }],
    ['PS2', { 'Board Extra': 'first' }],
  ])
})

test('cards and backplanes are controllers, with the revision of Dell apart', async () => {
  const commands = fru(
    unit('PERC1 (ID 10)', {
      'Board Mfg': 'DELL',
      'Board Product': 'Storage Cntlr. X-Mini         ',
      'Board Serial': 'CN1',
      'Board Part Number': '0AB1CDA03',
    }),
    unit('Ethernet Adptr (ID 2)', { 'Board Mfg': 'HP', 'Board Part Number': '100-001', 'Product Version': '00' }),
    unit('PS1 (ID 1)', { 'Board Product': 'PWR' }),
    unit('BP0 (ID 12)'),
  )
  expect(await content(linuxIpmiControllers, { commands })).toEqual({
    CONTROLLERS: [
      { TYPE: 'PERC', NAME: 'Storage Cntlr. X-Mini', MANUFACTURER: 'Dell', MODEL: '0AB1CD', REV: 'A03', SERIAL: 'CN1' },
      { TYPE: 'Ethernet Adptr', MANUFACTURER: 'Hewlett-Packard', MODEL: '100-001', REV: '00' },
    ],
  })
})

test('a module takes what the firmware left out; all keep their order', async () => {
  const files = firmware(
    structure('memoryDevice', { locator: 'CPU0_DIMM0', size: 2048, serial: 'SerNum0', partNumber: 'PartNum0' }),
    structure('memoryDevice', { locator: 'CPU0_DIMM1', size: 2048, serial: '1234ABCD' }),
    structure('memoryDevice', { locator: 'PROC 1 DIMM 3C' }),
  )
  const dimm = {
    'Memory size': '2048 MB',
    Manufacturer: 'Samsung',
    'Serial Number': '0400',
    'Memory Type': 'DDR3 SDRAM',
  }
  const commands = fru(
    unit('CPU0 DIMM0 SPD (ID 18)', { ...dimm, 'Part Number': 'ABC-1  ' }),
    unit('CPU 1 DIMM 3 (ID 112)', dimm),
    unit('CPU 7 DIMM 1 (ID 112)', dimm),
  )
  expect(await content(linuxIpmiMemories, { files, commands })).toEqual({
    MEMORIES: [
      { NUMSLOTS: 1, SERIALNUMBER: '0400', MANUFACTURER: 'Samsung', MODEL: 'ABC-1', TYPE: 'DDR3' },
      { NUMSLOTS: 2 },
      { NUMSLOTS: 3, CAPACITY: 2048, SERIALNUMBER: '0400', MANUFACTURER: 'Samsung', TYPE: 'DDR3' },
    ],
  })
  expect(await content(linuxIpmiMemories, { files, commands: fru(unit('CPU 7 DIMM 1', dimm)) })).toEqual({
    MEMORIES: [],
  })
})

test('a power supply is that of the firmware with the same serial number', async () => {
  const files = firmware(
    structure('powerSupply', { name: 'PS', manufacturer: 'ACME', serial: 'S1', characteristics: 3 | (4 << 10) }),
  )
  const commands = fru(
    unit('PS1 (ID 1)', {
      'Board Mfg': 'DELL',
      'Board Serial': 'S1',
      ' Capacity': '750 W',
      ' Flags': "'Hot swap' ",
    }),
    unit('Pwr Supply 2 FRU (ID 3)', { 'Product Name': 'X', 'Product Part Number': 'H1-007', 'Product Serial': 'S2' }),
    unit('PS3 (ID 3)', { 'Board Mfg': 'DELL' }),
  )
  expect(await content(linuxIpmiPowerSupplies, { files, commands })).toEqual({
    POWERSUPPLIES: [
      { MANUFACTURER: 'ACME', SERIALNUMBER: 'S1', POWER_MAX: 750, HOTREPLACEABLE: 'Yes' },
      { NAME: 'X', PARTNUM: 'H1-007', SERIALNUMBER: 'S2' },
    ],
  })
})

const lan = (address: string) =>
  `Set in Progress         : Set Complete\nIP Address Source       : DHCP Address\nIP Address              : ${address}\n` +
  'Subnet Mask             : 255.255.255.0\nMAC Address             : 00:25:90:AB:CD:EF\nDefault Gateway IP      : 192.0.2.1\n'
const port = { DESCRIPTION: 'bmc', TYPE: 'ethernet', MANAGEMENT: '1', MACADDR: '00:25:90:ab:cd:ef' }

test('the port of the management controller', async () => {
  expect(parseIpmiLan(lan('192.0.2.9'))).toEqual({
    ...port,
    STATUS: 'Up',
    IPADDRESS: '192.0.2.9',
    IPMASK: '255.255.255.0',
    IPSUBNET: '192.0.2.0',
    IPGATEWAY: '192.0.2.1',
  })
  expect(parseIpmiLan(lan('0.0.0.0'))).toEqual({ ...port, STATUS: 'Down' })
  expect(parseIpmiLan('Invalid channel: 14\n')).toBeUndefined()
  expect(parseIpmiLan(lan('0.0.0.0').replace(/00:25:.*/, '00:00:00:00:00:00'))).toBeUndefined()
})

test('iLO where IPMI tells nothing; blanks around the equals sign', async () => {
  const settings = {
    ENABLE_NIC: 'Y',
    IP_ADDRESS: '192.0.2.20',
    SUBNET_MASK: '255.255.255.128',
    GATEWAY_IP_ADDRESS: '192.0.2.1',
    NIC_SPEED: 'Automatic',
  }
  const text = Object.entries(settings)
    .map(([name, value]) => `<${name} VALUE = "${value}"/>`)
    .join('\n')
  const ilo = {
    DESCRIPTION: 'Management Interface - HP iLO',
    TYPE: 'ethernet',
    MANAGEMENT: 'iLO',
    STATUS: 'Up',
    IPADDRESS: '192.0.2.20',
    IPMASK: '255.255.255.128',
    IPSUBNET: '192.0.2.0',
    IPGATEWAY: '192.0.2.1',
  }
  expect(parseHponcfg(text.replace('Automatic', '100'))).toEqual({ ...ilo, SPEED: '100' })
  expect(parseHponcfg('ERROR: hponcfg: iLO driver not found')).toBeUndefined()
  const commands = { 'ipmitool lan print': 'Invalid channel: 14\n', 'hponcfg -aw -': text }
  expect(await content(linuxManagementPort, { commands })).toEqual({ NETWORKS: [ilo] })
  const both = { 'ipmitool lan print': lan('192.0.2.9'), 'hponcfg -aw -': text }
  expect(await content(linuxManagementPort, { commands: both })).toMatchObject({ NETWORKS: [port] })
})

test('without the programs there is nothing', async () => {
  for (const probe of [linuxIpmiControllers, linuxIpmiMemories, linuxIpmiPowerSupplies, linuxManagementPort])
    expect((await runProbe(probe, captureText({}))).patches).toEqual([])
})

test('any text is taken', () => {
  const line = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('FRU Device Description : PS1 (ID 1)', ' Board Mfg : DELL', 'IP Address : ', '<IP_ADDRESS VALUE="'),
  )
  fc.assert(
    fc.property(fc.array(line), (lines) => {
      const text = lines.join('\n')
      parseIpmiLan(text)
      parseHponcfg(text)
      for (const { name, fields } of parseFru(text)) expect([typeof name, fields.size > 0]).toEqual(['string', true])
    }),
  )
})
