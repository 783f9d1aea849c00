import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { Recording } from '../adapters/recorded.ts'
import { SnmpError, type Values } from '../port.ts'
import { parseSnmprec } from '../recording/parse-snmprec.ts'
import { parseWalk } from '../recording/parse-walk.ts'

/** Bytes of one recording, unpacked: a table of 200,000 rows in text is a tenth of it. */
const most = 256 * 0x10_0000

/**
 * A recording and its contexts: text of snmpwalk or `.snmprec`, told apart by what is in it, also packed by gzip. The
 * contexts of VLANs stand beside it: `switch@12.snmprec` or `switch.walk@12` beside `switch.snmprec` and `switch.walk`.
 * @throws SnmpError `unusable` where it cannot be read or says nothing
 */
export async function loadRecording(path: string): Promise<Recording> {
  const values = await valuesOf(path)
  if (values.size === 0) throw new SnmpError('unusable', `no instance in file '${path}'`)
  const vlans = new Map<string, Values>()
  for (const [vlan, file] of await contextsOf(path)) vlans.set(vlan, await valuesOf(file))
  return { values, vlans }
}

async function valuesOf(path: string): Promise<Values> {
  const text = await textOf(path)
  return /^\s*\.?\d[\d.]*\|\d+\w*(:\w+)?\|/.test(text) ? parseSnmprec(text) : parseWalk(text)
}

async function textOf(path: string): Promise<string> {
  try {
    const { size } = await stat(path)
    if (size > most) throw new Error(`more than ${most} bytes`)
    const bytes = await readFile(path)
    const plain = bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes, { maxOutputLength: most }) : bytes
    return decode(plain)
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    throw new SnmpError(
      'unusable',
      code === 'ENOENT' ? `non-existing file '${path}'` : `file '${path}' cannot be read: ${code ?? message}`,
    )
  }
}

/** Old recordings are in the character set of where they were made; Latin-1 keeps every byte of one. */
function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  }
}

/** VLAN to file. */
async function contextsOf(path: string): Promise<ReadonlyMap<string, string>> {
  const [, name = '', kind = ''] = /^(.*?)((?:\.[A-Za-z]+){0,2})$/.exec(basename(path)) ?? []
  const found = new Map<string, string>()
  for (const file of await readdir(dirname(path)).catch(() => [])) {
    const [, whole, vlan, suffix = ''] = /^(.*)@(\d{1,4})((?:\.[A-Za-z]+){0,2})$/.exec(file) ?? []
    const same = (whole === name && suffix.replace('.gz', '') === kind.replace('.gz', '')) || whole === basename(path)
    if (vlan !== undefined && same) found.set(vlan, join(dirname(path), file))
  }
  return found
}
