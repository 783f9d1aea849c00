import { mib2 } from '../oid.ts'

/** Instances and columns of standard MIBs that tell what a device is, whoever made it. */

/** SNMPv2-MIB, the system group (RFC 3418). */
export const system = {
  description: `${mib2}.1.1.0`,
  objectId: `${mib2}.1.2.0`,
  uptime: `${mib2}.1.3.0`,
  contact: `${mib2}.1.4.0`,
  name: `${mib2}.1.5.0`,
  location: `${mib2}.1.6.0`,
} as const

/** sysORID: the MIB modules that the agent says it implements. */
export const SYS_OR_ID = `${mib2}.1.9.1.2`

/** dot1dBaseBridgeAddress and dot1dBaseNumPorts (BRIDGE-MIB, RFC 4188); ipForwarding (RFC 4293). */
export const BRIDGE_ADDRESS = `${mib2}.17.1.1.0`
export const BRIDGE_PORTS = `${mib2}.17.1.2.0`
export const IP_FORWARDING = `${mib2}.4.1.0`

/** HOST-RESOURCES-MIB (RFC 2790): hrMemorySize, and of the first device its type and description. */
export const hostResources = {
  memory: `${mib2}.25.2.2.0`,
  deviceType: `${mib2}.25.3.2.1.2.1`,
  device: `${mib2}.25.3.2.1.3.1`,
  /** hrDevicePrinter */
  printerType: `${mib2}.25.3.1.5`,
} as const

/** Printer-MIB (RFC 3805) of the first printer: prtGeneralPrinterName, prtGeneralSerialNumber, prtInputVendorName, a supply. */
export const printer = {
  name: `${mib2}.43.5.1.1.16.1`,
  serials: `${mib2}.43.5.1.1.17`,
  serial: `${mib2}.43.5.1.1.17.1`,
  vendor: `${mib2}.43.8.2.1.14.1.1`,
  supply: `${mib2}.43.11.1.1.6.1.1`,
} as const

/** UPS-MIB (RFC 1628), the identification group. */
export const ups = {
  manufacturer: `${mib2}.33.1.1.1.0`,
  model: `${mib2}.33.1.1.2.0`,
  software: `${mib2}.33.1.1.3.0`,
  agent: `${mib2}.33.1.1.4.0`,
  name: `${mib2}.33.1.1.5.0`,
} as const

/** ppmPrinterName (PWG Printer Port Monitor MIB), where an agent has no sysName. */
export const PORT_MONITOR_NAME = '1.3.6.1.4.1.2699.1.2.1.2.1.1.2.1'

/** IF-MIB (RFC 2863): ifPhysAddress, ifSpeed. */
export const interfaces = { mac: `${mib2}.2.2.1.6`, speed: `${mib2}.2.2.1.5` } as const

/** IP-MIB (RFC 4293): ipAdEntAddr and ipAdEntIfIndex, indexed by address; ipAddressIfIndex, indexed by type, length, address. */
export const addresses = {
  address: `${mib2}.4.20.1.1`,
  interface: `${mib2}.4.20.1.2`,
  any: `${mib2}.4.34.1.3`,
} as const
