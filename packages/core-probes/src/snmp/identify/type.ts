import { integer, plain } from '../clean.ts'
import type { Answers } from '../devices/answers.ts'
import type { DeviceType } from '../devices/module.ts'
import { BRIDGE_PORTS, hostResources, IP_FORWARDING, printer, ups } from './generic.ts'

/** Type by the standard MIBs that a device implements, and the OID that told it. */
export function typeByTables(answers: Answers): { readonly value: DeviceType; readonly oid: string } | undefined {
  const kind = answers.value(hostResources.deviceType)
  if (isTrue(answers, printer.supply)) return { value: 'PRINTER', oid: printer.supply }
  if (kind?.type === 'oid' && kind.value === hostResources.printerType)
    return { value: 'PRINTER', oid: hostResources.deviceType }
  const upsIdentity = [ups.manufacturer, ups.model].find((oid) => answers.value(oid) !== undefined)
  if (upsIdentity !== undefined) return { value: 'POWER', oid: upsIdentity }
  // A first device without a type, and nothing but printers has only one: agents that leave out hrDeviceType are print servers.
  if (kind === undefined && isTrue(answers, hostResources.device))
    return { value: 'PRINTER', oid: hostResources.device }
  if ((integer(answers.value(BRIDGE_PORTS)) ?? 0) > 1) return { value: 'NETWORKING', oid: BRIDGE_PORTS }
  if (integer(answers.value(IP_FORWARDING)) === 1) return { value: 'NETWORKING', oid: IP_FORWARDING }
  if (answers.value(hostResources.memory) !== undefined) return { value: 'COMPUTER', oid: hostResources.memory }
  return undefined
}

function isTrue(answers: Answers, oid: string): boolean {
  const value = answers.value(oid)
  return value !== undefined && !['', '0'].includes(plain(value))
}
