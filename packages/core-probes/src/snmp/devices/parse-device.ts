import { oidOf } from '../oid.ts'
import type { DeviceModule, DeviceType, FirmwareSource, Match, Source } from './module.ts'

/** What a file of the user's own devices holds, and what is wrong in it: one line each, naming file and place. */
export interface ParsedDevices {
  readonly devices: readonly DeviceModule[]
  readonly problems: readonly string[]
}

const types: readonly string[] = [
  'COMPUTER',
  'NETWORKING',
  'PRINTER',
  'STORAGE',
  'POWER',
  'PHONE',
  'VIDEO',
  'KVM',
] satisfies DeviceType[]

const sources = ['manufacturer', 'model', 'serial', 'firmware', 'firmwareDate', 'mac', 'address', 'hostname'] as const
const keys: readonly string[] = ['name', 'match', 'priority', 'type', 'disabled', 'firmwares', ...sources]
const matchKeys: readonly string[] = ['object', 'instance', 'value', 'description', 'resource', 'unnamed']
const firmwareKeys: readonly string[] = ['name', 'description', 'type', 'version']

type Json = Readonly<Record<string, unknown>>

/** JSON text with one device or a list of them. A wrong device is left out; the others stay. Total. */
export function parseDevices(text: string, file: string): ParsedDevices {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    return { devices: [], problems: [`${file}: no JSON: ${(error as Error).message.replace(/\s+/g, ' ')}`] }
  }
  const devices: DeviceModule[] = []
  const problems: string[] = []
  const list = Array.isArray(json) ? json : [json]
  for (const [at, one] of list.entries()) {
    const reader = new Reader(list.length > 1 ? `${file}: device ${at + 1}` : file)
    const device = reader.device(one)
    problems.push(...reader.problems)
    if (device !== undefined && reader.problems.length === 0) devices.push(device)
  }
  return { devices, problems }
}

class Reader {
  readonly problems: string[] = []

  constructor(private readonly place: string) {}

  /** Undefined where it is none, or is switched off. */
  device(json: unknown): DeviceModule | undefined {
    if (!isObject(json)) return this.wrong('', 'a device is an object: { "name": ..., "match": [...] }')
    this.only(json, keys, '')
    const name = json.name
    if (typeof name !== 'string' || name === '') return this.wrong('name', 'give the device a name')
    if (json.disabled === true) return undefined
    if (json.type !== undefined && !types.includes(String(json.type)))
      this.wrong('type', `${JSON.stringify(json.type)} is none of ${types.join(', ')}`)
    if (json.priority !== undefined && !Number.isInteger(json.priority)) this.wrong('priority', 'a whole number')
    const match = [json.match].flat().flatMap((one, at) => this.match(one, `match ${at + 1}`) ?? [])
    const found: Record<string, Source> = {}
    for (const key of sources) {
      const source = json[key] === undefined ? undefined : this.source(json[key], key)
      if (source !== undefined) found[key] = source
    }
    const firmwares = [json.firmwares ?? []]
      .flat()
      .flatMap((one, at) => this.firmware(one, `firmwares ${at + 1}`) ?? [])
    return {
      name,
      match,
      priority: typeof json.priority === 'number' ? json.priority : 0,
      ...(json.type === undefined ? {} : { type: json.type as DeviceType }),
      ...found,
      ...(firmwares.length === 0 ? {} : { firmwares }),
    }
  }

  private match(json: unknown, path: string): Match | undefined {
    if (!isObject(json)) return this.wrong(path, 'say what to match: { "object": "1.3.6.1.4.1.99999" }')
    this.only(json, matchKeys, path)
    const match: { -readonly [K in keyof Match]: Match[K] } = {}
    for (const key of ['object', 'instance', 'resource'] as const) {
      if (json[key] === undefined) continue
      const oid = this.oid(json[key], `${path}.${key}`)
      if (oid !== undefined) match[key] = oid
    }
    for (const key of ['value', 'description'] as const) {
      if (json[key] === undefined) continue
      const pattern = this.pattern(json[key], `${path}.${key}`)
      if (pattern !== undefined) match[key] = pattern
    }
    if (json.unnamed === true) match.unnamed = true
    if (match.value !== undefined && match.instance === undefined) this.wrong(`${path}.value`, 'goes with "instance"')
    if (!['object', 'instance', 'resource', 'description'].some((key) => json[key] !== undefined))
      this.wrong(path, 'one of object, instance, resource, description must be there')
    return match
  }

  /** An OID to read, a text to take, part of a value, or a list of which the first counts that answers. */
  private source(json: unknown, path: string): Source | undefined {
    if (Array.isArray(json)) return json.flatMap((one, at) => this.source(one, `${path} ${at + 1}`) ?? [])
    if (typeof json === 'string') {
      if (/^\.?1(?:\.\d+){3,}$/.test(json)) return this.oid(json, path)
      return json === '' ? this.wrong(path, 'an empty text says nothing') : { text: json }
    }
    if (!isObject(json)) return this.wrong(path, 'an OID, a text, or { "oid": ..., "pattern": ... }')
    this.only(json, ['oid', 'pattern', 'text'], path)
    if (typeof json.text === 'string' && json.text !== '') return { text: json.text }
    const oid = this.oid(json.oid, `${path}.oid`)
    if (json.pattern === undefined) return oid
    const pattern = this.pattern(json.pattern, `${path}.pattern`)
    return oid === undefined || pattern === undefined ? undefined : { oid, pattern }
  }

  private firmware(json: unknown, path: string): FirmwareSource | undefined {
    if (!isObject(json)) return this.wrong(path, '{ "name": ..., "version": OID }')
    this.only(json, firmwareKeys, path)
    const version =
      json.version === undefined ? this.wrong(path, 'needs a version') : this.source(json.version, `${path}.version`)
    const { name, description, type } = json
    if (typeof name !== 'string' || name === '') return this.wrong(path, 'needs a name')
    if (version === undefined) return undefined
    const text = (value: unknown, other: string): string => (typeof value === 'string' ? value : other)
    return { name, description: text(description, `${name} firmware`), type: text(type, 'system'), version }
  }

  private oid(json: unknown, path: string): string | undefined {
    const oid = typeof json === 'string' ? oidOf(json) : undefined
    return (
      oid ?? this.wrong(path, `${JSON.stringify(json) ?? 'nothing'} is no OID (digits and dots: 1.3.6.1.4.1.99999.1.0)`)
    )
  }

  private pattern(json: unknown, path: string): RegExp | undefined {
    try {
      return typeof json === 'string' && json !== '' ? new RegExp(json) : this.wrong(path, 'a regular expression')
    } catch (error) {
      return this.wrong(path, (error as Error).message)
    }
  }

  private only(json: Json, known: readonly string[], path: string): void {
    for (const key of Object.keys(json))
      if (!known.includes(key)) this.wrong(path, `unknown key ${JSON.stringify(key)}; known: ${known.join(', ')}`)
  }

  private wrong(path: string, what: string): undefined {
    this.problems.push(`${this.place}: ${path === '' ? '' : `${path}: `}${what.replace(/\s+/g, ' ')}`)
  }
}

const isObject = (json: unknown): json is Json => typeof json === 'object' && json !== null && !Array.isArray(json)
