import { ent } from '../devices/module.ts'
import type { Oid } from '../port.ts'

/** Private instances that hold a serial number, for devices whose module names none; the first that answers. */
export const privateSerials: readonly Oid[] = [
  // Juniper, Hirschmann, Xerox, Ricoh, Lexmark, Canon, Brother, APC, Force10 (chassis and stack unit), Blue Coat, Compaq.
  ent('2636.3.1.3.0'),
  ent('248.14.1.1.9.1.10.1'),
  ent('253.8.53.3.2.1.3.1'),
  ent('367.3.2.1.2.1.4.0'),
  ent('641.2.1.2.1.6.1'),
  ent('1602.1.2.1.4.0'),
  ent('2435.2.3.9.4.2.1.5.5.1.0'),
  ent('318.1.1.4.1.5.0'),
  ent('6027.3.8.1.1.5.0'),
  ent('6027.3.10.1.2.2.1.12.1'),
  ent('3417.2.11.1.4.0'),
  ent('232.2.2.2.1.0'),
  ent('232.11.2.10.3.0'),
]

/** The same for firmware: CISCO-IMAGE-MIB (a text `CW_VERSION$…$`), Hirschmann, JUNIPER-VIRTUALCHASSIS-MIB. */
export const privateFirmwares: readonly Oid[] = [
  ent('9.9.25.1.1.1.2.5'),
  ent('248.14.1.1.2.0'),
  ent('2636.3.40.1.4.1.1.1.5.0'),
]
