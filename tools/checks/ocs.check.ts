/**
 * The pipelines against Debian's OCS Inventory NG: what the real server stored, proven with SQL.
 * Needs root, Debian 12 and the shared data; real curl, and the Perl injector to compare with.
 */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type RunResult, runBin, runProgram, runShell } from '../testkit/src/run.ts'
import { elements, fieldsOf, parseXml, textAt, type XmlElement } from '../testkit/src/server/xml.ts'
import { check, end, shared, skip } from './checks.ts'
import { everything, type Ocs, type Row, rowsOf, startOcs } from './ocs-rows.ts'
import { smbiosCapture } from './smbios-capture.ts'

const tool = shared && join(shared, 'tools', 'ocs-server')
const has = (program: string): boolean => ['/usr/bin', '/usr/local/bin'].some((dir) => existsSync(join(dir, program)))
const dir = mkdtempSync(join(tmpdir(), 'fi-ocs-'))

const succeeded = (result: RunResult): void => assert.equal(result.code, 0, `exit ${result.code}: ${result.stderr}`)
const documentIn = (file: string): XmlElement => parseXml(readFileSync(file, 'utf8'))
const idOf = (document: XmlElement): string => textAt(document, 'DEVICEID') ?? ''
const entries = (document: XmlElement, section: string): readonly Row[] =>
  elements(document, 'CONTENT', section).map(fieldsOf)

/** Column of OCS and field of the document; where the document has none, the column holds its default. */
type Columns = Readonly<Record<string, string>>
const columns: Readonly<Record<string, { readonly section: string; readonly columns: Columns }>> = {
  cpus: { section: 'CPUS', columns: { MANUFACTURER: 'MANUFACTURER', SPEED: 'SPEED', SERIALNUMBER: 'SERIAL' } },
  drives: {
    section: 'DRIVES',
    columns: {
      TYPE: 'TYPE',
      FILESYSTEM: 'FILESYSTEM',
      TOTAL: 'TOTAL',
      FREE: 'FREE',
      VOLUMN: 'VOLUMN',
      LETTER: 'LETTER',
    },
  },
  networks: {
    section: 'NETWORKS',
    columns: {
      DESCRIPTION: 'DESCRIPTION',
      TYPE: 'TYPE',
      MACADDR: 'MACADDR',
      STATUS: 'STATUS',
      IPADDRESS: 'IPADDRESS',
      IPMASK: 'IPMASK',
      IPSUBNET: 'IPSUBNET',
      IPGATEWAY: 'IPGATEWAY',
    },
  },
  software: {
    section: 'SOFTWARES',
    columns: { NAME: 'NAME', VERSION: 'VERSION', PUBLISHER: 'PUBLISHER', COMMENTS: 'COMMENTS' },
  },
  memories: {
    section: 'MEMORIES',
    columns: {
      CAPTION: 'CAPTION',
      DESCRIPTION: 'DESCRIPTION',
      CAPACITY: 'CAPACITY',
      TYPE: 'TYPE',
      SPEED: 'SPEED',
      NUMSLOTS: 'NUMSLOTS',
      SERIALNUMBER: 'SERIALNUMBER',
    },
  },
}

/** A missing value reads like that in some columns. */
const shown = (value: string | undefined): string =>
  !value || value === 'Unavailable' || value === '0' ? '' : value.slice(0, 200)

/** Each row of the server against the entry of the document that it came from, as sets. */
function sameRows(ocs: Ocs, table: string, document: XmlElement): void {
  const map = columns[table]
  assert.ok(map)
  const line = (row: Row, names: readonly string[]): string => JSON.stringify(names.map((name) => shown(row[name])))
  const stored = rowsOf(ocs, table, idOf(document)).map((row) => line(row, Object.keys(map.columns)))
  const sent = entries(document, map.section).map((entry) => line(entry, Object.values(map.columns)))
  assert.ok(sent.length > 0, `the document has no ${map.section}`)
  assert.equal(stored.length, sent.length, `${table}: ${stored.length} rows of ${sent.length}`)
  assert.deepEqual([...stored].sort(), [...sent].sort())
}

/** IPADDR and CHECKSUM are left out: the server puts the peer's address and its own mask there. */
const hardwareColumns = [
  'NAME',
  'OSNAME',
  'OSVERSION',
  'OSCOMMENTS',
  'PROCESSORT',
  'PROCESSORN',
  'PROCESSORS',
  'MEMORY',
  'SWAP',
  'DNS',
  'DEFAULTGATEWAY',
  'WORKGROUP',
  'UUID',
]

function sameHardware(ocs: Ocs, document: XmlElement): void {
  const [stored, ...more] = rowsOf(ocs, 'hardware', idOf(document))
  assert.equal(more.length, 0)
  const [sent] = entries(document, 'HARDWARE')
  assert.ok(stored && sent)
  const pick = (row: Row) => Object.fromEntries(hardwareColumns.map((name) => [name, shown(row[name])]))
  assert.deepEqual(pick(stored), pick(sent))
  for (const name of ['NAME', 'OSNAME', 'OSVERSION', 'MEMORY', 'PROCESSORT']) assert.ok(stored[name], `no ${name}`)
}

async function pipelines(ocs: Ocs): Promise<void> {
  const env = { URL: ocs.url, DIR: dir }
  const thisMachine = ['hardware', 'cpus', 'software', 'networks', 'drives']
  const runs: readonly (readonly [name: string, line: string])[] = [
    [
      'inventory > file; injector --file',
      '"$NODE" "$INVENTORY" > "$DIR/sent.xml" && "$NODE" "$INJECTOR" --file "$DIR/sent.xml" --url "$URL"',
    ],
    ['inventory | injector', '"$NODE" "$INVENTORY" | tee "$DIR/sent.xml" | "$NODE" "$INJECTOR" --url "$URL"'],
    [
      'inventory | curl --data @-',
      '"$NODE" "$INVENTORY" | tee "$DIR/sent.xml" | curl -sS --fail -o "$DIR/answer" --data @- "$URL"',
    ],
    [
      'injector --directory --parallel',
      'mkdir -p "$DIR/all" && "$NODE" "$INVENTORY" > "$DIR/sent.xml" && cp "$DIR/sent.xml" "$DIR/all/m.ocs" && "$NODE" "$INJECTOR" --directory "$DIR/all" --parallel 2 --remove --url "$URL"',
    ],
  ]
  for (const [name, line] of runs) {
    ocs.reset()
    await check(name, async () => succeeded(await runShell(line, { env })))
    const document = documentIn(join(dir, 'sent.xml'))
    for (const table of thisMachine)
      await check(`${name}: ${table} as sent`, () =>
        table === 'hardware' ? sameHardware(ocs, document) : sameRows(ocs, table, document),
      )
  }
  await check('--remove removed what the server took', () => assert.ok(!existsSync(join(dir, 'all', 'm.ocs'))))
}

async function replayed(ocs: Ocs): Promise<void> {
  for (const name of ['smbios1', 'smbios2']) {
    const file = join(dir, `${name}.xml`)
    await check(`a replayed capture with SMBIOS, ${name}`, async () => {
      const made = await runBin('inventory', ['--capture', '-'], { stdin: smbiosCapture(name), stdoutTo: file })
      succeeded(made)
      succeeded(await runBin('injector', ['--file', file, '--url', ocs.url]))
    })
    const document = documentIn(file)
    await check(`${name}: memories as sent`, () => sameRows(ocs, 'memories', document))
    await check(`${name}: bios as sent`, () => {
      const [stored, ...more] = rowsOf(ocs, 'bios', idOf(document))
      const [sent] = entries(document, 'BIOS')
      assert.ok(stored && sent && more.length === 0)
      const names = [
        'SMANUFACTURER',
        'SMODEL',
        'SSN',
        'BMANUFACTURER',
        'BVERSION',
        'BDATE',
        'ASSETTAG',
        'MMANUFACTURER',
        'MMODEL',
        'MSN',
      ]
      for (const column of names) assert.equal(stored[column], sent[column] ?? '', column)
      assert.equal(stored.SSN, `SN-${name}`)
    })
  }
}

/** The same document, once by the Perl injector and once by ours: the server must keep the same rows. */
async function likePerl(ocs: Ocs): Promise<void> {
  const name = 'the rows of the Perl injector'
  if (!has('fusioninventory-injector')) return skip(name, 'the Perl injector is not installed')
  for (const file of ['sent.xml', 'smbios1.xml']) {
    const path = join(dir, file)
    const id = idOf(documentIn(path))
    ocs.reset()
    execFileSync('fusioninventory-injector', ['--file', path, '--url', ocs.url])
    const theirs = everything(ocs, id)
    ocs.reset()
    await check(`${name}, ${file}`, async () => {
      succeeded(await runBin('injector', ['--file', path, '--url', ocs.url]))
      assert.ok((theirs.hardware ?? []).length === 1)
      assert.deepEqual(everything(ocs, id), theirs)
    })
  }
}

/** The same server behind TLS and a password. */
async function guarded(): Promise<void> {
  const ocs = startOcs(tool ?? '', 8893, ['--tls', '--auth', 'agent:s3cret-canary'])
  try {
    const file = join(dir, 'smbios1.xml')
    const ca = ocs.ca()
    const inject = (...args: string[]) => runBin('injector', ['--file', file, '--url', ocs.url, ...args])
    const count = (): string | undefined => ocs.sql('SELECT COUNT(*) AS n FROM hardware')[0]?.n
    await check('TLS: not without the authority', async () => {
      const result = await inject('--user', 'agent', '--password', 's3cret-canary')
      assert.match(result.stderr, /certificate verify failed/)
      assert.equal(result.code, 1)
    })
    await check('TLS: not without the password', async () => {
      const result = await inject('--ca-cert-file', ca)
      assert.match(result.stderr, /authentication required, no credentials available/)
      assert.equal(result.code, 1)
      assert.equal(count(), '0')
    })
    await check('TLS: with both it is stored, and the password is never shown', async () => {
      const result = await inject(
        '--ca-cert-file',
        ca,
        '--user',
        'agent',
        '--password',
        's3cret-canary',
        '--debug',
        '--debug',
      )
      succeeded(result)
      assert.ok(!result.stderr.includes('s3cret-canary'))
      assert.equal(count(), '1')
    })
    await check('TLS: curl sends the same', async () => {
      const body = `@${file}`
      succeeded(
        await runProgram('/usr/bin/curl', [
          '-sS',
          '--fail',
          '--cacert',
          ca,
          '-u',
          'agent:s3cret-canary',
          '--data',
          body,
          '-o',
          '/dev/null',
          ocs.url,
        ]),
      )
    })
  } finally {
    ocs.stop()
  }
}

async function main(): Promise<void> {
  if (!tool || !existsSync(tool)) return skip('OCS Inventory NG', 'no shared data')
  if (process.getuid?.() !== 0) return skip('OCS Inventory NG', 'needs root')
  const ocs = startOcs(tool, 8892)
  try {
    mkdirSync(join(dir, 'all'))
    await pipelines(ocs)
    await replayed(ocs)
    await likePerl(ocs)
  } finally {
    ocs.stop()
  }
  await guarded()
}

try {
  await main()
} finally {
  rmSync(dir, { recursive: true })
  end()
}
