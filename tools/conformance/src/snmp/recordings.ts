import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { type Oid, parseSnmprec, type Recording, type SnmpValue } from '@fusioninventory/core-probes/snmp'
import type { Tree } from './flatten.ts'

type Map_ = { readonly [name: string]: Tree }

/** What the old agents said of a device, and where that is held to be wrong; README of the recordings. */
interface Expected {
  readonly discovery: Map_
  readonly inventory: Map_
  readonly fi26?: { readonly discovery?: Map_ | null; readonly inventory?: Map_ | null }
  readonly doubt?: readonly { readonly path: string; readonly why: string }[]
  readonly better?: Readonly<Record<string, { readonly value: string; readonly oid: string }>>
  readonly below_minimum?: boolean
}

export interface Device {
  readonly name: string
  readonly recording: Recording
  readonly expected: Expected
}

/** Every device of a folder with `devices/` and `expected/`, one after the other: together they would fill the memory. */
export function* devicesOf(dir: string, wanted: (name: string) => boolean): Generator<Device> {
  const files = readdirSync(join(dir, 'devices')).sort()
  for (const file of files) {
    const [, name] = /^([^@]+)\.snmprec(?:\.gz)?$/.exec(file) ?? []
    if (name === undefined || !wanted(name)) continue
    const vlans = new Map<string, Map<Oid, SnmpValue>>()
    for (const context of files) {
      const [, of, vlan] = /^([^@]+)@(\d+)\.snmprec(?:\.gz)?$/.exec(context) ?? []
      if (of === name && vlan !== undefined) vlans.set(vlan, read(dir, context))
    }
    const expected = JSON.parse(readFileSync(join(dir, 'expected', `${name}.json`), 'utf8')) as Expected
    yield { name, recording: { values: read(dir, file), vlans }, expected }
  }
}

function read(dir: string, file: string): Map<Oid, SnmpValue> {
  const bytes = readFileSync(join(dir, 'devices', file))
  return parseSnmprec((file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8'))
}
