import { integer, mac } from '../clean.ts'
import { portsOf } from './document.ts'
import { type DeviceModule, ent, type Match, type Source } from './module.ts'

/** UBNT-AirMAX-MIB (1.4), UBNT-UniFi-MIB (1.6.3: model, version), UBNT-AFLTU-MIB (1.10), UI-AF60-MIB (1.11). */
const base = ent('41112.1')
const radio = `${base}.4.5.1.4.1`
const model = `${base}.6.3.3.0`
const ltu = `${base}.10.1.3.2.0`

/** UniFi: the network (6) and the interface (7) of each virtual access point. */
const networks = `${base}.6.1.2.1.6`
const names = `${base}.6.1.2.1.7`

const ethernet = 6
const wireless = 71

const serial: Source = {
  needs: [radio],
  from: ({ value, known }) => (mac(value(radio)) ?? known.mac)?.replaceAll(':', ''),
}

const values = {
  type: 'NETWORKING',
  manufacturer: { text: 'Ubiquiti' },
  model: [model, ltu],
  firmware: [`${base}.6.3.6.0`, `${base}.10.1.3.4.0`],
  mac: radio,
} as const satisfies Partial<DeviceModule>

const match: readonly Match[] = [
  { object: ent('41112') },
  { object: ent('10002'), resource: ent('41112') },
  { object: ent('4413'), resource: ent('41112') },
]

export const ubiquiti: DeviceModule = {
  ...values,
  name: 'ubiquiti',
  match,
  serial,
  inventory: {
    walks: [networks, names],
    apply: (read, document) => {
      for (const port of portsOf(document)) {
        const name = String(port.IFDESCR ?? '')
        if (!name.startsWith('ra')) continue
        if (integer({ type: 'octets', value: Buffer.from(String(port.IFTYPE ?? '')) }) === ethernet)
          port.IFTYPE = wireless
        const [row] = [...read.texts(names)].find(([, own]) => own === name) ?? []
        const network = row === undefined ? undefined : read.texts(networks).get(row)
        if (network === undefined) continue
        port.IFALIAS = port.IFNAME ?? name
        port.IFNAME = `${network}${/^rai\d/.test(name) ? ' (5GHz)' : ' (2.4GHz)'}`
      }
    },
  },
}

/** Answering with the identity of net-snmp. */
export const ubiquitiLinux: DeviceModule = {
  ...values,
  name: 'ubiquiti-linux',
  match: [
    { object: ent('8072.3.2.10'), instance: model },
    { object: ent('8072.3.2.10'), instance: ltu },
    { object: ent('8072.3.2.10'), description: /^(?:UAP|USW|U[67]|UDM|UXG|UCG|USG)-[\w-]+ \d/ },
  ],
  model: [model, ltu, { oid: '1.3.6.1.2.1.1.1.0', pattern: /^(\S+) \d/ }],
  serial,
}
