/** Network devices by SNMP: sessions, what a device is (`identify`), and what it consists of (`describe`). */
export { type Recording, recordedSession } from './adapters/recorded.ts'
export type { DeviceType, Firmware, Identity } from './identify/identity.ts'
export { discovered, identify } from './identify/index.ts'
export { type DescribeOptions, describe } from './inventory/index.ts'
export * from './port.ts'
export { parseSnmprec } from './recording/parse-snmprec.ts'
export { remember } from './remember.ts'
