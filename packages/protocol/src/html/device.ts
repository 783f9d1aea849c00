import type { DeviceDocument, FoundContent } from '../model/device/table.ts'
import { type DeviceContent, deviceSchema, foundSchema } from '../model/device/table.ts'
import type { Fields } from '../model/kinds.ts'
import { htmlPage, type Part } from './page.ts'
import { meaning, partOf } from './part.ts'
import { portsPart } from './ports.ts'
import { suppliesPart } from './supplies.ts'

type Info = NonNullable<DeviceContent['INFO']> & NonNullable<FoundContent['DEVICE']>
type Fact = readonly [name: string, value: string]

/** What it consists of, in the order in which people ask for it. */
const order = ['COMPONENTS', 'STORAGES', 'DRIVES', 'FIRMWARES', 'MODEMS', 'SIMCARDS'] as const

/** A network device as a page for people: what it is, its supplies, ports and parts. Content should have been admitted. */
export function writeDeviceHtml({ deviceid, query, version, content }: DeviceDocument): string {
  const described: DeviceContent = query === 'SNMPQUERY' ? content : {}
  const info: Info = { ...described.INFO, ...(query === 'NETDISCOVERY' ? content.DEVICE : {}) }
  const name =
    info.NAME ?? info.SNMPHOSTNAME ?? info.NETBIOSNAME ?? info.DNSHOSTNAME ?? info.IPS?.IP?.[0] ?? info.IP?.[0]
  const whole =
    query === 'SNMPQUERY' ? partOf(deviceSchema, 'INFO', described.INFO) : partOf(foundSchema, 'DEVICE', content.DEVICE)
  const parts: readonly (Part | undefined)[] = [
    suppliesPart(described.CARTRIDGES),
    partOf(deviceSchema, 'PAGECOUNTERS', described.PAGECOUNTERS),
    portsPart(described.PORTS),
    ...order.map((section) => partOf(deviceSchema, section, described[section])),
    whole && { ...whole, title: 'All that it says of itself' },
  ]
  return htmlPage({
    title: `Device ${name ?? 'without a name'}`,
    lead: info.COMMENTS ?? info.DESCRIPTION ?? '',
    notes: described.ERROR?.MESSAGE === undefined ? [] : [described.ERROR.MESSAGE],
    facts: factsOf(info, described),
    parts: parts.filter((part) => part !== undefined),
    foot: `Made by FusionInventory${version === undefined ? '' : ` ${version}`} (${deviceid})`,
  })
}

/** Addresses that a person can take in; the rest stand below. */
const mostAddresses = 4

function factsOf(info: Info, { PORTS: ports = [] }: DeviceContent): readonly Fact[] {
  const text = (...values: readonly (string | number | undefined)[]): string =>
    values.filter((value) => value !== undefined && value !== '').join(' ')
  const addresses = info.IPS?.IP ?? info.IP ?? []
  const more = addresses.length - mostAddresses
  const up = ports.filter(({ IFSTATUS }) => Number(IFSTATUS) === 1).length
  const facts: readonly Fact[] = [
    ['Product', text(info.MANUFACTURER, info.MODEL)],
    ['Kind', info.TYPE ?? ''],
    ['Serial number', info.SERIAL ?? ''],
    ['Asset tag', info.ASSETTAG ?? ''],
    ['Firmware', info.FIRMWARE ?? ''],
    ['Hardware address', info.MAC ?? ''],
    ['Addresses', text(addresses.slice(0, mostAddresses).join(', '), more > 0 ? `and ${more} more` : '')],
    ['Location', info.LOCATION ?? ''],
    ['Contact', info.CONTACT ?? ''],
    ['Running for', info.UPTIME ?? ''],
    ['Ports', ports.length > 0 ? `${ports.length}, ${up} ${meaning(1, fieldsOfPorts.IFSTATUS ?? none)}` : ''],
  ]
  return facts.filter(([, value]) => value !== '')
}

const fieldsOfPorts: Fields = deviceSchema.PORTS.fields
const none = { kind: 'int', doc: '' } as const
