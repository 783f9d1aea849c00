import { encodeText } from '@fusioninventory/core-probes/host'
import { type Battery, firmwareBatteries, merged } from '../../../packages/core-probes/src/local/battery/batteries.ts'
import {
  parseAcpiconf,
  parseUpower,
  parseUpowerList,
} from '../../../packages/core-probes/src/local/battery/parse-power.ts'
import { parseIoregValue } from '../../../packages/core-probes/src/local/ioreg/parse-ioreg.ts'
import { displaysOf } from '../../../packages/core-probes/src/local/monitor/from-ioreg.ts'
import { identityOf, makerName } from '../../../packages/core-probes/src/local/monitor/monitor.ts'
import { smbiosOf } from '../src/working.ts'
import { type Input, replayed, type Units } from './step.ts'

/** Batteries of the firmware, and the one that a program tells of. */
function batteries({ text, test }: Input): readonly Battery[] {
  const table = text('dmidecode')
  const running = Object.keys(test.capture.commands ?? {}).flatMap((line) => {
    const battery = line.startsWith('upower')
      ? parseUpower(text(line))?.fields
      : line.startsWith('acpiconf')
        ? parseAcpiconf(text(line))
        : undefined
    return battery ? [{ ...battery, from: line }] : []
  })
  return merged({ from: 'dmidecode', batteries: firmwareBatteries(smbiosOf(table)) }, running)
}

/** Displays, batteries, the I/O Registry of macOS. */
export const display: Units = {
  'Generic.Batteries.Acpiconf._getBatteryFromAcpiconf': ({ text }) => parseAcpiconf(text()),
  'Generic.Batteries.Upower._getBatteriesNameFromUpower': ({ text }) => parseUpowerList(text()),
  'Generic.Batteries.Upower._getBatteryFromUpower': ({ text }) => parseUpower(text())?.fields,
  'Generic.Screen._getEdidInfo': ({ text }) => identityOf(encodeText(text())),
  'Generic.Screen._getScreens': replayed,
  'Generic.Screen._getScreensFromMacOS': ({ text }) => displaysOf(text(), 'AppleCLCD2'),
  'Generic.getEDIDVendor': ({ test }) => makerName(String(test.params.id)),
  'MacOS._parseIORegAttributes': ({ args: [text] }) => parseIoregValue(String(text)),
  list: batteries,
}
