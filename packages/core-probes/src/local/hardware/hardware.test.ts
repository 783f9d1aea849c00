import { type CaptureParts, captureText, runProbe } from '@fusioninventory/testkit'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { linuxHardware } from './linux.ts'
import { namesOf } from './names.ts'
import { isStub, parseResolv } from './parse-resolv.ts'
import { parseSystemId } from './parse-systemid.ts'

const run = async (parts: CaptureParts) => {
  const { patches, hints } = await runProbe(linuxHardware, captureText(parts))
  const fields = patches.toReversed().flatMap((patch) => Object.entries(patch.content.HARDWARE ?? {}))
  return { hints, hardware: Object.fromEntries(fields.filter(([, value]) => value !== undefined && value !== '')) }
}

test('names, resolver, system', async () => {
  const { hardware } = await run({
    files: {
      '/etc/resolv.conf':
        'search a.example b.example\nnameserver 192.0.2.53\nnameserver 2001:db8::53\nnameserver 192.0.2.53\n',
      '/etc/os-release': 'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\n',
      '/proc/cpuinfo': 'flags : fpu\n',
    },
  })
  expect(hardware).toEqual({
    NAME: 'lab1',
    WORKGROUP: 'example.org',
    DNS: '192.0.2.53/2001:db8::53',
    VMSYSTEM: 'Physical',
    OSNAME: 'Debian GNU/Linux 12 (bookworm)',
    OSVERSION: '6.1.0-18-amd64',
    OSCOMMENTS: '#1 SMP PREEMPT_DYNAMIC Debian 6.1.76-1',
  })
})

test('without a full name the search domains; without a name a hint', async () => {
  const { hardware, hints } = await run({
    header: { hostname: '', fqdn: '' },
    files: { '/etc/resolv.conf': 'search z.example\ndomain a.example\n' },
  })
  expect(hardware).toMatchObject({ WORKGROUP: 'a.example/z.example' })
  expect(hardware.NAME).toBeUndefined()
  expect(hints).toHaveLength(1)
})

test('the servers behind the stub of systemd-resolved', async () => {
  const { hardware } = await run({
    files: {
      '/etc/resolv.conf': 'nameserver 127.0.0.53\n',
      '/run/systemd/resolve/resolv.conf': 'nameserver 192.0.2.1.\n',
    },
  })
  expect(hardware.DNS).toBe('192.0.2.1')
})

test.each([
  [1, 'lab1'],
  [2, 'lab1.example'],
  [3, 'lab1.example.org'],
] as const)('name in form %i', (assetname, name) => {
  expect(namesOf({ hostname: 'lab1.example', fqdn: 'lab1.example.org' }, { assetname })).toEqual({
    name,
    domain: 'example.org',
  })
})

test('Red Hat Network id', () => {
  const member = (name: string, value: string) =>
    `<member>\n<name>${name}</name>\n<value><string>${value}</string></value>\n</member>\n`
  expect(parseSystemId(`<params>${member('username', 'u')}${member('system_id', 'ID-1000')}</params>`)).toBe('ID-1000')
  expect(parseSystemId(member('fields', 'system_id'))).toBeUndefined()
})

test('any text: sorted, each once', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom('nameserver', 'search', '#', 'options'), fc.string())), (lines) => {
      const parsed = parseResolv(lines.map((line) => line.join(' ')).join('\n'))
      expect(parsed.servers).toEqual([...new Set(parsed.servers)].sort())
      isStub(parsed)
      parseSystemId(lines.map((line) => line.join('<name>system_id</name>')).join(''))
    }),
  )
})
