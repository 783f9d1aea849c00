import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { type Capture, captureHost, formatCapture, parseCapture } from '@fusioninventory/core-probes/host'
import { takeInventory } from '@fusioninventory/core-probes/local'
import { type Fields, type Schema, schema } from '@fusioninventory/protocol'
import { elements, parseXml, type XmlElement } from '@fusioninventory/testkit'
import type { Json } from './case.ts'

/** One section of the inventory that a capture gives. */
export type Replay = (capture: Capture, section: string) => Promise<Json | undefined>

/** From source, in this process: what one works with. The capture goes through its text form all the same. */
export const replayFromSource: Replay = async (capture, section) => {
  const host = captureHost(parseCapture(formatCapture(capture)))
  const { inventory } = await takeInventory(host, {
    without: new Set(),
    timeoutMs: 30_000,
    signal: AbortSignal.timeout(60_000),
    probe: { scanHomedirs: false, scanProfiles: false, assetname: 1, maskSecrets: true, databases: [{}] },
    client: { program: 'Inventory', version: '0' },
    debug: () => {},
    hint: () => {},
    diagnostic: () => {},
  })
  return (inventory.content as Readonly<Record<string, Json>>)[section]
}

const bin = fileURLToPath(new URL('../../../packages/inventory-cli/dist/bin.js', import.meta.url))

/** Through the built bin and the document that it writes. @throws Error with its complaint where it fails. */
export const replayThroughBin: Replay = async (capture, section) => {
  // Only JSON has it, and this bin writes XML.
  if ((schema as Schema)[section]?.jsonOnly) return replayFromSource(capture, section)
  const document = await new Promise<string>((resolve, reject) => {
    const child = spawn(process.execPath, [bin, '--capture', '-'], { stdio: ['pipe', 'pipe', 'pipe'], timeout: 60_000 })
    let out = ''
    let complaint = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      complaint += text
    })
    child.on('error', reject)
    child.on('close', (code) => (code === 0 ? resolve(out) : reject(new Error(`exit code ${code}: ${complaint}`))))
    child.stdin.on('error', () => {})
    child.stdin.end(formatCapture(capture))
  })
  const known = (schema as Schema)[section]
  const entries = elements(parseXml(document), 'CONTENT', section).map((entry) => entryOf(entry, known?.fields ?? {}))
  return known?.many ? (entries.length > 0 ? entries : undefined) : entries[0]
}

function entryOf(element: XmlElement, fields: Fields): Json {
  const entry: Record<string, Json> = {}
  for (const child of element.children) {
    const { kind, fields: inner = {} } = fields[child.name] ?? { kind: 'text' }
    const before = entry[child.name]
    const list = Array.isArray(before) ? before : []
    if (kind === 'texts') entry[child.name] = [...list, child.text]
    else if (kind === 'maps') entry[child.name] = [...list, entryOf(child, inner)]
    else entry[child.name] = kind === 'map' ? entryOf(child, inner) : child.text
  }
  return entry
}
