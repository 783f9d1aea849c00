import { createSocket } from 'node:dgram'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type MemoryIoOptions, memoryIo, Stopped } from '@fusioninventory/cli-kit'
import { afterAll, describe, expect, it } from 'vitest'
import { main } from './main.ts'

const dir = mkdtempSync(join(tmpdir(), 'netinventory-'))
afterAll(() => rmSync(dir, { recursive: true }))
const path = (name: string): string => join(dir, name)
const recording = (name: string): string =>
  fileURLToPath(new URL(`../../../testdata/snmp/${name}/device.snmprec`, import.meta.url))

async function run(argv: readonly string[], more: MemoryIoOptions = {}) {
  const io = memoryIo({ argv, ...more })
  const code = await main(io)
  return {
    code,
    out: io.out(),
    err: io.err(),
    documents: io
      .out()
      .split(/(?=<\?xml)/)
      .filter(Boolean),
  }
}

const missing = path('missing.snmprec')

describe('what is wrong with the command line is told, with exit 2', () => {
  it.each([
    [[], 'no host nor file given, aborting'],
    [['--host', 'a b'], 'Value "a b" invalid for option host (a name, address, range or network expected)'],
    [['--host', '192.0.2.300'], 'Value "192.0.2.300" invalid for option host'],
    [['--host', '192.0.2.9-192.0.2.1'], 'Value invalid for option host (192.0.2.1 is before 192.0.2.9)'],
    [['--host', '10.0.0.0/8'], '10.0.0.0/8: more than 1048576 devices'],
    [['--host', 'a', '--type', 'TOASTER'], "invalid type 'TOASTER', aborting"],
    [['--host', 'a', '--port', '70000'], 'Value "70000" invalid for option port (1 to 65535 expected)'],
    [['--host', 'a', '--protocol', 'ipx'], 'Value "ipx" invalid for option protocol'],
    [['--host', 'a', '--timeout', '0'], 'Value "0" invalid for option timeout (1 to 3600 expected)'],
    [['--host', 'a', '--parallel', '0'], 'Value "0" invalid for option parallel'],
    [['--host', 'a', '--shard', '3/2'], 'Value "3/2" invalid for option shard'],
    [['--host', 'a', '--save', path('nowhere')], 'save folder must exist, aborting'],
    [['--host', 'a,b', '--record', path('one.snmprec')], 'Recordings of several devices need a directory'],
    [['--host', 'a,b', '--format', 'html'], 'Several devices as pages need option save'],
    [['--host', 'a', '--control', '--format', 'json'], 'Option control needs XML'],
    [['--host', 'a', '--credentials', 'secret-word'], 'Value invalid for option credentials: key:value,... expected'],
    [
      ['--host', 'a', '--credentials', 'version:3,username:secret-word,privpassword:x'],
      'privacy without authentication',
    ],
    [['--host', 'a', '--credentials', `@${path('none')}`], `Can't read ${path('none')}: No such file or directory`],
    [['--host-file', path('none')], `Can't read ${path('none')}: No such file or directory`],
  ])('%j', async (argv, message) => {
    const { code, out, err } = await run(argv)
    expect(err.split('\n')[0]).toContain(message)
    expect(err).not.toContain('secret-word')
    expect({ code, out }).toEqual({ code: 2, out: '' })
  })
})

describe('documents', () => {
  it('of a recording that is not there is an error document, and the run goes on', async () => {
    const { code, err, documents } = await run(['--file', missing, '--file', recording('ups'), '--host', '192.0.2.7'])
    expect(documents).toHaveLength(2)
    expect(documents[0]).toBe(`<?xml version="1.0" encoding="UTF-8" ?>
<REQUEST>
  <CONTENT>
    <DEVICE>
      <ERROR>
        <ID>0</ID>
        <MESSAGE>SNMP emulation error: non-existing file &apos;${missing}&apos;</MESSAGE>
      </ERROR>
    </DEVICE>
    <MODULEVERSION>3.0.0</MODULEVERSION>
    <PROCESSNUMBER>1</PROCESSNUMBER>
  </CONTENT>
  <DEVICEID>foo</DEVICEID>
  <QUERY>SNMPQUERY</QUERY>
</REQUEST>
`)
    expect(documents[1]).toContain('<NAME>ups-lab3</NAME>')
    expect(documents[1]).toContain('<ID>1</ID>')
    expect(err).toContain(`[error] SNMP emulation error: non-existing file '${missing}'\n`)
    expect(err).toContain('[info] 1 of 2 devices described, 1 failed\n')
    expect(code).toBe(0)
  })

  it.each([
    [[missing, recording('ups')], 3],
    [[missing], 4],
    [[recording('ups')], 0],
  ])('with --fail-on-error: %j', async (files, code) => {
    expect((await run(['--fail-on-error', ...files.flatMap((file) => ['--file', file])])).code).toBe(code)
  })

  it('with a type that the caller knows better', async () => {
    const { out } = await run(['--file', recording('ups'), '--type', 'kvm'])
    expect(out).toContain('<TYPE>KVM</TYPE>')
    expect((await run(['--file', missing, '--type', 'KVM'])).out).toContain('<TYPE>KVM</TYPE>\n      </ERROR>')
  })

  it('of a UPS says POWER when asked', async () => {
    expect((await run(['--file', recording('ups')])).out).toContain('<TYPE>NETWORKING</TYPE>')
    expect((await run(['--file', recording('ups'), '--power'])).out).toContain('<TYPE>POWER</TYPE>')
  })

  it('with what servers have no place for, when asked', async () => {
    const plain = await run(['--file', recording('switch')])
    expect(plain.out).not.toMatch(/<(?:POE|STP|STPSTATE)>/)
    const { out } = await run(['--file', recording('switch'), '--extra'])
    expect(out).toMatch(/<POE>\s*<CONSUMPTION>21<\/CONSUMPTION>\s*<GROUP>1<\/GROUP>\s*<POWER>370<\/POWER>/)
    expect(out).toMatch(/<POE>\s*<CLASS>3<\/CLASS>\s*<ENABLED>1<\/ENABLED>\s*<STATUS>delivering<\/STATUS>/)
    expect(out).toContain('<ROOT>24576.00:00:5e:00:53:f0</ROOT>')
    expect(out).toContain('<STPSTATE>forwarding</STPSTATE>')
    const page = await run(['--file', recording('access-point'), '--extra', '--format', 'html'])
    expect(page.out).toMatch(/lab-office<\/td>/)
  })

  it('between the messages of the run', async () => {
    const { documents } = await run(['--file', recording('ups'), '--control'])
    expect(documents).toHaveLength(3)
    expect(documents[0]).toMatch(/<AGENT>\s*<AGENTVERSION>[\d.]+<\/AGENTVERSION>\s*<START>1<\/START>\s*<\/AGENT>/)
    expect(documents[2]).toMatch(/<AGENT>\s*<END>1<\/END>\s*<\/AGENT>/)
  })

  it.each(['json', 'jsonl'])('in JSON, one a line: %s', async (form) => {
    const { out } = await run(['--file', recording('ups'), '--file', missing, '--format', form])
    const [ups, error, ...rest] = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(ups).toMatchObject({
      action: 'netinventory',
      itemtype: 'NetworkEquipment',
      content: { network_device: { name: 'ups-lab3' } },
    })
    expect(error.content.error.message).toContain('non-existing file')
    expect(rest).toEqual([])
  })

  it('as a page', async () => {
    const { out } = await run(['--file', recording('switch'), '--format', 'html'])
    expect(out).toContain('<title>Device sw-lab1.example.com</title>')
    expect(out).toContain('core1.example.com, Ethernet12')
  })

  it('in files', async () => {
    const to = mkdtempSync(path('save-'))
    const { code, out } = await run(['--file', recording('ups'), '--file', recording('nas'), '--save', to])
    expect({ code, out }).toEqual({ code: 0, out: '' })
    expect(readdirSync(to)).toEqual(['netinventory'])
    const names = readdirSync(join(to, 'netinventory'))
    expect(names).toHaveLength(2)
    const texts = names.map((name) => readFileSync(join(to, 'netinventory', name), 'utf8')).join('')
    expect(texts).toContain('nas-lab5')
    expect(texts).toContain('ups-lab3')
  })
})

describe('a recording', () => {
  it('gives the same document as what was recorded', async () => {
    for (const name of ['switch', 'printer', 'ups', 'access-point', 'nas']) {
      const to = path(`${name}.snmprec`)
      const first = await run(['--file', recording(name), '--record', to])
      const again = await run(['--file', to])
      expect(again.out).toBe(first.out)
      expect(readFileSync(to, 'utf8').split('\n').length).toBeLessThanOrEqual(
        readFileSync(recording(name), 'utf8').split('\n').length,
      )
    }
  })

  it('of several devices is a file each', async () => {
    const to = mkdtempSync(path('record-'))
    await run(['--file', recording('ups'), '--file', recording('nas'), '--host', '192.0.2.1,192.0.2.2', '--record', to])
    expect(readdirSync(to)).toHaveLength(2)
  })
})

describe('an explanation', () => {
  it('says of each value where it comes from, and what was asked', async () => {
    const { out } = await run(['--file', recording('switch'), '--explain'])
    expect(out).toMatch(/^INFO +SERIAL +FOC0000X0L1 +ENTITY-MIB: entPhysicalSerialNum\.1001$/m)
    expect(out).toMatch(/^PORTS\[1\] +IFSTATUS +1 +ifOperStatus\.10101$/m)
    expect(out).toMatch(/^PORTS\[8\] +CONNECTIONS\/CONNECTION\/SYSNAME +core1\.example\.com +lldpRemSysName\.0\.8\.1$/m)
    expect(out).toMatch(/^get sysDescr\.0 and \d+ more: \d+ values in 1 requests, \d+ ms$/m)
  })

  it('is of one section where that is asked for, and of no other', async () => {
    const { out } = await run(['--file', recording('switch'), '--explain=ports'])
    expect(out).toMatch(/^PORTS\[1\] +IFSTATUS +1 +ifOperStatus\.10101$/m)
    expect(out).not.toMatch(/^(?:INFO|COMPONENTS|REQUESTS|get)/m)
  })

  it('tells what a server recognises the device by, and what is not known of that', async () => {
    const { out } = await run(['--file', recording('switch'), '--explain=identity'])
    expect(out).toMatch(/^INFO +SERIAL +FOC0000X0L1 +ENTITY-MIB: entPhysicalSerialNum\.1001$/m)
    expect(out).not.toMatch(/^(?:INFO +UPTIME|PORTS)/m)
    const bare = path('bare.snmprec')
    writeFileSync(bare, '1.3.6.1.2.1.1.1.0|4|a thing\n1.3.6.1.2.1.1.5.0|4|thing-1\n')
    const { out: little } = await run(['--file', bare, '--explain=identity'])
    expect(little).toMatch(/^INFO +NAME +thing-1 +sysName\.0$/m)
    expect(little).toMatch(/^INFO +SERIAL +\(not known\) +-$/m)
  })

  it('knows the sections', async () => {
    const { code, err } = await run(['--file', recording('switch'), '--explain=PORT'])
    expect([code, err]).toEqual([2, expect.stringContaining('Value "PORT" invalid for option explain')])
  })

  it('of a device that does not answer says that', async () => {
    expect((await run(['--file', missing, '--explain'])).out).toMatch(
      /ERROR +MESSAGE +SNMP emulation error: non-existing/,
    )
  })
})

it('a run that was stopped says what it did not do', async () => {
  const stop = new AbortController()
  stop.abort(new Stopped('SIGINT'))
  const { code, err, out } = await run(['--host', '192.0.2.1-9'], { signal: stop.signal })
  expect(err).toContain('stopped: 0 of 9 devices are done, 9 are not')
  expect({ code, out }).toEqual({ code: 130, out: '' })
})

it('an option of old', async () => {
  const { code, err } = await run(['--file', recording('ups'), '--model', '7'])
  expect(err).toContain('[warning] deprecated option model, ignoring\n')
  expect(code).toBe(0)
})

it('a device that says nothing: no secret is told, nothing is recorded', async () => {
  const file = path('credentials')
  writeFileSync(
    file,
    '# mine\nversion:3,username:joe,authprotocol:sha,authpassword:"first, secret",privprotocol:aes,privpassword:second-secret\n',
  )
  const silent = createSocket('udp4')
  await new Promise<void>((resolve) => silent.bind(0, '127.0.0.1', resolve))
  const where = ['--host', '127.0.0.1', '--port', String(silent.address().port), '--timeout', '1']
  const record = ['--record', path('silent.snmprec')]
  const { out, err } = await run([...where, ...record, '--credentials', `@${file}`, '--debug', '--debug'])
  silent.close()
  expect(out + err).not.toMatch(/first, secret|second-secret/)
  expect(err).toContain('SNMP v3 as joe')
  expect(existsSync(path('silent.snmprec'))).toBe(false)
})
