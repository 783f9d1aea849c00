import { plain } from '../clean.ts'
import { vendorOf } from './lookup.ts'
import { type DeviceModule, described, ent, type Read } from './module.ts'

/** Appliances that answer with the identity of net-snmp on Linux; those with a private tree have files of their own. */
const linux = ent('8072.3.2.10')

/** snmpEngineID (SNMP-FRAMEWORK-MIB, RFC 3411 §5): vendor number with the top bit set, format, the rest. */
const ENGINE_ID = '1.3.6.1.6.3.10.2.1.1.0'

interface EngineId {
  readonly vendor: number
  readonly serial: string | undefined
}

export function parseEngineId(bytes: Uint8Array): EngineId | undefined {
  if (bytes.length < 6) return undefined
  const view = Buffer.from(bytes)
  const vendor = view.readUInt32BE(0) & 0x7fff_ffff
  const format = view[4] ?? 0
  const rest = view.subarray(5)
  // 3: MAC, 4: text, 5: octets, 128 and above: the vendor's own, which net-snmp fills at random once.
  if (format === 3 || format === 5 || format >= 128) return { vendor, serial: rest.toString('hex') }
  return { vendor, serial: format === 4 ? rest.toString('utf8') : undefined }
}

/** Raw, or as text in hex, as some agents store it. */
function engine({ value }: Read): EngineId | undefined {
  const found = value(ENGINE_ID)
  if (found?.type !== 'octets') return undefined
  const [, hex] = /^(?:0x)?([0-9a-f]{12,64})$/i.exec(plain(found).replace(/[\s:]/g, '')) ?? []
  return parseEngineId(hex === undefined ? found.value : Buffer.from(hex, 'hex'))
}

/** Only a vendor that is known with its kind of devices. */
function known(read: Read): EngineId | undefined {
  const found = engine(read)
  const vendor = found && vendorOf(found.vendor)
  return vendor?.manufacturer === undefined || vendor.type === undefined ? undefined : found
}

export const linuxEngine: DeviceModule = {
  name: 'linux-engine-id',
  match: [{ object: linux }],
  priority: 30,
  manufacturer: {
    needs: [ENGINE_ID],
    from: (read) => {
      const found = known(read)
      return found === undefined ? undefined : vendorOf(found.vendor)?.manufacturer
    },
  },
  serial: { needs: [ENGINE_ID], from: (read) => known(read)?.serial },
}

export const lacie: DeviceModule = {
  name: 'lacie',
  match: [{ object: linux, row: { column: '1.3.6.1.2.1.25.2.3.1.3', value: /^\/lacie/ } }],
  type: 'STORAGE',
  manufacturer: { text: 'Seagate' },
  model: { text: 'Seagate NAS' },
  serial: { needs: [ENGINE_ID], from: hexOfEngine },
}

function hexOfEngine({ value }: Read): string | undefined {
  const found = value(ENGINE_ID)
  return found?.type === 'octets' ? Buffer.from(found.value).toString('hex') : undefined
}

export const quescom: DeviceModule = {
  name: 'quescom',
  match: [{ object: linux, instance: ent('2021.13.14.2.1.2.1'), value: /^QuesComSnmpObject$/ }],
  type: 'NETWORKING',
  manufacturer: { text: 'QuesCom' },
  model: { text: 'QuesCom' },
}

export const ciscoFmc: DeviceModule = {
  name: 'cisco-fmc',
  match: [{ object: linux, row: { column: '1.3.6.1.2.1.25.4.2.1.2', value: /^sfestreamer/ } }],
  type: 'NETWORKING',
  manufacturer: { text: 'Cisco' },
  model: { text: 'Cisco FMC' },
}

export const tpLinkLinux: DeviceModule = {
  name: 'tp-link-linux',
  match: [{ object: linux, description: /^Linux TL-\S+ \S+ #1/ }],
  type: 'NETWORKING',
  manufacturer: { text: 'TP-Link' },
  model: described(/^Linux (TL-\S+)/),
  firmware: described(/^Linux TL-\S+ (\S+)/),
}
