/**
 * Is the test server like the real ones? The recorded requests go to it byte by byte, and its answers are held
 * against the recorded ones: status, media type, packing, and the names in the body.
 * Are we like the real clients? Every recorded answer is read, and every recorded request is held against ours.
 */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { gunzipSync, inflateRawSync, inflateSync } from 'node:zlib'
import { type ServerOptions, startServer } from '../testkit/src/server/server.ts'
import { parseXml } from '../testkit/src/server/xml.ts'
import { check, end, shared, skip } from './checks.ts'
import { messages, tablesAreUsed } from './wire-messages.ts'

interface Recorded {
  readonly name: string
}

/** Recorded exchanges that the test server does not claim to play, by the beginning of their names. */
const beyond: Readonly<Record<string, string>> = {
  '06-agent-stop': 'the server was told to answer STOP',
  '08-agent-options': 'options of OCS',
  '35-injector-no-hardware': 'OCS has its own way with it',
  '32-inventory-latin1': 'declared encodings are not read',
  '36-prolog-brotli': 'brotli',
  '99-disabled': 'switched off',
  'f3-plugin-agent-tasks': 'prepared tasks',
  ...Object.fromEntries([16, 17, 18, 19, 20, 21, 22].map((n) => [`f${n}-`, 'tasks'])),
}
/** What GLPI's schema or its conversion has a say in. */
const schema = /^(?:18|64|65|66|67|68|83|84|85|87|93|94|95|96)-/

interface Reply {
  readonly status: number
  readonly type: string
  readonly packing: string
  readonly names: string
}

function parse(bytes: Buffer): Reply {
  const split = bytes.indexOf('\r\n\r\n')
  const head = bytes.subarray(0, split).toString('latin1')
  const body = bytes.subarray(split + 4)
  const type = /^content-type: *([^\r\n]*)/im.exec(head)?.[1] ?? ''
  const zlib = body[0] === 0x78 && body.length > 6
  const gzip = body[0] === 0x1f && body[1] === 0x8b
  const deflate = /-deflate$/.test(type)
  const plain = zlib ? inflateSync(body) : gzip ? gunzipSync(body) : deflate ? inflateRawSync(body) : body
  return {
    status: Number.parseInt(head.split(' ')[1] ?? '', 10),
    type: type.toLowerCase(),
    packing: zlib ? 'zlib' : gzip ? 'gzip' : deflate ? 'deflate' : 'none',
    names: namesOf(plain.toString()),
  }
}

/** What stands in an answer, whatever the values: element names, keys, or `page`, `text`. */
function namesOf(text: string): string {
  const from = text.indexOf('<?xml')
  if (text.startsWith('{')) return Object.keys(JSON.parse(text)).sort().join()
  if (from < 0) return text.includes('<html') || text.includes('<HTML') ? 'page' : text === '' ? '' : 'text'
  const names = parseXml(text.slice(from)).children.map((child) => child.name)
  return `${from > 0 ? 'text before ' : ''}${[...new Set(names)].sort().join()}`
}

/** Sends the very bytes, and reads one answer. */
function exchange(port: number, request: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    const socket = connect(port, '127.0.0.1', () => socket.write(request))
    socket.setTimeout(5000, () => socket.destroy(new Error('no answer')))
    socket.on('error', reject)
    socket.on('data', (chunk) => {
      chunks.push(chunk)
      const all = Buffer.concat(chunks)
      const split = all.indexOf('\r\n\r\n')
      const length = /^content-length: (\d+)/im.exec(all.subarray(0, Math.max(0, split)).toString('latin1'))?.[1]
      const whole = request.subarray(0, 5).toString() === 'HEAD ' ? 0 : Number(length)
      if (split >= 0 && all.length >= split + 4 + whole) {
        socket.destroy()
        resolve(all)
      }
    })
  })
}

async function play(dir: string, wanted: (name: string) => boolean, options: ServerOptions): Promise<void> {
  const all: readonly Recorded[] = JSON.parse(readFileSync(join(dir, 'index.json'), 'utf8'))
  const server = await startServer(options)
  for (const { name } of all.filter((one) => wanted(one.name))) {
    const excuse = Object.keys(beyond).find((key) => name.startsWith(key))
    if (excuse || (options.role === 'glpi' && schema.test(name))) continue
    const read = (side: string): Buffer => readFileSync(join(dir, `${name}.${side}.http`))
    await check(`${options.role} ${name}`, async () => {
      const recorded = parse(read('response'))
      assert.deepEqual(parse(await exchange(server.port, read('request'))), recorded)
    })
  }
  await server.close()
}

async function main(): Promise<void> {
  if (!shared) return skip('recorded exchanges', 'no shared data')
  const userAgents = [
    'FusionInventory-Agent',
    'FusionInventory-Agent_v2.6',
    'FusionInventory-Agent_v2.6-3',
    'FusionInventory-Injector',
  ]
  const ocs = join(shared, 'wire', 'ocs')
  const glpi = join(shared, 'wire', 'glpi')
  await play(ocs, (name) => !name.startsWith('4'), { role: 'ocs', userAgents })
  const auth = { user: 'agent', password: 's3 cret:é', realm: 'OCS Inventory agent area' }
  await play(ocs, (name) => name.startsWith('4'), { role: 'ocs', userAgents, auth })
  await play(glpi, (name) => !name.startsWith('f'), { role: 'glpi' })
  await play(glpi, (name) => name.startsWith('f'), { role: 'plugin' })
  await messages(ocs, 'ocs')
  await messages(glpi, 'glpi')
  await tablesAreUsed()
}

try {
  await main()
} finally {
  end()
}
