import { Answers } from '../devices/answers.ts'
import { registry } from '../devices/index.ts'
import type { DeviceModule } from '../devices/module.ts'
import { instancesOf, tablesOf } from '../devices/source.ts'
import { type Oid, SnmpError, type SnmpSession } from '../port.ts'
import { addressColumns } from './addresses.ts'
import { assemble } from './assemble.ts'
import { asksResources, candidatesOf, choose, isCertain, rowColumns, sureModules, triggers } from './choose.ts'
import { entityColumns, entityFirst } from './entity.ts'
import {
  addresses,
  BRIDGE_ADDRESS,
  BRIDGE_PORTS,
  hostResources,
  IP_FORWARDING,
  interfaces,
  PORT_MONITOR_NAME,
  printer,
  SYS_OR_ID,
  system,
  ups,
} from './generic.ts'
import { interfaceColumns } from './hardware-address.ts'
import type { Identity } from './identity.ts'
import type { IdentifyOptions } from './options.ts'
import { privateFirmwares, privateSerials } from './serial.ts'
import { groupOf, kindOf, systemOf } from './system.ts'

export type { IdentifyOptions } from './options.ts'

/**
 * Says what a device is, in few requests: the system group; then all instances that the modules of its kind and the standard
 * MIBs may need, together; then, together too, the tables that are still needed. Rejects with an `SnmpError` where the device
 * does not answer, or has nothing that an agent must have.
 */
export async function identify(session: SnmpSession, options: IdentifyOptions = {}): Promise<Identity> {
  const answers = new Answers(session)
  await answers.get(Object.values(system))
  const kind = kindOf(answers)
  const candidates = candidatesOf([...(options.devices ?? []), ...registry], kind)
  if (asksResources(candidates)) await answers.walk([SYS_OR_ID])
  await answers.get([
    ...triggers(candidates),
    ...instances(choose(candidates, answers), kind.objectId),
    ...instances(sureModules(candidates), kind.objectId),
    ...standard(answers),
  ])
  let modules = choose(candidates, answers)
  const columns = rowColumns(candidates)
  if (columns.length > 0 && !isCertain(candidates, answers)) {
    await answers.walk(columns)
    modules = choose(candidates, answers)
  }
  await answers.get(instances(modules, kind.objectId))
  if (answers.empty) throw new SnmpError('missing', `missing response from host ${session.address}`)
  await walkWhatLacks(answers, modules, assemble(answers, kind, modules, options, true))
  return assemble(answers, kind, modules, options)
}

/** The same device a while later: what it said does not change but for the time. */
export async function renewed(session: SnmpSession, identity: Identity): Promise<Identity> {
  const answers = new Answers(session)
  await answers.get(Object.values(system))
  const { uptime } = systemOf(answers)
  return { ...identity, ...(uptime !== undefined && { uptime }), system: groupOf(answers) }
}

/** The tables for what the instances did not say; the last resorts only when these do not say it either. */
async function walkWhatLacks(answers: Answers, modules: readonly DeviceModule[], identity: Identity): Promise<void> {
  const lacksEntity = identity.model === undefined || identity.serial === undefined || identity.firmware === undefined
  await answers.walk([
    ...modules.flatMap((module) => firstSources(module).flatMap(tablesOf)),
    ...modules.flatMap(({ otherwise }) => [
      ...(identity.model === undefined ? tablesOf(otherwise?.model) : []),
      ...(identity.serial === undefined ? tablesOf(otherwise?.serial) : []),
      ...(identity.firmware === undefined ? tablesOf(otherwise?.firmware) : []),
    ]),
    ...addressColumns,
    ...(lacksEntity ? entityColumns : []),
    ...(identity.mac === undefined ? interfaceColumns : []),
    ...(identity.serial === undefined && identity.type === 'PRINTER' ? [printer.serials] : []),
  ])
  const holder = answers.value(`${addresses.interface}.${answers.address}`)
  await answers.get([
    ...(identity.serial === undefined ? privateSerials : []),
    ...(identity.firmware === undefined ? privateFirmwares : []),
    ...(holder?.type === 'integer' ? [`${interfaces.mac}.${holder.value}`] : []),
  ])
}

/** Sources that come before the standard MIBs. */
const firstSources = (module: DeviceModule) => [
  module.manufacturer,
  module.model,
  module.serial,
  module.firmware,
  module.firmwareDate,
  module.mac,
  module.address,
  module.hostname,
  ...(module.firmwares ?? []).flatMap(({ name, version }) => [version, ...(typeof name === 'string' ? [] : [name])]),
]

const allSources = (module: DeviceModule) => [
  ...firstSources(module),
  module.otherwise?.model,
  module.otherwise?.serial,
  module.otherwise?.firmware,
]

const instances = (modules: readonly DeviceModule[], objectId: Oid | undefined): readonly Oid[] =>
  modules.flatMap((module) => allSources(module).flatMap((source) => instancesOf(source, objectId)))

/** Instances of standard MIBs. */
function standard(answers: Answers): readonly Oid[] {
  return [
    BRIDGE_ADDRESS,
    BRIDGE_PORTS,
    IP_FORWARDING,
    `${addresses.interface}.${answers.address}`,
    ...entityFirst,
    ...Object.values(hostResources).filter((oid) => oid !== hostResources.printerType),
    printer.name,
    printer.serial,
    printer.vendor,
    printer.supply,
    ups.manufacturer,
    ups.model,
    ups.name,
    ...(answers.value(system.name) === undefined ? [PORT_MONITOR_NAME] : []),
  ]
}

/** The DEVICE of a discovery, without what depends on the call: IP, ENTITY, AUTHSNMP. */
export function discovered(identity: Identity): Readonly<Record<string, unknown>> {
  return {
    CONTACT: identity.contact,
    DESCRIPTION: identity.description,
    FIRMWARE: identity.firmware,
    IPS: identity.addresses.length > 0 ? { IP: identity.addresses } : undefined,
    LOCATION: identity.location,
    MAC: identity.mac,
    MANUFACTURER: identity.manufacturer,
    MEMORY: identity.memory,
    MODEL: identity.model,
    SERIAL: identity.serial,
    SNMPHOSTNAME: identity.name,
    TYPE: identity.type,
    UPTIME: identity.uptime,
  }
}
