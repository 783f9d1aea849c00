import { type CaptureParts, captureText, runProbe, smbios, structure } from '@fusioninventory/testkit'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { originOf } from '../probe.ts'
import { dayOf, merged, systemBattery } from './batteries.ts'
import { linuxBatteries } from './linux.ts'

const tableOf = (...structures: ReturnType<typeof structure>[]) => {
  const { table, entryPoint } = smbios(structures)
  return { '/sys/firmware/dmi/tables/DMI': table, '/sys/firmware/dmi/tables/smbios_entry_point': entryPoint }
}
const supply = (name: string, attributes: Readonly<Record<string, string | number>>) =>
  Object.fromEntries(
    Object.entries(attributes).map(([file, value]) => [`/sys/class/power_supply/${name}/${file}`, `${value}\n`]),
  )
const run = async (parts: CaptureParts) =>
  (await runProbe(linuxBatteries, captureText(parts))).patches[0]?.content.BATTERIES

const inTable = structure('battery', {
  manufacturer: 'SMP',
  name: 'Front',
  designCapacity: 5050,
  multiplier: 10,
  designVoltage: 11_500,
  sbdsSerial: 0x0a1f,
  sbdsDate: (2024 - 1980) * 512 + 5 * 32 + 17,
  sbdsChemistry: 'LiP',
})
const inKernel = {
  type: 'Battery',
  present: 1,
  manufacturer: 'SMP',
  model_name: '5B10W51867',
  serial_number: ' 2591',
  technology: 'Li-poly',
  voltage_min_design: 11_520_000,
  energy_full_design: 50_500_000,
  energy_full: 46_210_000,
}

test('one battery, known to the firmware and to the kernel', async () => {
  const found = await run({
    files: {
      ...tableOf(inTable),
      ...supply('AC', { type: 'Mains', online: 1 }),
      ...supply('BAT0', inKernel),
      ...supply('hidpp_battery_0', { type: 'Battery', scope: 'Device', present: 1, model_name: 'Mouse' }),
      ...supply('BAT1', { type: 'Battery', present: 0 }),
    },
  })
  expect(found).toEqual([
    {
      NAME: '5B10W51867',
      MANUFACTURER: 'SMP',
      SERIAL: '2591',
      CHEMISTRY: 'Li-poly',
      DATE: '17/05/2024',
      CAPACITY: 50_500,
      REAL_CAPACITY: 46_210,
      VOLTAGE: 11_520,
    },
  ])
  const entry = found?.[0] ?? {}
  expect([originOf(entry, 'CAPACITY'), originOf(entry, 'DATE')]).toEqual([
    '/sys/class/power_supply/BAT0',
    'SMBIOS table',
  ])
})

test('a battery that the kernel does not show stays; a bay without serial number is none', async () => {
  const empty = structure('battery', { manufacturer: 'SMP', name: 'Rear', sbdsChemistry: 'LiP', serial: '0000' })
  expect(await run({ files: tableOf(inTable, empty) })).toMatchObject([
    { NAME: 'Front', SERIAL: '2591', VOLTAGE: 11_500 },
  ])
})

test('capacities in charge need the voltage; what is unknown is left out', () => {
  const charge = { type: 'Battery', charge_full_design: '4400000', charge_full: '4000000', technology: 'Unknown' }
  expect(systemBattery({ ...charge, voltage_min_design: '11100000' })).toMatchObject({
    SERIAL: '0',
    CHEMISTRY: undefined,
    CAPACITY: 48_840,
    REAL_CAPACITY: 44_400,
    VOLTAGE: 11_100,
  })
  expect(systemBattery(charge)).toMatchObject({ CAPACITY: undefined, REAL_CAPACITY: undefined, VOLTAGE: undefined })
})

test('the same number of two makers is the same battery only where there is no other', () => {
  const battery = (MANUFACTURER: string) => ({ SERIAL: '1', MANUFACTURER })
  const known = (...makers: string[]) => ({ from: 'table', batteries: makers.map(battery) })
  const seen = (maker: string) => ({ ...battery(maker), from: 'kernel' })
  expect(merged(known('A'), [seen('B')])).toEqual([battery('B')])
  expect(merged(known('A', 'B'), [seen('B')])).toEqual([battery('A'), battery('B')])
  expect(merged(known('A'), [seen('B'), seen('C')])).toEqual([battery('A'), battery('B'), battery('C')])
})

test.each([
  ['09/19/02', '19/09/2002'],
  ['1/2/99', '02/01/1999'],
  ['05/24/2018', '24/05/2018'],
  ['2018/06/02', '02/06/2018'],
  ['2006-03-11', '11/03/2006'],
  ['**/**/****', undefined],
  ['13/13/2013', undefined],
  ['0', undefined],
  [undefined, undefined],
])('date %s is %s', (text, expected) => {
  expect(dayOf(text)).toBe(expected)
})

test('any text: no exception, whole numbers', () => {
  const text = fc.option(fc.oneof(fc.string(), fc.nat().map(String)), { nil: undefined })
  fc.assert(
    fc.property(text, text, text, (full, charge, voltage) => {
      expect(dayOf(full) ?? '01/01/2000').toMatch(/^\d\d\/\d\d\/\d{4}$/)
      const { CAPACITY = 0, VOLTAGE = 0 } =
        systemBattery({
          type: 'Battery',
          energy_full_design: full,
          charge_full_design: charge,
          voltage_min_design: voltage,
        }) ?? {}
      expect([CAPACITY, VOLTAGE].every(Number.isInteger)).toBe(true)
    }),
  )
})

test('a machine without either has none', async () => {
  expect(await run({})).toBeUndefined()
})
