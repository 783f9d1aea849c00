/** Do our messages say what the recorded ones say, and do we understand what the servers answered? */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Answer, type Client, deliver } from '../../packages/protocol/src/client/index.ts'
import {
  accepted,
  type Given,
  ProtocolError,
  type ReplyMap,
  type ReplyValue,
  said,
  taken,
} from '../../packages/protocol/src/message/index.ts'
import { check } from './checks.ts'
import { beyondUs, expectedDifferences } from './wire-differences.ts'
import { oursFor } from './wire-requests.ts'
import { differences, jsonLeaves, type Leaves, type Side, sideOf, textOf, xmlLeaves } from './wire-trees.ts'
import { typed } from './wire-typed.ts'

interface Recorded {
  readonly name: string
  readonly response: { readonly decoded_file?: string }
}

/** The leaves of what we read of a REPLY, by the rule that attributes and children are the same. */
function replyLeaves(map: ReplyMap): Leaves {
  const leaves = new Map<string, string>()
  const walk = (value: ReplyValue, path: string): void => {
    if (typeof value === 'string') leaves.set(path, value)
    else if (Array.isArray(value))
      for (const [i, one] of (value as readonly (string | ReplyMap)[]).entries())
        walk(one, i === 0 ? path : `${path}[${i}]`)
    else {
      const entries = Object.entries(value as ReplyMap)
      if (entries.length === 0) leaves.set(path, '')
      for (const [name, one] of entries) walk(one, `${path}/${name}`)
    }
  }
  walk(map, 'REPLY')
  return leaves
}

/** Names that are lists hold their one text under `content`, which a leaf of XML does not tell apart. */
const folded = (leaves: Leaves): Leaves =>
  new Map([...leaves].map(([path, value]) => [path.replace(/\/content$/, ''), value]))

function givenOf(dir: string, name: string): Given {
  const side = sideOf(readFileSync(join(dir, `${name}.response.http`)))
  const [, status = '', ...text] = side.start.split(' ')
  return { status: Number(status), statusText: text.join(' '), headers: side.headers, body: side.body }
}

/** Is it judged alike, and rightly, for a document that the injector or an agent sends? */
async function documentOf(given: Given, yes: boolean): Promise<void> {
  const url = new URL('http://h/')
  const client: Client = {
    url,
    send: async () => ({ ...given, headers: given.headers as Answer['headers'], url, proxied: false }),
    close: () => undefined,
  }
  const log = { warning: () => undefined }
  const options = { format: 'xml', checked: false, compress: false, sleep: async () => undefined, log } as const
  const { status } = await deliver(client, { pieces: [], packedLength: 0, length: 0 }, options)
  const agent = await taken(given).then(
    () => 'sent',
    () => 'not',
  )
  assert.deepEqual([status === 'sent', agent === 'sent'], [yes, yes], `${status}, ${agent}`)
}

async function answerOf(dir: string, name: string, file: string | undefined): Promise<void> {
  const given = givenOf(dir, name)
  const decoded = file === undefined ? undefined : readFileSync(join(dir, file), 'utf8')
  const xml = file?.endsWith('.xml') ? decoded : undefined
  const json = file?.endsWith('.json') ? decoded : undefined
  const judged = await accepted(given).catch((error: unknown) => error)
  const words = (xml && /<ERROR>(?:<!\[CDATA\[)?([^\n<\]]{1,40})/.exec(xml)?.[1]) ?? undefined
  const refused = given.status > 299 || words !== undefined || (json === undefined && xml === undefined)
  if (refused) {
    assert(judged instanceof ProtocolError, 'taken for a success')
    assert.doesNotMatch(judged.message, /[\r\n]/)
    if (words !== undefined) assert(judged.message.includes(words.trim()), judged.message)
  } else assert(!(judged instanceof Error), String(judged))
  const object: unknown = json === undefined ? undefined : JSON.parse(json)
  const fields = (object ?? {}) as Readonly<Record<string, unknown>>
  await documentOf(given, !refused && (xml !== undefined || fields.status === 'ok' || fields.RESPONSE === 'SEND'))
  if (xml === undefined && json === undefined) return
  const read = await said(given)
  if (xml !== undefined) {
    assert(read.reply, 'no reply')
    assert.deepEqual(differences(folded(xmlLeaves(xml)), folded(replyLeaves(read.reply.map))), [])
  } else assert.deepEqual(differences(jsonLeaves(JSON.parse(json ?? '')), jsonLeaves(read.json)), [])
}

const used = new Set<string>()

/** The row of a table that something falls under. */
function rowOf(table: typeof beyondUs, what: string): boolean {
  const row = table.find(({ of }) => of.test(what))
  if (row !== undefined) used.add(row.reason)
  return row !== undefined
}

async function requestOf(theirs: Side): Promise<void> {
  const { method, url, headers, body = Buffer.alloc(0) } = await oursFor(theirs)
  const path = theirs.start.split(' ')[1] ?? ''
  const ours: Side = {
    start: `${method} ${url === undefined ? path : url.pathname + url.search} HTTP/1.1`,
    headers: Object.fromEntries(
      Object.entries(headers).map(([key, value]): [string, string] => [key.toLowerCase(), value]),
    ),
    body: Buffer.from(body),
  }
  const found = differences(leavesOf(theirs), leavesOf(ours))
  const unexpected = found.filter((difference) => !rowOf(expectedDifferences, difference))
  assert.equal(unexpected.slice(0, 20).join('\n'), '')
}

/** All of a request: its line, the headers that belong to the message, its body. */
function leavesOf(side: Side): Leaves {
  const [method = '', path = ''] = side.start.split(' ')
  const url = new URL(path, 'http://h')
  const text = textOf(side)
  const body =
    text === '' ? [] : text.trimStart().startsWith('{') ? jsonLeaves(JSON.parse(text), 'json') : xmlLeaves(text)
  const header = (name: string): [string, string][] => {
    const value = side.headers[name]
    return value === undefined ? [] : [[`header ${name}`, value]]
  }
  return new Map([
    ['method', method],
    ['path', url.pathname],
    ...[...url.searchParams].map(([key, value]): [string, string] => [`argument ${key}`, value]),
    ...header('content-type'),
    ...header('glpi-agent-id'),
    ...header('glpi-request-id'),
    ...body,
  ])
}

export async function messages(dir: string, of: string): Promise<void> {
  const all: readonly Recorded[] = JSON.parse(readFileSync(join(dir, 'index.json'), 'utf8'))
  for (const { name, response } of all) {
    await check(`${of} ${name} is understood`, () => answerOf(dir, name, response.decoded_file))
    const theirs = sideOf(readFileSync(join(dir, `${name}.request.http`)))
    if (!rowOf(beyondUs, `${name} ${theirs.start}`)) await check(`${of} ${name} as ours`, () => requestOf(theirs))
  }
  for (const { dir: from, name, read, meaning } of typed.filter((one) => one.dir === of))
    await check(`${from} ${name} means`, async () => assert.deepEqual(await read(givenOf(dir, name)), meaning))
}

/** No row of the tables stands there for nothing. */
export const tablesAreUsed = (): Promise<void> =>
  check('every difference that is listed is there', () => {
    assert.deepEqual(
      [...beyondUs, ...expectedDifferences].map(({ reason }) => reason).filter((reason) => !used.has(reason)),
      [],
    )
  })
