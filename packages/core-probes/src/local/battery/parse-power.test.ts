import { captureText, runProbe } from '@fusioninventory/testkit'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { linuxBatteries } from './linux.ts'
import { parseAcpiconf, parseUpower, parseUpowerList } from './parse-power.ts'

const upower = (serial: string, supply: 'yes' | 'no' = 'yes') => `  native-path:          BAT0
  vendor:               LGC
  model:                5B10W
  serial:               ${serial}
  power supply:         ${supply}
  updated:              Wed 25 Nov 2026 10:20:29 CET (1 seconds ago)
  battery
    present:             yes
    energy-full:         39,264 Wh
    energy-full-design:  51.5 Wh
    voltage:             14,8 V
    technology:          lithium-ion
  History (charge):
    1676540133    51,000    discharging
`
const listed =
  '/org/freedesktop/UPower/devices/line_power_AC\n/org/freedesktop/UPower/devices/battery_BAT0\n/org/freedesktop/UPower/devices/battery_hid_1\n'

test('where the kernel shows none, the power daemon; a mouse has its own', async () => {
  const commands = {
    'upower --enumerate': listed,
    'upower -i /org/freedesktop/UPower/devices/battery_BAT0': upower('0a1f'),
    'upower -i /org/freedesktop/UPower/devices/battery_hid_1': upower('7', 'no'),
  }
  const run = async (parts: Parameters<typeof captureText>[0]) =>
    (await runProbe(linuxBatteries, captureText(parts))).patches[0]?.content.BATTERIES
  expect(await run({ commands })).toEqual([
    {
      NAME: '5B10W',
      MANUFACTURER: 'LGC',
      SERIAL: '2591',
      CHEMISTRY: 'lithium-ion',
      CAPACITY: 51_500,
      REAL_CAPACITY: 39_264,
    },
  ])
  expect(await run({ commands, lists: { '/sys/class/power_supply': [] } })).toBeUndefined()
})

test('the voltage of now turns charge into energy, but is not that of the design', () => {
  const { fields } = parseUpower(upower('1').replace('51.5 Wh', '4 Ah')) ?? {}
  expect([fields?.CAPACITY, fields?.VOLTAGE]).toEqual([59_200, undefined])
  expect(parseUpower('')).toBeUndefined()
  expect(parseUpowerList(listed)).toHaveLength(2)
})

test('acpiconf', () => {
  const text =
    'Design capacity:\t7236 mAh\nLast full capacity:\t6880 mAh\nDesign voltage:\t\t7600 mV\nModel number:\t\tX1\nSerial number:\t\t58167\nType:\t\t\tLION\n'
  expect(parseAcpiconf(text)).toEqual({
    NAME: 'X1',
    SERIAL: '58167',
    CHEMISTRY: 'LION',
    CAPACITY: 54_993,
    REAL_CAPACITY: 52_288,
    VOLTAGE: 7600,
  })
  expect(parseAcpiconf('State:\t\t\tnot present\n')).toBeUndefined()
})

test('any text: no exception, whole numbers', () => {
  const label = fc.constantFrom('energy-full', 'voltage', 'technology', 'Design capacity', 'Design voltage')
  const line = fc.tuple(label, fc.string(), fc.constantFrom('Wh', 'V', 'mAh', '')).map(([a, b, c]) => `${a}: ${b} ${c}`)
  fc.assert(
    fc.property(fc.array(fc.oneof(line, fc.string())), (lines) => {
      const text = lines.join('\n')
      const { CAPACITY = 0, REAL_CAPACITY = 0 } = { ...parseUpower(text)?.fields, ...parseAcpiconf(text) }
      expect([CAPACITY, REAL_CAPACITY].every(Number.isInteger)).toBe(true)
    }),
  )
})
