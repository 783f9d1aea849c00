/**
 * `npx tsx tools/checks/discovery-deliver.check.ts [DEVICES]`: so many devices (200) on loopback, found and described, on their way to
 * a server: through a pipe, as files of --save, as JSON; every document is there, counted, the same as a search prints.
 * Then what a person sees on a terminal.
 */
import assert from 'node:assert/strict'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { binPath, type RunResult, runBin, runProgram, runShell } from '../testkit/src/run.ts'
import { startServer, type TestServer } from '../testkit/src/server/server.ts'
import { elements, textAt, type XmlElement } from '../testkit/src/server/xml.ts'
import { writeNumbered } from '../testkit/src/snmp-farm/numbered.ts'
import { type FarmProcess, spawnFarm } from '../testkit/src/snmp-farm/process.ts'
import { check, end, skip } from './checks.ts'

const devices = Number(process.argv[2] ?? 200)
const range = `127.31.0.1-127.31.${devices >> 8}.${devices & 255}`
const patience = { timeoutMs: 240_000 }

/** Documents by QUERY and by what tells devices apart: the address that was searched, the serial number. */
function counted(server: TestServer): Readonly<Record<string, number>> {
  const taken = server.requests.flatMap(({ document }) => (document?.kind === 'xml' ? [document.root] : []))
  const [found, described] = ['NETDISCOVERY', 'SNMPQUERY'].map((query) =>
    taken.filter((root) => textAt(root, 'QUERY') === query),
  )
  const distinct = (roots: readonly XmlElement[] = [], ...path: readonly string[]): number =>
    new Set(roots.map((root) => textAt(root, 'CONTENT', 'DEVICE', ...path))).size
  return {
    requests: server.requests.length,
    found: found?.length ?? 0,
    addresses: distinct(found, 'IP'),
    described: described?.length ?? 0,
    names: distinct(described, 'INFO', 'NAME'),
    serials: distinct(described, 'INFO', 'SERIAL'),
    ports: (described ?? []).reduce(
      (sum, root) => sum + elements(root, 'CONTENT', 'DEVICE', 'PORTS', 'PORT').length,
      0,
    ),
  }
}

async function toServer(run: (url: string) => Promise<RunResult>): Promise<Readonly<Record<string, number>>> {
  const server = await startServer({ role: 'plugin' })
  try {
    const { code, stderr } = await run(server.url)
    assert.equal(code, 0, stderr)
    return counted(server)
  } finally {
    await server.close()
  }
}

/** Every device twice, none of them missing, none of them sent again. */
function complete(counts: Readonly<Record<string, number>>): void {
  const { ports = 0, ...rest } = counts
  const each = { found: devices, addresses: devices, described: devices, names: devices, serials: devices }
  assert.deepEqual(rest, { requests: 2 * devices, ...each })
  assert.ok(ports >= devices, `${ports} ports`)
  console.log(`    ${rest.requests} documents of ${devices} devices, with ${ports} ports`)
}

async function delivered(farm: FarmProcess, dir: string): Promise<void> {
  const args = ['--port', String(farm.port), '--method', 'snmp', range]
  const env = { ARGS: args.join(' ') }
  await check('netdiscovery --inventory | injector', async () => {
    const line = '"$NODE" "$NETDISCOVERY" --inventory $ARGS | "$NODE" "$INJECTOR" --url "$URL"'
    complete(await toServer((URL) => runShell(line, { env: { ...env, URL }, ...patience })))
  })

  await check('--save DIR, then injector -d DIR -R', async () => {
    const save = join(dir, 'saved')
    mkdirSync(save)
    const searched = await runBin('netdiscovery', [...args, '-i', '--save', save], patience)
    assert.equal(searched.code, 0, searched.stderr)
    for (const folder of ['netdiscovery', 'netinventory']) assert.equal(readdirSync(join(save, folder)).length, devices)
    complete(await toServer((url) => runBin('injector', ['-d', save, '-R', '--url', url], patience)))
  })

  await check(
    'a server that fails half-way: what it did not take is delivered by a second run, nothing twice',
    async () => {
      const save = join(dir, 'saved')
      const taken = new Set<string>()
      const nameOf = (root: XmlElement): string =>
        `${textAt(root, 'QUERY')} ${textAt(root, 'CONTENT', 'DEVICE', 'IP') ?? textAt(root, 'CONTENT', 'DEVICE', 'INFO', 'SERIAL')}`
      for (const works of [false, true]) {
        const server = await startServer({
          role: 'plugin',
          fault: ({ document }) => {
            if (document?.kind !== 'xml') return undefined
            if (!works && taken.size >= devices) return { kind: 'status', status: 500 }
            const name = nameOf(document.root)
            assert.ok(!taken.has(name), `${name} is sent twice`)
            taken.add(name)
            return undefined
          },
        })
        const sent = await runBin('injector', ['-d', save, '-R', '--remove', '--url', server.url], patience)
        await server.close()
        assert.equal(sent.code, works ? 0 : 1, sent.stderr)
      }
      assert.equal(taken.size, 2 * devices)
    },
  )
}

/** Colours and movements of the cursor. */
const controls = /\u001b\[[\d;?]*[A-Za-z]/g

async function onTerminal(farm: FarmProcess, dir: string): Promise<void> {
  const script = '/usr/bin/script'
  if (!existsSync(script)) return skip('a search on a terminal', `${script} is not installed`)
  const command = `${process.execPath} ${binPath('netdiscovery')} --port ${farm.port} --method snmp --save ${dir} ${range}`
  await check('on a terminal: a line of progress with numbers and time, a table, the sum', async () => {
    const { stdout, code } = await runProgram(script, ['-qec', command, '/dev/null'], { ...patience, stdin: '' })
    const shown = stdout.toString().replace(controls, '\n')
    assert.equal(code, 0, shown)
    const progress = [
      ...shown.matchAll(/Addresses \[.*?\] (\d+)\/(\d+) (\d+) found, \d+\/s(?:, \d+ (?:s|minutes) left)?/g),
    ]
    assert.ok(
      progress.some(([line]) => line.endsWith(' left')),
      shown.slice(0, 2000),
    )
    for (const [, done, total, found] of progress) {
      assert.equal(Number(total), devices)
      assert.ok(Number(found) <= Number(done))
    }
    assert.match(shown, /ADDRESS +NAME +MAC +TYPE +WHAT +FOUND BY/)
    assert.equal(shown.match(/^127\.31\.\d+\.\d+ .* snmp-v1\s*$/gm)?.length, devices)
    assert.match(shown, new RegExp(`${devices} addresses in [\\d.]+ s: ${devices} devices, ${devices} of them by SNMP`))
    const one = progress.find(([line]) => line.endsWith(' left'))?.[0] ?? ''
    console.log(`    ${one.replace(/\[.*?\]/, '[...]')}`)
  })

  await check('nothing but documents goes to a standard output that is no terminal', async () => {
    const { stdout, stderr } = await runBin('netdiscovery', [
      '--port',
      String(farm.port),
      '--method',
      'snmp',
      '127.31.0.1',
    ])
    assert.match(stdout.toString(), /^<\?xml [\s\S]*<\/REQUEST>\n$/)
    assert.doesNotMatch(stderr, /ADDRESS/)
  })
}

const dir = mkdtempSync(join(tmpdir(), 'fi-deliver-'))
const [recordings, saved] = [join(dir, 'recordings'), join(dir, 'terminal')]
for (const path of [recordings, saved]) mkdirSync(path)
writeNumbered(recordings, devices)
const farm = await spawnFarm(['--dir', recordings, '--base', '127.31.0.1'])
try {
  await delivered(farm, dir)
  await onTerminal(farm, saved)
} finally {
  await farm.stop()
  rmSync(dir, { recursive: true })
}
end()
