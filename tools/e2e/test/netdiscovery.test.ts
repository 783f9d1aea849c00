import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { loadRecording } from '@fusioninventory/core-probes/snmp'
import { type FarmDevice, runBin, startFarm, textAt, type XmlElement } from '@fusioninventory/testkit'
import { afterEach, describe, expect, test } from 'vitest'
import { documentsOf, expectFailure, expectSuccess, folder, lines } from './kit.ts'

const testdata = fileURLToPath(new URL('../../../testdata/snmp/', import.meta.url))
const farms: { stop(): void }[] = []
afterEach(() => {
  for (const farm of farms.splice(0)) farm.stop()
})

/** Devices that show the recordings of testdata, at 127.21.0.1 and after. */
async function serve(which: readonly string[], more: Partial<FarmDevice> = {}): Promise<readonly string[]> {
  const load = (name: string) => loadRecording(join(testdata, name, 'device.snmprec'))
  const farm = await startFarm(
    await Promise.all(which.map(async (name) => ({ name, recording: await load(name), ...more }))),
    '127.21.0.1',
  )
  farms.push(farm)
  return ['--port', String(farm.port), '--method', 'snmp']
}

const search = (...args: readonly string[]) => runBin('netdiscovery', args)
const queryOf = (root: XmlElement): string | undefined => textAt(root, 'QUERY')
const device = (root: XmlElement, ...path: readonly string[]): string | undefined =>
  textAt(root, 'CONTENT', 'DEVICE', ...path)

/** Loopback has a network of addresses on Linux only. */
describe.runIf(process.platform === 'linux')('a search', () => {
  test.each([
    ['words', ['127.21.0.1', '127.21.0.2-3']],
    ['--range', ['--range', '127.21.0.1,127.21.0.2/31']],
    ['--first, --last', ['--first', '127.21.0.1', '--last', '127.21.0.3']],
    ['--exclude', ['127.21.0.0/29', '--exclude', '127.21.0.0,127.21.0.4-127.21.0.9']],
  ])('of addresses by %s', async (_how, args) => {
    const where = await serve(['switch', 'printer', 'nas'])
    const result = await search(...where, ...args)
    expectSuccess(result)
    const roots = documentsOf(result.stdout)
    expect(roots.map((root) => device(root, 'IP')).sort()).toEqual(['127.21.0.1', '127.21.0.2', '127.21.0.3'])
    expect(new Set(roots.map(queryOf))).toEqual(new Set(['NETDISCOVERY']))
    expect(lines(result).at(-1)).toMatch(/^\[info\] \d addresses in [\d.]+ s: 3 devices, 3 of them by SNMP$/)
  })

  test('of addresses that files and standard input name, but for those of another file', async () => {
    const where = await serve(['switch', 'printer', 'nas'])
    const dir = folder()
    writeFileSync(join(dir, 'some'), '# the lab\n127.21.0.1  # a switch\r\n')
    writeFileSync(join(dir, 'not'), '127.21.0.2\n')
    const from = ['--range-file', join(dir, 'some'), '--range-file', '-', '--exclude-file', join(dir, 'not')]
    const result = await runBin('netdiscovery', [...where, ...from], { stdin: '127.21.0.2, 127.21.0.3' })
    expectSuccess(result)
    expect(
      documentsOf(result.stdout)
        .map((root) => device(root, 'IP'))
        .sort(),
    ).toEqual(['127.21.0.1', '127.21.0.3'])
  })

  test.each([
    [[], 2, /no first address, aborting/],
    [['--first', '192.0.2.1'], 2, /no last address, aborting/],
    [['192.0.2.9-192.0.2.1'], 2, /192\.0\.2\.9/],
    [['192.0.2.1', '--save', '/nonexistent'], 2, /save folder must exist, aborting/],
    [['10.0.0.0/8'], 2, /16,777,216 addresses.*--yes/],
    [['192.0.2.1', '--format', 'pdf'], 2, /format/],
    [['192.0.2.1', '--range-file', '/nonexistent'], 2, /nonexistent/],
  ])('%j: one line, nothing searched', async (args, code, says) => {
    const result = await search(...args)
    expectFailure(result, code, says, result.stderr.startsWith('[error]') === false)
    expect(result.stdout.toString()).toBe('')
  })

  test('-i describes each device as netinventory does, on the session that found it', async () => {
    const names = ['switch', 'printer', 'nas', 'ups', 'access-point']
    const where = await serve(names)
    const [port = ''] = where.slice(1)
    const result = await search(...where, '127.21.0.1-5', '-i')
    expectSuccess(result)
    const roots = documentsOf(result.stdout)
    expect(roots.filter((root) => queryOf(root) === 'NETDISCOVERY')).toHaveLength(5)
    const asked = await runBin('netinventory', ['--host', '127.21.0.1-5', '--port', port])
    // The number of a device is its place in the list of netinventory; a search has no such list.
    const plain = (text: string): string => text.replace(/<ID>\d*<\/ID>/, '<ID/>')
    const documents = (text: string): readonly string[] =>
      text
        .split(/(?=<\?xml)/)
        .filter((one) => one.includes('<QUERY>SNMPQUERY'))
        .map(plain)
        .sort()
    expect(documents(result.stdout.toString())).toEqual(documents(asked.stdout.toString()))
  })

  test('--power and --extra say more', async () => {
    const where = await serve(['ups', 'switch'])
    const few = await search(...where, '127.21.0.1-2', '-i')
    const more = await search(...where, '127.21.0.1-2', '-i', '--power', '--extra')
    const typesOf = (text: Buffer) =>
      documentsOf(text).flatMap((root) => device(root, 'TYPE') ?? device(root, 'INFO', 'TYPE') ?? [])
    expect(typesOf(few.stdout).sort()).toEqual(Array(4).fill('NETWORKING'))
    expect(typesOf(more.stdout).sort()).toEqual(['NETWORKING', 'NETWORKING', 'POWER', 'POWER'])
    const texts = [few, more].map(({ stdout }) => stdout.toString().includes('<STPSTATE>'))
    expect(texts).toEqual([false, true])
  })

  test('--devices: a description of the user is looked at first', async () => {
    const where = await serve(['nas'])
    const dir = folder()
    writeFileSync(join(dir, 'broken.json'), '{')
    const result = await search(...where, '127.21.0.1', '--devices', dir)
    expectSuccess(result)
    expect(lines(result).slice(0, 2)).toEqual([
      expect.stringMatching(/^\[warning\] .*broken\.json/),
      expect.stringMatching(/no description of a device/),
    ])
  })

  test('--entity is said of each device', async () => {
    const where = await serve(['nas', 'ups'])
    const { stdout } = await search(...where, '127.21.0.1-2', '--entity', '17')
    expect(documentsOf(stdout).map((root) => device(root, 'ENTITY'))).toEqual(['17', '17'])
  })

  test('--control: START, how many addresses, and END twice as ever', async () => {
    const where = await serve(['nas'])
    const { stdout } = await search(...where, '127.21.0.1-2', '--control')
    const agent = documentsOf(stdout).flatMap((root) =>
      ['START', 'NBIP', 'END'].filter((name) => textAt(root, 'CONTENT', 'AGENT', name) !== undefined),
    )
    expect(agent).toEqual(['START', 'NBIP', 'END', 'END'])
  })

  test('--save: a file a document, by the address that was searched; messages about the run are none', async () => {
    const where = await serve(['nas', 'ups'])
    const dir = folder()
    const result = await search(...where, '127.21.0.1-2', '-i', '--save', dir, '--control')
    expectSuccess(result)
    expect(result.stdout.toString()).toBe('')
    const files = readdirSync(dir, { recursive: true }).map(String).sort()
    expect(files).toEqual([
      'netdiscovery',
      ...['netdiscovery/127.21.0.1.xml', 'netdiscovery/127.21.0.2.xml'],
      'netinventory',
      ...['netinventory/127.21.0.1.xml', 'netinventory/127.21.0.2.xml'],
    ])
    const roots = documentsOf(readFileSync(join(dir, 'netinventory/127.21.0.1.xml')))
    expect(roots.map((root) => device(root, 'INFO', 'NAME'))).toEqual(['nas-lab5'])
  })

  test('--format json and jsonl are JSON; html is one page about all', async () => {
    const where = await serve(['switch', 'printer'])
    const [json, jsonl, html] = await Promise.all(
      ['json', 'jsonl', 'html'].map((format) => search(...where, '127.21.0.1-2', '-i', '--format', format)),
    )
    const list = JSON.parse(json?.stdout.toString() ?? '') as { action: string }[]
    expect(list.map(({ action }) => action).sort()).toEqual([
      ...Array(2).fill('netdiscovery'),
      ...Array(2).fill('netinventory'),
    ])
    const each = (jsonl?.stdout.toString() ?? '').trim().split('\n')
    expect(each.map((line) => JSON.parse(line)).length).toBe(4)
    const page = html?.stdout.toString() ?? ''
    expect(page.match(/<!DOCTYPE html>/g)).toHaveLength(1)
    for (const name of ['sw-lab1.example.com', 'printer-lab2', 'core1.example.com']) expect(page).toContain(name)
    expect(page).toContain('<svg class="wide" role="img"')
    const dir = folder()
    expectSuccess(await search(...where, '127.21.0.1-2', '--format', 'html', '--save', dir))
    expect(readdirSync(dir)).toEqual(['network.html'])
  })

  test('JSON of a search without results is an empty list', async () => {
    const where = await serve(['nas'])
    const { stdout } = await search(...where, '127.21.0.9', '--format', 'json')
    expect(JSON.parse(stdout.toString())).toEqual([])
  })

  test('--explain tells the story of one address', async () => {
    const where = await serve(['nas'], { community: 'lab-word' })
    const wrong = await search(...where, '--explain', '127.21.0.1', '--community', 'other-word')
    expectSuccess(wrong)
    expect(wrong.stdout.toString()).toMatch(/credential 1 \(v1\), port \d+: no answer \(2 packets/)
    expect(wrong.stdout.toString()).toContain('It is no device to report')
    const right = await search(...where, '--explain', '127.21.0.1', '--community', 'lab-word')
    expect(right.stdout.toString()).toMatch(/nas-lab5 \(\d+ requests to identify it\)/)
    expect(right.stdout.toString()).toMatch(/\nIPS +[\d.]+(?:, [\d.]+)*\n/)
    for (const { stdout, stderr } of [wrong, right])
      expect(stdout.toString() + stderr).not.toMatch(/(?:lab|other)-word/)
  })

  test('nothing found: what was tried, and what to change', async () => {
    const where = await serve(['nas'], { community: 'lab-word' })
    const result = await search(...where, '127.21.0.0/30')
    expectSuccess(result)
    expect(result.stdout.toString()).toBe('')
    expect(result.stderr).toMatch(
      /nothing was found at 4 addresses\. Tried: SNMP with credential 1 \(v1\) on port \d+; 1 s/,
    )
    for (const option of ['--community or --credentials', '--timeout 5 --retries 3', '--explain ADDRESS'])
      expect(result.stderr).toContain(option)
    expect((await search(...where, '127.21.0.0/30', '--fail-on-error')).code).toBe(4)
  })

  test('the shares of --shard are all addresses, each once; merged they are the whole', async () => {
    const where = await serve(['switch', 'printer', 'nas', 'ups', 'access-point'])
    const dir = folder()
    mkdirSync(join(dir, 'shards'))
    for (const shard of [1, 2, 3]) {
      const { stdout } = await search(...where, '127.21.0.0/28', '--shard', `${shard}/3`)
      writeFileSync(join(dir, 'shards', `${shard}.xml`), stdout)
    }
    const whole = await search(...where, '127.21.0.0/28')
    const filled = readdirSync(join(dir, 'shards'))
      .map((name) => join(dir, 'shards', name))
      .filter((file) => readFileSync(file).length > 0)
    const merged = await runBin('protocol', ['merge', ...filled])
    expectSuccess(merged)
    const sorted = ({ stdout }: { readonly stdout: Buffer }) =>
      stdout
        .toString()
        .split(/(?=<\?xml)/)
        .sort()
    expect(sorted(merged)).toEqual(sorted(whole))
  })
})
