import type { SnmpValue } from './port.ts'

/** A value as text before any cleaning: numbers in decimal, OIDs with a leading dot, time as words, octets decoded. */
export function plain(value: SnmpValue): string {
  switch (value.type) {
    case 'octets':
    case 'opaque':
      return decode(value.value)
    case 'oid':
      return `.${value.value}`
    case 'ticks':
      return duration(value.value)
    case 'null':
      return ''
    default:
      return String(value.value)
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** UTF-8, and where it is none, Latin-1: what devices with accents and no declared character set send. */
function decode(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes)
  } catch {
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  }
}

/**
 * DisplayString and the like as a line or lines for people: what stands behind a NUL is no part of it, quotes around it are
 * taken off, control characters before a line break too, the last line cut at its first unprintable character. Absent stays
 * absent.
 */
export function string(value: SnmpValue | undefined): string | undefined {
  if (value === undefined) return undefined
  const text = unquoted(plain(value).replace(/\0[\s\S]*$/, '')).replace(/[\p{Cc}]+\n/gu, '\n')
  const last = text.lastIndexOf('\n', text.length - 2) + 1
  return (
    text.slice(0, last) + text.slice(last).replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}](?<!\n)[\s\S]*$/u, '')
  ).replace(/\n$/, '')
}

const unquoted = (text: string): string => text.replace(/^\\?["']/, '').replace(/\\?["']$/, '')

/** `string` with blanks off both ends and inner runs of them as one; empty is absent. */
export function trimmed(value: SnmpValue | undefined): string | undefined {
  return string(value)?.trim().replace(/\s+/g, ' ') || undefined
}

/**
 * A serial number: quotes around it, what stands behind a NUL, unprintable characters, blanks at the ends and runs of dots
 * taken out; only `X`s are none.
 */
export function serial(value: SnmpValue | undefined): string | undefined {
  if (value === undefined) return undefined
  const text = unquoted(plain(value).replace(/\0[\s\S]*$/, ''))
    .replace(/[\p{C}]/gu, '')
    .replace(/\.{2,}/g, '')
    .trim()
  return /^X*$/.test(text) ? undefined : text
}

/** An integer of any type, also the text `12` or `name(12)` of a recording. */
export function integer(value: SnmpValue | undefined): number | undefined {
  if (value === undefined) return undefined
  if (value.type === 'integer' || value.type === 'counter' || value.type === 'gauge' || value.type === 'ticks')
    return value.value
  if (value.type === 'counter64')
    return value.value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value.value) : undefined
  const [, number] = /^\s*(?:[\w-]+\()?([-+]?\d{1,15})\)?\s*$/.exec(plain(value)) ?? []
  return number === undefined ? undefined : Number(number)
}

/** Six bytes as `00:11:22:aa:bb:cc`, from raw bytes or from text in any usual notation; zeros are none. */
export function mac(value: SnmpValue | undefined): string | undefined {
  if (value === undefined) return undefined
  const bytes = octetsOf(value)
  if (bytes === undefined || bytes.every((byte) => byte === 0)) return undefined
  return hardware(bytes)
}

/** Bytes of a hardware address, raw or written in hex. */
function octetsOf(value: SnmpValue): readonly number[] | undefined {
  if (value.type !== 'octets' && value.type !== 'opaque') return undefined
  const raw = value.value
  if (raw.length === 6) return [...raw]
  const text = plain(value).trim().replace(/^0x/i, '')
  // A few digits are a text: a World Wide Name begins with other bytes.
  if (/^[0-9a-f]{1,11}$/i.test(text)) return [...text.matchAll(/..?/g)].map(([pair]) => Number.parseInt(pair, 16))
  if (raw.length === 8) return [...raw]
  if (/^[0-9a-f]{1,2}(:[0-9a-f]{1,2})+$/i.test(text)) return text.split(':').map((part) => Number.parseInt(part, 16))
  const digits = text.replace(/[-. :]/g, '')
  if (digits.length >= 12 && digits.length <= 32 && digits.length % 2 === 0 && /^[0-9a-f]+$/i.test(digits))
    return [...Buffer.from(digits, 'hex')]
  return raw.length > 0 && raw.length <= 32 ? [...raw] : undefined
}

/** As `mac`, of six bytes or six pairs of digits only: where an id may be anything, nothing is made up to look like one. */
export function exactMac(value: SnmpValue | undefined): string | undefined {
  if (value?.type !== 'octets') return undefined
  const six = value.value.length === 6 || /^(0x)?[0-9a-f]{2}([ :-]?[0-9a-f]{2}){5}$/i.test(plain(value).trim())
  return six ? mac(value) : undefined
}

/** 6 bytes a MAC; 8 bytes that begin 10 00 or 2x a World Wide Name, kept whole; fewer than 6 padded to one; of more, the last 6. */
function hardware(bytes: readonly number[]): string {
  const wwn = bytes.length === 8 && ((bytes[0] === 0x10 && bytes[1] === 0) || (bytes[0] ?? 0) >> 4 === 2)
  const padded = bytes.length < 6 ? [0x10, ...new Array<number>(7 - bytes.length).fill(0), ...bytes] : bytes
  return (wwn || bytes.length < 6 ? padded : padded.slice(-6))
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join(':')
}

/** Memory in MiB: bytes, or text with `kB` or `KBytes`. */
export function mebibytes(value: SnmpValue | undefined): number | undefined {
  if (value === undefined) return undefined
  const [, kilo] = /^(\d{1,15})\s*k(?:B|Bytes)$/i.exec(plain(value).trim()) ?? []
  const bytes = kilo === undefined ? integer(value) : Number(kilo) * 1024
  return bytes === undefined || bytes < 0 ? undefined : Math.trunc(bytes / 0x10_0000)
}

/** Hundredths of a second in the words that servers know: `1 day, 02:03:04.05`, `2 hours, 03:04.05`, `3 minutes, 04.05`. */
export function duration(ticks: number): string {
  const two = (number: number): string => String(number).padStart(2, '0')
  const seconds = `${two(Math.trunc(ticks / 100) % 60)}.${two(ticks % 100)}`
  const minutes = Math.trunc(ticks / 6000) % 60
  const hours = Math.trunc(ticks / 360_000) % 24
  const days = Math.trunc(ticks / 8_640_000)
  const of = (count: number, unit: string): string => `${count} ${unit}${count === 1 ? '' : 's'}`
  if (days > 0) return `${of(days, 'day')}, ${two(hours)}:${two(minutes)}:${seconds}`
  if (hours > 0) return `${of(hours, 'hour')}, ${two(minutes)}:${seconds}`
  if (minutes > 0) return `${of(minutes, 'minute')}, ${seconds}`
  return `${(ticks / 100).toFixed(2)} ${ticks === 100 ? 'second' : 'seconds'}`
}
