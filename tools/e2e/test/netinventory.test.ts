import { spawn } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { binPath, elements, runBin, runShell, schemaErrors, textAt, type XmlElement } from '@fusioninventory/testkit'
import { describe, expect, test } from 'vitest'
import { deviceName, documentsOf, expectFailure, expectSuccess, folder, rootOf, serve } from './kit.ts'

const testdata = fileURLToPath(new URL('../../../testdata/snmp/', import.meta.url))
const recording = (name: string): string => join(testdata, name, 'device.snmprec')
const devices = readdirSync(testdata)
const linux = process.platform === 'linux'

const errorOf = (root: XmlElement): string | undefined => textAt(root, 'CONTENT', 'DEVICE', 'ERROR', 'MESSAGE')

describe('replay', () => {
  test.each(devices)('%s gives its document', async (name) => {
    const result = await runBin('netinventory', ['--file', recording(name)])
    expectSuccess(result)
    expect(result.stderr).toBe('')
    const expected = readFileSync(join(testdata, name, 'expected.xml'), 'utf8')
    expect(result.stdout.toString().replace(/(?<=<MODULEVERSION>)[^<]+/, '0.0.0')).toBe(expected)
  })

  test('many files are a document each, in their order', async () => {
    const result = await runBin(
      'netinventory',
      devices.flatMap((name) => ['--file', recording(name)]),
    )
    expectSuccess(result)
    const roots = documentsOf(result.stdout)
    expect(roots.map(deviceName)).toEqual(['ap-lab4', 'nas-lab5', 'printer-lab2', 'sw-lab1.example.com', 'ups-lab3'])
    expect(roots.map((root) => textAt(root, 'CONTENT', 'DEVICE', 'INFO', 'ID'))).toEqual(['0', '1', '2', '3', '4'])
    for (const root of roots)
      expect([textAt(root, 'DEVICEID'), textAt(root, 'QUERY'), textAt(root, 'CONTENT', 'PROCESSNUMBER')]).toEqual([
        'foo',
        'SNMPQUERY',
        '1',
      ])
  })

  test('what is recorded is the same device again', async () => {
    const dir = folder()
    const to = join(dir, 'again.snmprec')
    const first = await runBin('netinventory', ['--file', recording('switch'), '--record', to])
    expectSuccess(first)
    const again = await runBin('netinventory', ['--file', to])
    expectSuccess(again)
    expect(again.stdout.toString()).toBe(first.stdout.toString())
  })

  test('the context of a VLAN stands beside its file', async () => {
    const dir = folder()
    cpSync(recording('switch'), join(dir, 'sw.snmprec'))
    writeFileSync(join(dir, 'sw@10.snmprec'), '1.3.6.1.2.1.17.4.3.1.2.0.0.94.0.83.161|2|1\n')
    expectSuccess(await runBin('netinventory', ['--file', join(dir, 'sw.snmprec')]))
  })
})

describe('what goes wrong', () => {
  test('a file that is not there: an error document, exit 0', async () => {
    const result = await runBin('netinventory', ['--file', '/nonexistent/a.walk', '--file', recording('ups')])
    expect(result.code).toBe(0)
    const [error, ups] = documentsOf(result.stdout)
    expect(error && errorOf(error)).toBe("SNMP emulation error: non-existing file '/nonexistent/a.walk'")
    expect(ups && deviceName(ups)).toBe('ups-lab3')
    expect(result.stderr).toContain("[error] SNMP emulation error: non-existing file '/nonexistent/a.walk'\n")
  })

  test.each([
    [['/nonexistent/a', recording('ups')], 3],
    [['/nonexistent/a'], 4],
  ] as const)('--fail-on-error %j', async (files, code) => {
    const result = await runBin('netinventory', ['--fail-on-error', ...files.flatMap((file) => ['--file', file])])
    expect(result.code).toBe(code)
  })

  test.each<[name: string, content: string | Buffer]>([
    ['empty', ''],
    ['text', 'no recording at all\n'],
    ['bytes', Buffer.from(Array.from({ length: 5000 }, (_, at) => (at * 7919) & 255))],
    ['only junk', '1.3.6.1.2.1.1.1.0|99|x\n'.repeat(100)],
  ])('a recording of %s', async (_, content) => {
    const file = join(folder(), 'odd.snmprec')
    writeFileSync(file, content)
    const result = await runBin('netinventory', ['--file', file])
    expect(result).toMatchObject({ code: 0, timedOut: false })
    expect(documentsOf(result.stdout).map(errorOf)).toEqual([expect.stringMatching(/^SNMP emulation error: /)])
    expect(result.stderr).not.toMatch(/^\s+at /m)
  })

  test.each([
    [[], 'no host nor file given, aborting'],
    [['--host', '127.0.0.1', '--type', 'TOASTER'], "invalid type 'TOASTER', aborting"],
    [['--host', '127.0.0.1', '--save', '/nonexistent'], 'save folder must exist, aborting'],
    [['--host', '127.0.0.1', '--timeout', 'soon'], 'Value "soon" invalid for option timeout (number expected)'],
  ] as const)('%j', async (args, says) => {
    const result = await runBin('netinventory', args)
    expectFailure(result, 2, /./, true)
    expect(result.stderr.split('\n')[0]).toBe(says)
  })

  test.runIf(existsSync('/dev/full'))('a full disk is exit 1', async () => {
    expectFailure(
      await runBin('netinventory', ['--file', recording('switch')], { stdoutTo: '/dev/full' }),
      1,
      /Can't write to standard output: No space left on device/,
    )
  })

  test('a reader that goes away is no failure', async () => {
    const files = Array.from({ length: 20 }, () => recording('switch'))
    const dir = folder()
    const names = files.map((file, at) => {
      const copy = join(dir, `${at}.snmprec`)
      cpSync(file, copy)
      return copy
    })
    const result = await runBin(
      'netinventory',
      names.flatMap((file) => ['--file', file]),
      { closeStdoutAfter: 100 },
    )
    expect(result).toMatchObject({ code: 0, timedOut: false })
    expect(result.stderr).not.toContain('[error]')
  })
})

/** A port of loopback where nobody answers; what comes there is kept. */
async function silentPort(): Promise<{ port: number; heard: readonly Buffer[]; close(): Promise<void> }> {
  const heard: Buffer[] = []
  const socket = createSocket('udp4')
  socket.on('message', (message) => heard.push(message))
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve))
  return {
    port: socket.address().port,
    heard,
    close: () => new Promise((resolve) => socket.close(() => resolve())),
  }
}

describe('devices that do not answer', () => {
  test('are told within their time, with what was tried', async () => {
    const silent = await silentPort()
    try {
      const began = performance.now()
      const args = ['--host', '127.0.0.1', '--port', String(silent.port), '--timeout', '1']
      const result = await runBin('netinventory', [...args, '--credentials', 'version:2c,community:canary-community'])
      expect(performance.now() - began).toBeLessThan(8000)
      expect(result.code).toBe(0)
      expect(documentsOf(result.stdout).map(errorOf)).toEqual([
        'SNMP communication error: no response from host 127.0.0.1',
      ])
      expect(result.stderr).toContain(`tried credential 1 (SNMP v2c), udp port ${silent.port}`)
      expect(result.stderr + result.stdout.toString()).not.toContain('canary')
      expect(Buffer.concat([...silent.heard]).toString('latin1')).toContain('canary-community')
    } finally {
      await silent.close()
    }
  })

  test.runIf(linux)('can be interrupted: what is done is out, the rest is told, exit 130', async () => {
    const silent = await silentPort()
    try {
      const hosts = Array.from({ length: 30 }, (_, at) => `127.0.0.${at + 1}`)
      const args = [
        '--file',
        recording('ups'),
        '--host',
        hosts.join(','),
        '--port',
        String(silent.port),
        '--timeout',
        '60',
      ]
      const child = spawn(process.execPath, [binPath('netinventory'), ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
      let [out, err] = ['', '']
      child.stderr.on('data', (chunk) => {
        err += chunk
      })
      child.stdout.on('data', (chunk) => {
        out += chunk
        if (out.includes('</REQUEST>')) child.kill('SIGINT')
      })
      const began = performance.now()
      const code = await new Promise((resolve) => child.on('close', resolve))
      expect(performance.now() - began).toBeLessThan(10_000)
      expect(code).toBe(130)
      expect(documentsOf(Buffer.from(out)).map(deviceName)).toEqual(['ups-lab3'])
      expect(err).toMatch(/\[warning\] stopped: 1 of 30 devices are done, 29 are not; begun: /)
    } finally {
      await silent.close()
    }
  })

  test.runIf(linux)('lists of processes show no secret', async () => {
    const silent = await silentPort()
    try {
      const args = [
        '--host',
        '127.0.0.1',
        '--port',
        String(silent.port),
        '--timeout',
        '2',
        '--community',
        'canary-0815',
      ]
      const child = spawn(process.execPath, [binPath('netinventory'), ...args], { stdio: 'ignore' })
      await expect.poll(() => silent.heard.length, { timeout: 5000 }).toBeGreaterThan(0)
      const shown = readFileSync(`/proc/${child.pid}/cmdline`, 'latin1')
      expect(shown.replace(/\0+$/, '')).toBe('fusioninventory-netinventory')
      await new Promise((resolve) => child.on('close', resolve))
    } finally {
      await silent.close()
    }
  })
})

describe('shares', () => {
  test('of three runs are all devices, each once, in any order', async () => {
    const dir = folder()
    const files = Array.from({ length: 12 }, (_, at) => join(dir, `device-${at}.snmprec`))
    for (const file of files) cpSync(recording('ups'), file)
    const shareOf = async (shard: string, list: readonly string[]): Promise<readonly string[]> => {
      const to = join(dir, `out-${shard.replace('/', '-')}-${list[0] === files[0]}`)
      mkdirSync(to)
      expectSuccess(
        await runBin('netinventory', ['--shard', shard, '--save', to, ...list.flatMap((file) => ['--file', file])]),
      )
      return existsSync(join(to, 'netinventory')) ? readdirSync(join(to, 'netinventory')) : []
    }
    const shares = await Promise.all(['1/3', '2/3', '3/3'].map((shard) => shareOf(shard, files)))
    expect(shares.flat().sort()).toEqual(files.map((_, at) => `device-${at}.snmprec.xml`).sort())
    const reversed = await shareOf('2/3', [...files].reverse())
    expect([...reversed].sort()).toEqual([...(shares[1] ?? [])].sort())
  })
})

describe('other forms', () => {
  test.each(devices)('%s in JSON is what servers take', async (name) => {
    const result = await runBin('netinventory', ['--file', recording(name), '--format', 'json'])
    expectSuccess(result)
    const document: unknown = JSON.parse(result.stdout.toString())
    expect(schemaErrors(document)).toEqual([])
  })

  test('the protocol tool checks, converts and compares them', async () => {
    const dir = folder()
    const [xml, json, html] = ['xml', 'json', 'html'].map((form) => join(dir, `device.${form}`)) as [
      string,
      string,
      string,
    ]
    expectSuccess(await runBin('netinventory', ['--file', recording('printer')], { stdoutTo: xml }))
    for (const file of [xml]) expectSuccess(await runBin('protocol', ['validate', file]))
    expectSuccess(await runBin('protocol', ['--to', 'json', 'convert', xml], { stdoutTo: json }))
    expectSuccess(await runBin('protocol', ['validate', json]))
    const direct = await runBin('netinventory', ['--file', recording('printer'), '--format', 'json'])
    expect(JSON.parse(readFileSync(json, 'utf8'))).toEqual(JSON.parse(direct.stdout.toString()))
    expectSuccess(await runBin('protocol', ['--to', 'html', 'convert', xml], { stdoutTo: html }))
    expect(readFileSync(html, 'utf8')).toContain('<title>Device printer-lab2</title>')
    const same = await runBin('protocol', ['--exit-code', 'diff', xml, xml])
    expect(same).toMatchObject({ code: 0 })
    const older = join(dir, 'older.xml')
    writeFileSync(
      older,
      readFileSync(xml, 'utf8').replace('ECOSYS P6235cdn', 'ECOSYS P6035cdn').replace('>48211<', '>48000<'),
    )
    const changed = await runBin('protocol', ['--exit-code', 'diff', older, xml])
    expect(changed.code).toBe(1)
    expect(changed.stdout.toString()).toContain('MODEL: ECOSYS P6035cdn -> ECOSYS P6235cdn')
    expect(changed.stdout.toString()).toContain('0 added, 0 removed, 1 changed; volatile values left out: 1')
  })

  test('a value that is none is found, with its line', async () => {
    const file = join(folder(), 'bad.xml')
    const good = readFileSync(join(testdata, 'switch', 'expected.xml'), 'utf8')
    writeFileSync(
      file,
      good.replace('<IFSTATUS>1<', '<IFSTATUS>up<').replace('<IFTYPE>53<', '<COLOUR>red</COLOUR><IFTYPE>53<'),
    )
    const result = await runBin('protocol', ['validate', file])
    expect(result.code).toBe(1)
    expect(result.stdout.toString()).toMatch(
      /bad\.xml:\d+:\d+: error: PORTS\/PORT\/IFSTATUS "up": not a whole number from 1 to 7/,
    )
    expect(result.stdout.toString()).toMatch(/bad\.xml:\d+:\d+: error: PORTS\/PORT\/COLOUR: unknown field/)
  })

  test('a line each of many devices can be checked', async () => {
    const file = join(folder(), 'devices.jsonl')
    const files = ['ups', 'nas'].flatMap((name) => ['--file', recording(name)])
    expectSuccess(await runBin('netinventory', [...files, '--format', 'jsonl'], { stdoutTo: file }))
    expectSuccess(await runBin('protocol', ['validate', file]))
    const xml = await runBin('protocol', ['--to', 'xml', 'convert', file])
    expect(documentsOf(xml.stdout).map(deviceName)).toEqual(['ups-lab3', 'nas-lab5'])
  })
})

test.runIf(process.platform !== 'win32')(
  'netinventory --format jsonl | injector: each device is delivered',
  async () => {
    const server = await serve({ role: 'glpi' })
    const line = '"$NODE" "$NETINVENTORY" --format jsonl --file "$A" --file "$B" | "$NODE" "$INJECTOR" --url "$URL"'
    expectSuccess(await runShell(line, { env: { URL: server.url, A: recording('ups'), B: recording('nas') } }))
    const names = server.requests.map(({ document }) =>
      document?.kind === 'json'
        ? (document.value as { content: { network_device: { name: string } } }).content.network_device.name
        : undefined,
    )
    expect(names).toEqual(['ups-lab3', 'nas-lab5'])
  },
)

test.runIf(process.platform !== 'win32')('netinventory | injector: each device is delivered', async () => {
  const server = await serve({ role: 'plugin' })
  const line = '"$NODE" "$NETINVENTORY" --file "$A" --file "$B" | "$NODE" "$INJECTOR" --url "$URL"'
  expectSuccess(await runShell(line, { env: { URL: server.url, A: recording('switch'), B: recording('printer') } }))
  const roots = server.requests.map((request) => rootOf(request))
  expect(roots.map(deviceName)).toEqual(['sw-lab1.example.com', 'printer-lab2'])
  expect(roots.map((root) => elements(root, 'CONTENT', 'DEVICE', 'PORTS', 'PORT').length)).toEqual([9, 1])
})
