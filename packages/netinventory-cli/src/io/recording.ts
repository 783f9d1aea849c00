import { readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, extname, join } from 'node:path'
import { parseSnmprec, type Recording, SnmpError } from '@fusioninventory/core-probes/snmp'

export function readRecording(file: string): Recording {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch {
    throw new SnmpError('unusable', `non-existing file '${file}'`)
  }
  const vlans = new Map()
  const base = basename(file, extname(file))
  for (const name of readdirSync(dirname(file))) {
    const [, vlan] = /@(\d+)\.snmprec$/.exec(name) ?? []
    if (vlan && name.startsWith(`${base}@`))
      vlans.set(vlan, parseSnmprec(readFileSync(join(dirname(file), name), 'utf8')))
  }
  return { values: parseSnmprec(text), vlans }
}
