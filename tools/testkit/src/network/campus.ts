import { type DeviceDocument, writeDevice } from '@fusioninventory/protocol'

export type { DeviceDocument } from '@fusioninventory/protocol'

/** Documents one after the other, as tools for networks print them. */
export const streamOf = (documents: readonly DeviceDocument[]): string => documents.map(writeDevice).join('')

/** How large a made-up network is. */
export interface CampusSize {
  /** Access switches, each with an uplink to one of two core switches. */
  readonly switches: number
  /** Devices at each of them: printers, phones, computers and what nothing tells of, in turn. */
  readonly devices: number
}

const hex = (value: number): string => value.toString(16).padStart(2, '0')
/** Locally administered. */
const mac = (place: number, number: number): string => `02:00:5e:00:${hex(place)}:${hex(number)}`
const envelope = { deviceid: 'foo', job: '1', version: '3.0.0' } as const

type Connection = Readonly<Record<string, string | readonly string[]>>
interface CampusPort {
  readonly name: string
  readonly told?: Connection
  readonly seen?: readonly string[]
}

function switchOf(at: number, name: string, address: string, ports: readonly CampusPort[]): readonly DeviceDocument[] {
  const about = {
    NAME: name,
    TYPE: 'NETWORKING',
    MANUFACTURER: 'Lab Networks',
    MODEL: 'LN-48',
    MAC: mac(at, 1),
    SERIAL: `LN${1000 + at}`,
  }
  return [
    {
      ...envelope,
      query: 'NETDISCOVERY',
      content: {
        DEVICE: { IP: [address], SNMPHOSTNAME: name, TYPE: 'NETWORKING', MAC: mac(at, 1), SERIAL: `LN${1000 + at}` },
      },
    },
    {
      ...envelope,
      query: 'SNMPQUERY',
      content: {
        INFO: { ...about, IPS: { IP: ['127.0.0.1', address] } },
        PORTS: ports.map(({ name: port, told, seen }, index) => ({
          IFNUMBER: index + 1,
          IFNAME: port,
          IFDESCR: port.replace('Gi', 'GigabitEthernet'),
          ...((told || seen) && {
            CONNECTIONS: { CDP: told ? 1 : 0, CONNECTION: [{ ...told, ...(seen && { MAC: seen }) }] },
          }),
        })),
      },
    },
  ]
}

const types = ['PRINTER', 'PHONE', 'COMPUTER', undefined] as const

/**
 * Documents about a network as it could be: two core switches, joined, each access switch at both of them (a ring), devices
 * whose addresses the access switches and, through their uplinks, the core switches have seen, and a neighbour that was not searched.
 */
export function campus({ switches, devices }: CampusSize): readonly DeviceDocument[] {
  const documents: DeviceDocument[] = []
  const cores = ['core-1', 'core-2'] as const
  const coreName = (at: number): string => cores[at % 2] ?? 'core-1'
  const seen: string[][] = Array.from({ length: switches }, () => [])
  for (let at = 0; at < switches; at++) {
    const ports: CampusPort[] = []
    for (let one = 0; one < devices; one++) {
      const address = mac(at, one + 2)
      const type = types[one % types.length]
      const name = type === undefined ? undefined : `${type.toLowerCase()}-${at + 1}-${one + 1}`
      seen[at]?.push(address)
      ports.push({ name: `Gi1/0/${one + 1}`, seen: [address] })
      documents.push({
        ...envelope,
        query: 'NETDISCOVERY',
        content: {
          DEVICE: {
            IP: [`10.20.${at}.${one + 10}`],
            MAC: address,
            ...(type === undefined
              ? {}
              : { TYPE: type, DNSHOSTNAME: name, MANUFACTURER: 'Lab Devices', MODEL: `LD ${one}` }),
          },
        },
      })
    }
    ports.push({ name: 'Gi1/0/47', seen: ['02:00:00:00:00:01', '02:00:00:00:00:02'] })
    const up = at + 1
    for (const core of at % 5 === 0 ? cores : [coreName(at)])
      ports.push({
        name: core === 'core-1' ? 'Gi1/1/1' : 'Gi1/1/2',
        told: { SYSNAME: core, IFDESCR: `GigabitEthernet0/${up}` },
      })
    documents.push(...switchOf(at + 10, `access-${at + 1}`, `10.20.250.${at + 10}`, ports))
  }
  for (const [index, core] of cores.entries()) {
    const other = coreName(index + 1)
    const ports: CampusPort[] = [
      { name: 'Gi0/101', told: { SYSNAME: other, IFDESCR: 'GigabitEthernet0/101' } },
      ...(index === 0
        ? [{ name: 'Gi0/102', told: { SYSNAME: 'provider', IP: '198.51.100.1', IFDESCR: 'xe-0/0/1' } }]
        : []),
      ...Array.from({ length: switches }, (_, at) => at)
        .filter((at) => coreName(at) === core || at % 5 === 0)
        .map(
          (at): CampusPort => ({
            name: `Gi0/${at + 1}`,
            told: {
              SYSNAME: `access-${at + 1}`,
              SYSMAC: mac(at + 10, 1),
              IFDESCR: core === 'core-1' ? 'Gi1/1/1' : 'Gi1/1/2',
            },
            seen: seen[at] ?? [],
          }),
        ),
    ]
    documents.push(...switchOf(index, core, `10.20.250.${index + 1}`, ports))
  }
  return documents
}
