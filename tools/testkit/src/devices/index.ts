import { labAccessPoint } from './access-point.ts'
import { labNas } from './nas.ts'
import { labPrinter } from './printer.ts'
import { labSwitch } from './switch.ts'
import { labUps } from './ups.ts'

/** Made-up network devices by the name of their folder in testdata/snmp: the text of each one's recording. */
export const syntheticDevices: Readonly<Record<string, () => string>> = {
  'access-point': labAccessPoint,
  nas: labNas,
  printer: labPrinter,
  switch: labSwitch,
  ups: labUps,
}
