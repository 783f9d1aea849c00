export { ipv4Mask, ipv4Subnet, ipv6Mask, ipv6Subnet, isIpv4, isIpv6 } from './model/address.ts'
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
export type * from './model/kinds.ts'
export { isPlaceholder, placeholderFree } from './model/placeholder.ts'
export { type Content, type Inventory, type SectionName, schema } from './model/table.ts'
export { diskManufacturer, manufacturer } from './model/vendor.ts'
