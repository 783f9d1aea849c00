/** Searching networks: ranges of addresses, and what can be learned of each of them. */
export { Stop } from './clock.ts'
export type { Access, Device, Transport } from './evidence.ts'
export { type LiveMethods, liveMethods, type MethodName, methodNames } from './live.ts'
export { type AddressRange, between, parseRange, parseRanges } from './parse-ranges.ts'
export { type Examined, type Summary, search } from './search.ts'
export { inShard, parseShard, type Shard } from './shard.ts'
export type { KnownAccess, OpenSession, Reached, Trace } from './snmp-search.ts'
export { type Target, type Targets, targetsOf } from './targets.ts'
