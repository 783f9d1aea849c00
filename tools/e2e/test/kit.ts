import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  parseXml,
  type RecordedRequest,
  type RunResult,
  type ServerOptions,
  startProxy,
  startServer,
  type TestProxy,
  type TestServer,
  textAt,
  type XmlElement,
} from '@fusioninventory/testkit'
import { afterEach, expect } from 'vitest'

const open: { close(): Promise<void> | void }[] = []
afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
})

/** A server that ends with the test. */
export async function serve(options?: ServerOptions): Promise<TestServer> {
  const server = await startServer(options)
  open.push(server)
  return server
}

export async function serveProxy(options?: Parameters<typeof startProxy>[0]): Promise<TestProxy> {
  const proxy = await startProxy(options)
  open.push(proxy)
  return proxy
}

/** A folder that ends with the test. */
export function folder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'fi-e2e-'))
  open.push({ close: () => rmSync(dir, { recursive: true, force: true }) })
  return dir
}

/** A small inventory as the inventory tool writes one. */
export const inventory = (id: string, software = 'bash'): string =>
  `<?xml version="1.0" encoding="UTF-8" ?>
<REQUEST>
  <CONTENT>
    <HARDWARE>
      <CHECKSUM>131071</CHECKSUM>
      <NAME>lab1</NAME>
    </HARDWARE>
    <SOFTWARES>
      <NAME>${software}</NAME>
    </SOFTWARES>
    <VERSIONCLIENT>FusionInventory-Inventory_v3.0.0</VERSIONCLIENT>
  </CONTENT>
  <DEVICEID>${id}</DEVICEID>
  <QUERY>INVENTORY</QUERY>
</REQUEST>
`

/** Root can try what an ordinary user meets, where that user may read this checkout. */
export const canBecomeNobody = process.getuid?.() === 0 && everybodyReads(fileURLToPath(import.meta.url))

function everybodyReads(path: string): boolean {
  const needed = path === fileURLToPath(import.meta.url) ? 0o4 : 0o1
  return (statSync(path).mode & needed) === needed && (dirname(path) === path || everybodyReads(dirname(path)))
}

export const ID = 'lab1-2026-11-22-17-00-00'

/** A file with that inventory in a folder of its own. */
export function inventoryFile(text: string = inventory(ID), name = 'lab1.ocs'): string {
  const file = join(folder(), name)
  writeFileSync(file, text)
  return file
}

export const xmlOf = (bytes: Uint8Array): XmlElement =>
  parseXml(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
export const xmlFile = (file: string): XmlElement => xmlOf(readFileSync(file))

/** The root of the XML document of a request. */
export function rootOf(request: RecordedRequest | undefined): XmlElement {
  if (request?.document?.kind !== 'xml') throw new Error(`no XML document: ${JSON.stringify(request?.document)}`)
  return request.document.root
}

/** Names and texts only: what is left when line breaks and indentation do not count. */
export const tree = (element: XmlElement): unknown =>
  element.children.length ? { [element.name]: element.children.map(tree) } : { [element.name]: element.text }

/** The documents of a stream, as tools for networks print them. */
export const documentsOf = (stdout: Uint8Array): readonly XmlElement[] =>
  Buffer.from(stdout)
    .toString()
    .split(/(?=<\?xml)/)
    .filter((text) => text.trim() !== '')
    .map(parseXml)

/** Name of the device that a document describes. */
export const deviceName = (root: XmlElement): string | undefined => textAt(root, 'CONTENT', 'DEVICE', 'INFO', 'NAME')

/** Lines of standard error, without the empty ones. */
export const lines = (result: RunResult): string[] => result.stderr.split('\n').filter((line) => line.trim() !== '')

/**
 * A failure as a user should see it: that exit code, one `[error]` line (or, with `usage`, a plain first line) that says
 * what is wrong, no stack trace, no end by force, nothing left running.
 */
export function expectFailure(result: RunResult, code: number, says: RegExp, usage = false): void {
  expect(result.stderr).not.toMatch(
    /^\s+at .*(?:\.js|node:)|node:internal|Error: .*\n\s+at|triggerUncaught|\[object |undefined/m,
  )
  const told = usage ? lines(result).slice(0, 1) : lines(result).filter((line) => line.startsWith('[error]'))
  expect(told, result.stderr).toHaveLength(1)
  expect(told[0]).toMatch(says)
  expect(result).toMatchObject({ code, timedOut: false, leftBehind: false })
}

/** Exit 0, nothing left running, and no probe that failed on the way. */
export function expectSuccess(result: RunResult): void {
  expect(result.stderr).not.toMatch(/what it gives is missing|is not a (?:function|constructor)|Cannot (?:find|read)/)
  expect(result, result.stderr).toMatchObject({ code: 0, signal: null, timedOut: false, leftBehind: false })
}
