/** The Perl agent 2.6 and ours, one after the other, with the same configuration file, state and server. */
import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type RunResult, runBin, runProgram } from '../../testkit/src/run.ts'
import { answer } from '../../testkit/src/server/answer.ts'
import type { RecordedRequest } from '../../testkit/src/server/request.ts'
import { type ServerOptions, startServer, type TestServer } from '../../testkit/src/server/server.ts'
import type { XmlElement } from '../../testkit/src/server/xml.ts'
import { check, skip } from '../checks.ts'
import { compareSection, contentOf, later, ofTheAgent, sections } from '../perl-compare.ts'
import { about, devicesOf, jobFor, sameDevice, sameFound, searchFor } from './perl-devices.ts'

const perl = '/usr/bin/fusioninventory-agent'
/** Where Debian's agent keeps its state, which no option changes. */
const perlState = '/var/lib/fusioninventory-agent'

/** What differs in the head of a request, and why. */
const headerReasons: Readonly<Record<string, string>> = {
  te: 'an artefact of the library: no server needs it',
  'keep-alive': 'an artefact of the library: no server needs it',
  connection: 'names the artefacts above',
  'user-agent': 'another version',
  'content-length': 'follows from the body',
  'glpi-agent-id': "GLPI answers it in its own protocol; others don't look at it",
}

/** What differs in a message as a whole, and why. */
const requestReasons: Readonly<Record<string, string>> = {
  'END a second time': '2.6 says it twice',
  'authorization on the first request':
    'credentials are not asked for again on a connection that the server knows already: 2.6 is refused once for each message',
}

/** A configuration file, and a server that plays its part. */
interface Scene {
  readonly title: string
  readonly config: readonly string[]
  readonly server?: ServerOptions
  readonly prolog?: string
}

const send = '<RESPONSE>SEND</RESPONSE><PROLOG_FREQ>24</PROLOG_FREQ>'
const scenes: readonly Scene[] = [
  { title: 'a server that wants an inventory', config: ['tag = lab'] },
  { title: 'not packed', config: ['no-compression = 1', 'no-category = process,environment'] },
  {
    title: 'a server of OCS',
    config: [],
    server: { role: 'ocs', userAgents: ['FusionInventory-Agent_v2.6-3', 'FusionInventory-Agent_v3.0.0'] },
  },
  { title: 'STOP', config: [], prolog: '<RESPONSE>STOP</RESPONSE><PROLOG_FREQ>5</PROLOG_FREQ>' },
  { title: 'STOP and force', config: ['force = 1', 'no-category = software'], prolog: '<RESPONSE>STOP</RESPONSE>' },
  { title: 'a password', config: ['user = me', "password = 'a#b'"], server: { auth: { user: 'me', password: 'a#b' } } },
  { title: 'no inventory task', config: ['no-task = inventory'], prolog: send },
  {
    title: 'elements in place of attributes, unknown options',
    config: [],
    prolog: `${send}<OPTION><NAME>DOWNLOAD</NAME><PARAM TYPE="CONF" ON="0"/></OPTION><OPTION><NAME>OTHER</NAME></OPTION>`,
  },
  { title: 'an answer that is none', config: [], server: { fault: () => ({ kind: 'html' }) } },
  { title: 'a server that fails', config: [], server: { fault: () => ({ kind: 'status', status: 500 }) } },
]

interface Played {
  readonly result: RunResult
  readonly requests: readonly RecordedRequest[]
}

async function play(server: TestServer, run: () => Promise<RunResult>): Promise<Played> {
  const before = server.requests.length
  const result = await run()
  return { result, requests: server.requests.slice(before) }
}

const queryOf = ({ document }: RecordedRequest): string =>
  document?.kind === 'xml' ? (document.query ?? '') : (document?.kind ?? 'empty')
const lineOf = (request: RecordedRequest): string => `${request.method} ${request.url} ${queryOf(request)}`

const isNetwork = (request: RecordedRequest): boolean => ['SNMPQUERY', 'NETDISCOVERY'].includes(queryOf(request))
const isEnd = (request: RecordedRequest | undefined): boolean =>
  request !== undefined && isNetwork(request) && about(request).startsWith('END')

/** A refused message is sent again with credentials, and what was refused tells nothing; nor does an END after an END. */
const telling = (requests: readonly RecordedRequest[], auth: boolean): readonly RecordedRequest[] =>
  requests
    .filter(({ credentials }) => !auth || credentials !== undefined)
    .filter((request, at, all) => !(isEnd(request) && isEnd(all[at - 1])))

/** Names and texts, those with dates and times of a run normalised. */
const tree = ({ name, children, text }: XmlElement): unknown =>
  children.length > 0 ? { [name]: children.map(tree) } : { [name]: text }

function sameHead(theirs: RecordedRequest, ours: RecordedRequest, reasons: Set<string>): void {
  const names = new Set([...Object.keys(theirs.headers), ...Object.keys(ours.headers)])
  for (const name of names) {
    if (theirs.headers[name] === ours.headers[name]) continue
    const why = headerReasons[name]
    assert.ok(why, `${name}: ${String(theirs.headers[name])} | ${String(ours.headers[name])}`)
    reasons.add(`${name}: ${why}`)
  }
  assert.match(String(ours.headers['user-agent']), /^FusionInventory-Agent_v\d/)
}

/** All that the Perl agent tells we tell too, by the table of the other check. */
function sameContent(theirs: RecordedRequest, ours: RecordedRequest): number {
  const read = (request: RecordedRequest) => contentOf(request.unpacked?.body.toString() ?? '')
  const [reference, document] = [read(theirs), read(ours)]
  let values = 0
  for (const [section, rows] of reference) {
    // Processes come and go between the two, and the check of inventories compares them.
    if (ofTheAgent.includes(section) || section === 'PROCESSES' || section === 'ACCOUNTINFO') continue
    if (section === 'ENVS' || rows.every((row) => Object.keys(row).length === 0)) continue
    assert.ok(document.has(section) || later.has(section), `no section ${section}`)
    if (!document.has(section)) continue
    assert.ok(sections.has(section) || later.has(section), `${section} is not in the table of sections`)
    const compared = compareSection(section, rows, document.get(section) ?? [])
    // The sum of changed sections is that of the saved state, of which each agent has its own.
    const lacking = compared.lacking.filter((line) => !/^HARDWARE CHECKSUM:/.test(line))
    assert.deepEqual(lacking.slice(0, 10), [], lacking.slice(0, 10).join('\n'))
    values += compared.values
  }
  assert.deepEqual(document.get('ACCOUNTINFO'), reference.get('ACCOUNTINFO'))
  return values
}

/** START, devices and END of a job of a server: the same in the same order, under the same identity. */
async function ofNetworks(
  theirs: readonly RecordedRequest[],
  ours: readonly RecordedRequest[],
  title: string,
): Promise<void> {
  // What is found comes as it is found: in the order of addresses there, of answers here.
  const network = (all: readonly RecordedRequest[]): readonly RecordedRequest[] => {
    const found = all
      .filter((request) => about(request).startsWith('found'))
      .sort((a, b) => (about(a) < about(b) ? -1 : 1))
    return all
      .filter(isNetwork)
      .map((request) => (about(request).startsWith('found') ? (found.shift() ?? request) : request))
  }
  const [reference, own] = [network(theirs), network(ours)]
  await check(`${title}: START, a message a device, END`, () => {
    assert.ok(reference.length > 3, `${reference.length} messages`)
    assert.deepEqual(own.map(about), reference.map(about))
  })
  for (const [at, request] of own.entries()) {
    const other = reference[at]
    if (other !== undefined && about(request).startsWith('device'))
      await check(`${title}: ${about(request)}`, () => sameDevice(other, request))
    if (other !== undefined && about(request).startsWith('found'))
      await check(`${title}: ${about(request)}`, () => sameFound(other, request))
  }
}

async function scene({ title, config, server: options = {}, prolog }: Scene, top: string): Promise<void> {
  const own =
    prolog === undefined
      ? {}
      : {
          answer: (request: RecordedRequest) =>
            queryOf(request) === 'PROLOG'
              ? answer(200, 'application/xml', `<?xml version="1.0" encoding="UTF-8"?>\n<REPLY>${prolog}</REPLY>`)
              : undefined,
        }
  const server = await startServer({ ...options, ...own })
  const state = join(top, 'state')
  rmSync(state, { recursive: true, force: true })
  mkdirSync(state, { mode: 0o755 })
  const file = join(top, 'agent.cfg')
  writeFileSync(file, [`server = ${server.url}`, 'logger = stderr', ...config, ''].join('\n'))
  try {
    const theirs = await play(server, () =>
      runProgram(
        'unshare',
        ['--mount', 'sh', '-c', 'mount --bind "$0" "$1" && exec "$2" --conf-file "$3"', state, perlState, perl, file],
        { timeoutMs: 120_000 },
      ),
    )
    const ours = await play(server, () =>
      runBin('agent', ['--conf-file', file, '--vardir', state], { timeoutMs: 120_000 }),
    )
    const auth = options.auth !== undefined
    const [reference, requests] = [telling(theirs.requests, auth), telling(ours.requests, auth)]
    const reasons = new Set<string>()
    await check(`${title}: both run to the end`, () =>
      assert.deepEqual(
        [theirs.result.code, ours.result.code],
        [0, 0],
        `${theirs.result.stderr}\n${ours.result.stderr}`,
      ),
    )
    await check(`${title}: the same messages in the same order: ${reference.map(queryOf).join(', ') || 'none'}`, () => {
      assert.ok(reference.length > 0, theirs.result.stderr)
      assert.deepEqual(requests.map(lineOf), reference.map(lineOf))
    })
    if (/SNMPQUERY|NETDISCOVERY/.test(prolog ?? '')) await ofNetworks(reference, requests, title)
    for (const [at, own] of requests.entries()) {
      const other = reference[at]
      if (other === undefined) break
      const what = `${title}: ${queryOf(own)}`
      await check(`${what}: the head`, () => sameHead(other, own, reasons))
      const [a, b] = [other.document, own.document]
      if (a?.kind !== 'xml' || b?.kind !== 'xml') continue
      await check(`${what}: under the same identity`, () => assert.equal(b.deviceId, a.deviceId))
      if (queryOf(own) === 'INVENTORY') {
        let values = 0
        await check(`${what}: all that it tells`, () => {
          values = sameContent(other, own)
        })
        console.log(`    ${values} values compared`)
      } else if (queryOf(own) === 'PROLOG')
        await check(`${what}: the same message`, () => assert.deepEqual(tree(b.root), tree(a.root)))
    }
    if (theirs.requests.length !== ours.requests.length) {
      const [what, why] = Object.entries(requestReasons)[auth ? 1 : 0] ?? []
      reasons.add(`${what}: ${why}`)
    }
    await check(`${title}: the same period is kept`, () => {
      const folder = readdirSync(join(state, 'targets'))[0] ?? ''
      const kept = JSON.parse(readFileSync(join(state, 'targets', folder, 'state.json'), 'utf8'))
      const wanted = /<PROLOG_FREQ>(\d+)/.exec(prolog ?? (options.fault ? '' : '<PROLOG_FREQ>24'))?.[1]
      assert.equal(kept.maxDelay, wanted === undefined ? 3600 : Number(wanted) * 3600)
    })
    for (const reason of reasons) console.log(`    differs: ${reason}`)
  } finally {
    await server.close()
  }
}

export async function besidePerl(top: string): Promise<void> {
  if (process.getuid?.() !== 0) return skip('the Perl agent beside ours', 'not root', true)
  if (!existsSync(perl)) return skip('the Perl agent beside ours', `${perl} is not installed`)
  for (const one of scenes) await scene(one, top)
  const farm = await devicesOf()
  try {
    const search = `<RESPONSE>STOP</RESPONSE>${searchFor(farm)}`
    await scene({ title: 'a search of the network', config: [], prolog: search }, top)
    await scene(
      { title: 'devices of the network', config: [], prolog: `<RESPONSE>STOP</RESPONSE>${jobFor(farm)}` },
      top,
    )
  } finally {
    farm.stop()
  }
}
