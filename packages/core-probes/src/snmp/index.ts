/** Network devices by SNMP: sessions, what a device is (`identify`), and what it consists of (`describe`). */

export type { Exchange } from './adapters/live/device.ts'
export { type Recording, recordedSession } from './adapters/recorded.ts'
export { openEngine, type SessionOptions, type SnmpEngine, type SnmpTarget } from './engine.ts'
export type { DeviceType, Firmware, Identity } from './identify/identity.ts'
export { discovered, identify } from './identify/index.ts'
export { describe } from './inventory/index.ts'
export { loadRecording } from './io/load.ts'
export * from './port.ts'
export { parseSnmprec } from './recording/parse-snmprec.ts'
export { parseWalk } from './recording/parse-walk.ts'
export { remember } from './remember.ts'
