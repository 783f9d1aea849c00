export { isAdditionalName, type RawContent, readAdditional } from './content/additional.ts'
export {
  type CategoryChoice,
  categories,
  parseCategories,
  parsePartial,
  withoutCategories,
} from './content/category.ts'
export { checksum, everything, type SectionDigests, sectionDigests } from './content/checksum.ts'
export { type Derived, legacyFields } from './content/legacy.ts'
export { type CredentialReading, parseSnmpCredential, snmpSecrets } from './message/credential-text.ts'
export type { SnmpCredential } from './message/credentials.ts'
export type { SnmpTransport } from './message/fields.ts'
export type { QueryJob, SnmpDevice } from './message/snmp-jobs.ts'
export {
  addressText,
  addressValue,
  ipv4Mask,
  ipv4Subnet,
  ipv6Mask,
  ipv6Subnet,
  isIpv4,
  isIpv6,
} from './model/address.ts'
export { type AdmitOptions, admit } from './model/admit.ts'
export { clean, squeeze } from './model/clean.ts'
export {
  batterySerial,
  toMegabits,
  toMegabytes,
  toMegahertz,
  toMillivolts,
  toMilliwattHours,
  toWatts,
  virtualUuid,
} from './model/convert.ts'
export { admitDevice } from './model/device/content.ts'
export {
  type DeviceContent,
  type DeviceDocument,
  type DeviceQuery,
  deviceSchema,
  type FoundContent,
  foundSchema,
} from './model/device/table.ts'
export { type Diagnostic, type DiagnosticCode, describe, type Log, levelOf } from './model/diagnostics.ts'
export type * from './model/kinds.ts'
export { isPlaceholder, placeholderFree } from './model/placeholder.ts'
export { type Content, type Inventory, type SectionName, schema } from './model/table.ts'
export { diskManufacturer, manufacturer } from './model/vendor.ts'
export { writeDevice } from './xml/device.ts'
export { writeInventory, writeXml, type XmlTree, type XmlValue } from './xml/write.ts'
