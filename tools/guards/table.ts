import type { Mutation } from './mutate.ts'

/** A guard, and the tests that are there for it: those of a file whose titles begin with the id. */
export interface Guard extends Mutation {
  /** Of a threat (docs/guide/security.md), or the name of a failure as a user meets it. */
  readonly id: string
  readonly test: string
}

const client = 'packages/protocol/src/client'
const xml = 'packages/protocol/src/xml'
const httpd = 'packages/agent-cli/src/httpd'
const remote = 'packages/agent-cli/src/remoteinventory'
const failures = 'packages/injector-cli/src/failures.test.ts'

const threats: readonly Guard[] = [
  {
    id: 'S-1',
    test: `${client}/body.test.ts`,
    file: `${client}/body.ts`,
    guard: ': await unpackers[packing](bytes, { maxOutputLength })',
    without: ': await unpackers[packing](bytes)',
  },
  {
    id: 'S-1',
    test: `${client}/body.test.ts`,
    file: `${client}/body.ts`,
    guard: "if (first !== undefined && (named !== undefined || first === 'gzip' || body[0] === 0x78)) {",
    without: 'if (false) {',
  },
  {
    id: 'S-2',
    test: `${xml}/read.test.ts`,
    file: `${xml}/scan.ts`,
    guard: "parser.on('doctype', () => fail('a document type is not allowed'))",
    without: '',
  },
  {
    id: 'S-2',
    test: `${xml}/read.test.ts`,
    file: `${xml}/scan.ts`,
    guard: 'if (++depth > limits.depth)',
    without: 'if (++depth > 1e9)',
  },
  {
    id: 'S-2',
    test: `${xml}/read.test.ts`,
    file: `${xml}/scan.ts`,
    guard: 'if (++elements > limits.elements)',
    without: 'if (++elements > 1e9)',
  },
  {
    id: 'S-2',
    test: `${xml}/read.test.ts`,
    file: `${xml}/scan.ts`,
    guard: 'if (text.length > limits.text)',
    without: 'if (text.length > 1e9)',
  },
  {
    id: 'S-3',
    test: `${client}/json.test.ts`,
    file: `${client}/json.ts`,
    guard: 'if (!forbidden.has(key)) safe[key] = one',
    without: 'safe[key] = one',
  },
  {
    id: 'S-3',
    test: `${client}/json.test.ts`,
    file: `${client}/json.ts`,
    guard: 'text.length > limits.bytes || depthOf(text) > limits.depth',
    without: 'text.length > limits.bytes',
  },
  {
    id: 'S-3',
    test: `${client}/json.test.ts`,
    file: `${client}/json.ts`,
    guard: 'text.length > limits.bytes || depthOf(text) > limits.depth',
    without: 'depthOf(text) > limits.depth',
  },
  {
    id: 'S-3',
    test: `${client}/reply.test.ts`,
    file: `${client}/reply-map.ts`,
    guard: 'Object.create(null)',
    without: '({})',
  },
  {
    id: 'S-4',
    test: 'packages/protocol/src/message/config.test.ts',
    file: 'packages/protocol/src/message/remote.ts',
    guard: 'host !== nameOf(target.hostname) && !foreign',
    without: 'false && !foreign',
  },
  {
    id: 'S-4',
    test: `${client}/client.test.ts`,
    file: `${client}/redirect.ts`,
    guard: 'if (hops >= maxRedirects)',
    without: 'if (hops >= 40)',
  },
  {
    id: 'S-4',
    test: `${client}/client.test.ts`,
    file: `${client}/redirect.ts`,
    guard: "if (next.protocol !== 'https:' && !(next.protocol === 'http:' && answer.url.protocol === 'http:')) {",
    without: 'if (false) {',
  },
  {
    id: 'S-5',
    test: `${client}/client.test.ts`,
    file: `${client}/client.ts`,
    guard: 'const sent = home ? (',
    without: 'const sent = true ? (',
  },
  {
    id: 'S-5',
    test: `${client}/secure.test.ts`,
    file: `${client}/client.ts`,
    guard: 'own: url.origin === target.origin',
    without: 'own: true',
  },
  {
    id: 'S-6',
    test: `${client}/secure.test.ts`,
    file: `${client}/redirect.ts`,
    guard: "if (next.protocol !== 'https:' && !(next.protocol === 'http:' && answer.url.protocol === 'http:')) {",
    without: 'if (false) {',
  },
  {
    id: 'S-6',
    test: `${client}/secure.test.ts`,
    file: 'packages/protocol/src/trust/load.ts',
    guard: "minVersion: 'TLSv1.2',",
    without: "minVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0',",
  },
  {
    id: 'S-8',
    test: `${client}/client.test.ts`,
    file: `${client}/client.ts`,
    guard: 'idleMs: options.idleMs ?? 180_000',
    without: 'idleMs: 180_000',
  },
  {
    id: 'S-8',
    test: `${client}/client.test.ts`,
    file: `${client}/client.ts`,
    guard: 'totalMs: options.totalMs ?? 900_000',
    without: 'totalMs: 900_000',
  },
  {
    id: 'S-8',
    test: `${client}/client.test.ts`,
    file: `${client}/transport.ts`,
    guard: 'if (size <= wanted.maxBytes)',
    without: 'if (true)',
  },
  {
    id: 'S-8',
    test: `${client}/client.test.ts`,
    file: `${client}/transport.ts`,
    guard: "wanted.signal?.addEventListener('abort', abort)",
    without: '',
  },
]

/** Threat, its tests, the module, the guard, what stands there without it. */
const web = (id: string, test: string, file: string, guard: string, without: string): Guard => ({
  ...{ id, guard, without },
  test: `${httpd}/${test}.test.ts`,
  file: `${httpd}/${file}.ts`,
})

const ofWebServer: readonly Guard[] = [
  web('S-10', 'httpd', 'status-page', 'if (!asked.var.judgement.trusted)', 'if (false)'),
  web('S-11', 'now', 'now', 'export const nowEveryMs = 60_000', 'export const nowEveryMs = 0'),
  web('S-12', 'trust/trust', 'trust/trust-set', 'if (since < 0 || since > believedMs)', 'if (false)'),
  web('S-12', 'trust/trust', 'trust/trust-set', 'const refreshMs = 60_000', 'const refreshMs = 86_400_000'),
  web('S-13', 'gate', 'gate', "return 'a page of another site'\n  if (site", 'return undefined\n  if (site'),
  web('S-13', 'gate', 'gate', '|| names.has(name) ? undefined', '|| true ? undefined'),
  web('S-14', 'limits', 'door', 'if (own >= limits.perClient) return false', ''),
  web('S-17', 'store/proxy-store', 'store/proxy-store', 'fileNameOf(deviceid)}.xml', 'deviceid}.xml'),
  web('S-17', 'store/proxy-store', 'store/proxy-store', 'if (used.bytes + more > mostBytes) return false', ''),
  web(
    'S-18',
    'plugins/proxy',
    'plugins/proxy',
    'if (via.some((id) => id.toLowerCase() ===',
    'if (false && via.some((id) => id.toLowerCase() ===',
  ),
  web('S-19', 'plugins/inventory', 'plugins/sessions', 'sessions.delete(remote)\n      return found', 'return found'),
  web('S-19', 'secret', 'secret', 'timingSafeEqual(digest(one), digest(other))', 'one === other'),
  web(
    'S-21',
    'gate',
    'status-page',
    'run.text}</span>',
    'Object.assign(new String(run.text), { isEscaped: true })}</span>',
  ),
  {
    id: 'S-44',
    test: `${remote}/main.test.ts`,
    file: `${remote}/main.ts`,
    guard: 'const name = plain ? deviceid : fileNameOf(deviceid)',
    without: 'const name = deviceid',
  },
]

/** As a user meets them: what is there for each is what makes its words, and what keeps the document. */
const met = (name: string, file: string, guard: string, without: string): Guard => ({
  ...{ id: `failure ${name}`, test: failures, file, guard, without },
})

const failed: readonly Guard[] = [
  met(
    'refused',
    `${client}/errors.ts`,
    "ECONNREFUSED: ['CONNECT', 'Connection refused'",
    "ECONNREFUSED: ['CONNECT', 'refused'",
  ),
  met(
    'name',
    `${client}/errors.ts`,
    "event === 'connect'",
    "event === 'connect' || code === 'ENOTFOUND' || code === 'EAI_AGAIN'",
  ),
  met('timeout', `${client}/errors.ts`, "if (event === 'socket')", 'if (false)'),
  met('proxy', `${client}/client.ts`, 'proxied: proxy !== undefined }', 'proxied: false }'),
  met('certificate', `${client}/agents.ts`, 'if (problem !== undefined) {', 'if (false) {'),
  met('401', `${client}/client.ts`, 'if (answer.status === 401) {', 'if (false) {'),
  met('407', `${client}/client.ts`, 'if (answer.status === 407 && answer.proxied) throw proxyRefused()', ''),
  met('status', `${client}/judge.ts`, 'const good = answer.status >= 200 && answer.status < 300', 'const good = true'),
  met('loop', `${client}/redirect.ts`, 'if (hops >= maxRedirects)', 'if (hops >= 40)'),
  met('content', `${client}/answer.ts`, "if (text.trim() === '') throw", 'if (false) throw'),
  met('reply', `${client}/judge.ts`, 'if (error !== undefined) return error', ''),
]

export const guards: readonly Guard[] = [...threats, ...ofWebServer, ...failed]
