import type { Json } from './case.ts'

/** Namespaces of WMI classes: the corpus names only classes. */
const namespaces: readonly (readonly [classes: RegExp, namespace: string])[] = [
  [/^MSFT_(PhysicalDisk|Disk|Partition|Volume)/i, 'root/Microsoft/Windows/Storage'],
  [/^MSFT_Net/i, 'root/StandardCimv2'],
  [/^MSFT_MpComputerStatus/i, 'root/Microsoft/Windows/Defender'],
  [/^Win32_EncryptableVolume/i, 'root/CIMV2/Security/MicrosoftVolumeEncryption'],
  [/^Win32_Tpm$/i, 'root/CIMV2/Security/MicrosoftTpm'],
  [/^MSVM_/i, 'root/virtualization/v2'],
  [/^(AntiVirus|Firewall|AntiSpyware)Product$/i, 'root/SecurityCenter2'],
  [/^(WmiMonitor|MSStorageDriver)/i, 'root/WMI'],
]

export const namespaceOf = (name: string): string =>
  namespaces.find(([classes]) => classes.test(name))?.[1] ?? 'root/CIMV2'

/** UTF-16 with its byte order mark, UTF-16LE without one, else UTF-8. */
export function decodeWide(bytes: Buffer): string {
  const wide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes.length > 3 && bytes[1] === 0 && bytes[3] === 0)
  return bytes.toString(wide ? 'utf16le' : 'utf8').replace(/^\ufeff/, '')
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
const plain = (text: string): string =>
  text.replace(/&(amp|lt|gt|quot|apos);/g, (_, name: string) => entities[name] ?? '')

/** Instances of a dump of `wmic ... get /value`: runs of `Name=value` lines; lists are `{"a","b"}`. */
export function readWmiDump(text: string): Readonly<Record<string, Json>>[] {
  const instances: Record<string, Json>[] = []
  let instance: Record<string, Json> | undefined
  for (const line of text.split(/\r*\n/)) {
    const equals = line.indexOf('=')
    if (equals <= 0) {
      if (line.trim() === '') instance = undefined
      continue
    }
    if (!instance) {
      instance = {}
      instances.push(instance)
    }
    const value = plain(line.slice(equals + 1))
    const list = /^\{(.*)\}$/.exec(value)?.[1]
    instance[line.slice(0, equals)] =
      list !== undefined && (list === '' || /^"|^\d+(?:,\s*\d+)*$/.test(list))
        ? listOf(list)
        : value === ''
          ? null
          : value
  }
  return instances
}

const listOf = (text: string): string[] =>
  [...text.matchAll(/"([^"]*)"|([^,"\s]+)/g)].map((match) => match[1] ?? match[2] ?? '')

/** A key as captures have it: `/Name` values, `Sub/` keys. */
type Key = { [name: string]: Json | Key }

/** A registry export (`.reg`); its first key stands for the one asked for. */
export function readRegistryExport(text: string): Json {
  const root: Key = {}
  let at: Key | undefined
  let first: string | undefined
  for (const line of text.replace(/\\\r*\n\s*/g, '').split(/\r*\n/)) {
    const key = /^\[(.*)\]\s*$/.exec(line)?.[1]
    if (key !== undefined) {
      first ??= key
      at = key === first ? root : key.startsWith(`${first}\\`) ? under(root, key.slice(first.length + 1)) : undefined
      continue
    }
    const value = /^(?:@|"((?:[^"\\]|\\.)*)")=(.*)$/s.exec(line)
    if (value && at) at[`/${escapeName(withoutEscapes(value[1] ?? ''))}`] = registryValue(value[2] ?? '')
  }
  return root as Json
}

function under(root: Key, path: string): Key {
  let at = root
  for (const part of path.split('\\')) {
    const name = `${escapeName(part)}/`
    at[name] ??= {}
    at = at[name] as Key
  }
  return at
}

const escapeName = (name: string): string => name.replaceAll('/', '%2F')
const withoutEscapes = (text: string): string => text.replace(/\\(.)/g, '$1')

function registryValue(text: string): Json {
  const dword = /^dword:([0-9a-f]{1,8})/i.exec(text)?.[1]
  if (dword !== undefined) return `0x${dword.padStart(8, '0').toLowerCase()}`
  const hex = /^hex(?:\(([0-9a-f]+)\))?:([0-9a-f,\s]*)/i.exec(text)
  if (hex) return typed(hex[1] ?? '3', Buffer.from((hex[2] ?? '').replace(/[^0-9a-f]/gi, ''), 'hex'))
  return withoutEscapes(/^"((?:[^"\\]|\\.)*)"/.exec(text)?.[1] ?? text)
}

/** REG_SZ 1, REG_EXPAND_SZ 2, REG_MULTI_SZ 7, REG_QWORD b; others stay bytes. */
function typed(type: string, bytes: Buffer): Json {
  const text = (): string => bytes.toString('utf16le').replace(/\0+$/, '')
  if (type === '1' || type === '2') return text()
  if (type === '7') return text().split('\0')
  if (type === 'b' && bytes.length === 8) return `0x${bytes.readBigUInt64LE().toString(16).padStart(16, '0')}`
  return { hex: bytes.toString('hex') }
}
