import { integer } from '../clean.ts'
import { type DeviceModule, described, ent } from './module.ts'

/** TIMETRA-CHASSIS-MIB: tmnxChassisType, tmnxChassisTypeName by type, tmnxHwSerialNumber of the chassis itself. */
const type = ent('6527.3.1.2.2.1.3.1.4.1')
const names = ent('6527.3.1.2.2.1.6.1.2')
const chassis = 0x0300_0001

/** `TiMOS-B-9.0.R9 both/hops Nokia 7705 SAR Copyright (c) 2000-2018 Nokia`. */
export const nokia: DeviceModule = {
  name: 'nokia',
  match: [{ object: ent('6527') }],
  otherwise: {
    model: [
      { needs: [type], walks: [names], from: ({ value, rows }) => rows(names).get(String(integer(value(type)))) },
      described(/\b(?:Nokia|ALCATEL(?:-LUCENT)?) ((?:SAS-\S+ )?\d{4}(?: (?!Copyright)[\w-]+)?) Copyright/i),
    ],
    serial: ent(`6527.3.1.2.2.1.8.1.5.1.${chassis}`),
    firmware: described(/^"?(TiMOS-\S+)/),
  },
}
