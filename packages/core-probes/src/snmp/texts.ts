import { clean } from '@fusioninventory/protocol'
import { integer, mac, mebibytes, plain, serial, string, trimmed } from './clean.ts'
import type { SnmpValue } from './port.ts'

/** ifHighSpeed counts Mb/s (RFC 2863). */
const million = 1_000_000

/** The texts that a value may stand for in a document, each once: as it is, cleaned in the ways of clean.ts, scaled. */
export function textsOf(value: SnmpValue): readonly string[] {
  const number = integer(value)
  const texts = [
    plain(value),
    string(value),
    trimmed(value),
    serial(value),
    mac(value),
    number,
    value.type === 'gauge' && number !== undefined ? number * million : undefined,
    mebibytes(value),
    value.type === 'oid' ? value.value : undefined,
  ]
  return [...new Set(texts.filter((text) => text !== undefined && text !== '').map((text) => clean(String(text))))]
}
