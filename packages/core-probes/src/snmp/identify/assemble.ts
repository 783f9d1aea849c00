import type { Answers } from '../devices/answers.ts'
import { registered } from '../devices/lookup.ts'
import type { DeviceModule } from '../devices/module.ts'
import { compareOids } from '../oid.ts'
import { addressesOf } from './addresses.ts'
import { isUnnamed, type Kind } from './choose.ts'
import { label, macAddress, serialNumber, version } from './clean-field.ts'
import { Draft } from './draft.ts'
import { entity } from './entity.ts'
import { firmwaresOf } from './firmwares.ts'
import { BRIDGE_ADDRESS, hostResources, PORT_MONITOR_NAME, printer, system, ups } from './generic.ts'
import { interfaceAddress, peerAddress } from './hardware-address.ts'
import type { Identity } from './identity.ts'
import type { IdentifyOptions } from './options.ts'
import { privateFirmwares, privateSerials } from './serial.ts'
import { groupOf, systemOf } from './system.ts'
import { typeByTables } from './type.ts'
import { worded } from './words.ts'

/**
 * Everything that the answers so far say of a device. Pure: asked again when more is answered; `first` leaves out what counts
 * only when tables that were not walked yet do not say it.
 */
export function assemble(
  answers: Answers,
  kind: Kind,
  modules: readonly DeviceModule[],
  options: IdentifyOptions,
  first = false,
): Identity {
  const draft = new Draft(answers, modules, kind)
  const words = worded(kind.description)
  const table = registered(kind.objectId)
  /** The vendor of a generic agent is who wrote the agent: anything that the device itself says is better. */
  const unnamed = isUnnamed(kind.objectId)
  const group = systemOf(answers)

  macOf(draft)
  typeOf(draft, table.type, words.type, unnamed)
  modelOf(draft)
  if (!first) modelOtherwise(draft, table.model)
  draft.byModule('manufacturer', ({ manufacturer }) => manufacturer, label)
  if (/^dell\b/i.test(draft.known.model ?? '')) draft.say('manufacturer', 'Dell', 'model')
  if (!unnamed) draft.say('manufacturer', table.manufacturer, 'sysObjectID')
  draft.say('manufacturer', words.manufacturer, 'sysDescr')
  draft.byInstance('manufacturer', [printer.vendor], label)
  // Parts are made by others; only the maker of the whole counts.
  draft.byEntity('manufacturer', entity.manufacturer, label, true)
  draft.byInstance('manufacturer', [ups.manufacturer], label)
  draft.say('manufacturer', table.manufacturer, 'sysObjectID')

  draft.byModule('serial', ({ serial }) => serial, serialNumber)
  draft.byEntity('serial', entity.serial, serialNumber)
  draft.byInstance('serial', [printer.serial, ...below(answers, printer.serials)], serialNumber)
  if (!first) {
    draft.byInstance('serial', privateSerials, serialNumber)
    draft.byModule('serial', ({ otherwise }) => otherwise?.serial, serialNumber)
  }
  draft.byModule('firmware', ({ firmware }) => firmware, version)
  draft.byEntity('firmware', entity.software, version)
  draft.byEntity('firmware', entity.firmware, version)
  if (!first) {
    draft.byInstance('firmware', privateFirmwares, version)
    draft.byModule('firmware', ({ otherwise }) => otherwise?.firmware, version)
  }

  draft.byModule('name', ({ hostname }) => hostname, label)
  draft.say('name', group.name, answers.value(system.name) === undefined ? PORT_MONITOR_NAME : system.name)

  const listed = addressesOf(answers)
  const own = listed === undefined ? draft.fromModules(({ address }) => address, label) : undefined
  const { sources } = draft
  if (listed !== undefined) sources.addresses = 'IP-MIB'
  else if (own !== undefined) sources.addresses = own.source
  for (const field of ['uptime', 'contact', 'location', 'description'] as const)
    if ({ ...group, ...kind }[field] !== undefined) sources[field] = system[field]

  const rest = given({ uptime: group.uptime, contact: group.contact, location: group.location })
  const identity: Omit<Identity, 'firmwares'> = {
    ...draft.known,
    ...rest,
    ...(draft.type === undefined
      ? {}
      : { type: draft.type === 'POWER' && options.power !== true ? 'NETWORKING' : draft.type }),
    addresses: listed ?? (own === undefined ? [] : [own.value]),
    system: groupOf(answers),
    modules,
    ...(answers.byAddress && { byAddress: true }),
    sources,
  }
  return { ...identity, firmwares: firmwaresOf(identity, draft) }
}

/** A sysDescr that is one word with letters and digits, `IES-5106`, is a model and nothing else. */
const modelIn = (description = ''): string | undefined =>
  /^(?=\S*\d)[A-Z][A-Za-z]*[\w.+/-]{1,38}$/.exec(description.trim())?.[0]

/** A bridge's own address names the device; then what the vendor says; then its interfaces. */
function macOf(draft: Draft): void {
  draft.byInstance('mac', [BRIDGE_ADDRESS], macAddress)
  draft.byModule('mac', ({ mac }) => mac, macAddress)
  const found = draft.has('mac') ? undefined : (peerAddress(draft.answers) ?? interfaceAddress(draft.answers))
  if (found !== undefined) draft.say('mac', found.value, found.oid)
}

function typeOf(draft: Draft, table: Draft['type'], word: Draft['type'], unnamed: boolean): void {
  for (const { type, name } of draft.modules) draft.sayType(type, name)
  if (!unnamed) draft.sayType(table, 'sysObjectID')
  draft.sayType(word, 'sysDescr')
  const found = draft.type === undefined ? typeByTables(draft.answers) : undefined
  if (found !== undefined && !(unnamed && table !== undefined)) draft.sayType(found.value, found.oid)
  draft.sayType(table, 'sysObjectID')
}

function modelOf(draft: Draft): void {
  draft.byModule('model', ({ model }) => model, label)
  if (draft.type === 'PRINTER') draft.byInstance('model', [hostResources.device], label)
  if (draft.type === 'POWER') draft.byInstance('model', [ups.model, ups.name], label)
  draft.byEntity('model', entity.model, label)
}

function modelOtherwise(draft: Draft, table: string | undefined): void {
  draft.say('model', table, 'sysObjectID')
  draft.byModule('model', ({ otherwise }) => otherwise?.model, label)
  draft.say('model', modelIn(draft.known.description), 'sysDescr')
}

const below = (answers: Answers, root: string): readonly string[] =>
  [...answers.rows(root).keys()].sort(compareOids).map((index) => `${root}.${index}`)

type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> }

/** Without what is undefined. */
const given = <T extends object>(fields: T): Given<T> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Given<T>
