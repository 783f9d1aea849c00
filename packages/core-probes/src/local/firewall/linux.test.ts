import { captureText, runProbe } from '@fusioninventory/testkit'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { linuxFirewall } from './linux.ts'
import { chainsOfIptables, chainsOfNft, filtersInput } from './parse-rules.ts'
import { parseFirewalldStatus, parseUfwConfig, parseUfwStatus } from './parse-status.ts'

type Parts = Parameters<typeof captureText>[0]
const run = async (parts: Parts) => {
  const { patches } = await runProbe(linuxFirewall, captureText(parts))
  return patches.flatMap(({ from, content }) => (content.FIREWALL ?? []).map(({ STATUS }) => `${from}: ${STATUS}`))
}

const running =
  '● firewalld.service\n     Loaded: loaded (/usr/lib/x; enabled; preset: enabled)\n     Active: active (running) since x\n'
const slice = { '/sys/fs/cgroup/system.slice': 'd 755 0 0 0 0' }
const ufw = { raw: ['-- which ufw --\n/usr/sbin/ufw'] }

describe('linuxFirewall', () => {
  it.each<[string, Parts, string[]]>([
    ['nothing', {}, []],
    ['ufw that is on', { files: { '/etc/ufw/ufw.conf': 'ENABLED=yes\n' }, ...ufw }, ['/etc/ufw/ufw.conf: on']],
    ['ufw that is off', { files: { '/etc/ufw/ufw.conf': '# x\nENABLED=no\n' }, ...ufw }, ['/etc/ufw/ufw.conf: off']],
    ['ufw that was removed', { files: { '/etc/ufw/ufw.conf': 'ENABLED=yes\n' } }, []],
    ['ufw by its program', { commands: { 'ufw status': 'Status: active\n' } }, ['ufw status: on']],
    [
      'firewalld by its control group',
      { stats: { ...slice, '/sys/fs/cgroup/system.slice/firewalld.service': 'd 755 0 0 0 0' } },
      ['/sys/fs/cgroup: on'],
    ],
    ['systemd without firewalld', { stats: slice }, ['/sys/fs/cgroup: off']],
    [
      'firewalld beside a ufw that is off',
      { commands: { 'ufw status': 'Status: inactive\n', 'systemctl status firewalld.service': running } },
      ['systemctl status: on'],
    ],
    [
      'no such unit',
      { stats: { '/lib/systemd/system': 'd 755 0 0 0 0' }, raw: ['-- which systemctl --\n/bin/systemctl'] },
      ['/lib/systemd/system: off'],
    ],
    [
      'rules of iptables',
      {
        stats: slice,
        files: { '/proc/net/ip_tables_names': 'nat\nfilter\n' },
        commands: { 'iptables -S': '-P INPUT DROP\n-P FORWARD ACCEPT\n' },
      },
      ['iptables: on'],
    ],
    [
      'rules of nftables',
      {
        stats: { ...slice, '/sys/module/nf_tables': 'd 755 0 0 0 0' },
        commands: {
          'nft list ruleset':
            'table inet f {\n\tchain in {\n\t\ttype filter hook input priority filter; policy drop;\n\t}\n}\n',
        },
      },
      ['nft: on'],
    ],
    [
      'for somebody who may not see rules',
      { header: { uid: '1000' }, stats: slice, files: { '/proc/net/ip_tables_names': 'filter\n' } },
      ['/sys/fs/cgroup: off'],
    ],
  ])('%s', async (_, parts, statuses) => {
    expect(await run(parts)).toEqual(statuses)
  })

  it('of a mounted disk, by what is switched on', async () => {
    const link = '/etc/systemd/system/multi-user.target.wants/firewalld.service'
    const bare = { header: { release: '', machine: '' } }
    expect(await run({ ...bare, links: { [link]: '/usr/lib/x' } })).toEqual([`${link}: on`])
    expect(await run({ ...bare, files: { '/etc/ufw/ufw.conf': 'ENABLED=yes\n' } })).toEqual(['/etc/ufw/ufw.conf: on'])
  })
})

describe('rules', () => {
  it.each([
    ['-P INPUT ACCEPT\n-P FORWARD DROP\n', false],
    ['-P INPUT ACCEPT\n-A INPUT -s 192.0.2.1/32 -j REJECT --reject-with x\n', true],
    ['-P INPUT ACCEPT\n-N f2b\n-A INPUT -p tcp -j f2b\n-A f2b -j RETURN\n', false],
    ['-P INPUT ACCEPT\n-N a\n-A INPUT -j a\n-A a -j a\n-A a -j DROP\n', true],
    ['-P INPUT ACCEPT\n-N DOCKER\n-A DOCKER -j DROP\n', false],
  ])('of iptables: %j', (text, on) => {
    expect(filtersInput(chainsOfIptables(text))).toBe(on)
  })

  const table = (rules: string, more = ''): string =>
    `table ip filter {\n\tchain INPUT {\n\t\ttype filter hook input priority 0; policy accept;\n${rules}\t}\n${more}}\n`
  it.each([
    [table(''), false],
    [table('\t\tip saddr 192.0.2.1 drop\n'), true],
    [table('\t\tlog prefix "drop " accept\n'), false],
    [table('\t\tjump web\n', '\tchain web {\n\t\ttcp dport 80 reject\n\t}\n'), true],
    [table('', '\tchain web {\n\t\ttcp dport 80 reject\n\t}\n'), false],
  ])('of nftables: %j', (text, on) => {
    expect(filtersInput(chainsOfNft(text))).toBe(on)
  })

  it('are read whatever they are', () => {
    const word = fc.constantFrom(
      '-A',
      '-P',
      'INPUT',
      '-j',
      'DROP',
      '\n',
      ' ',
      'table a {',
      'chain b {',
      '}',
      'jump b',
      'x',
    )
    fc.assert(
      fc.property(fc.array(fc.oneof(word, fc.string({ unit: 'binary', maxLength: 9 }))), (words) => {
        const text = words.join('')
        filtersInput(chainsOfIptables(text))
        filtersInput(chainsOfNft(text))
        parseFirewalldStatus(text)
        parseUfwConfig(text)
        parseUfwStatus(text)
      }),
    )
  })
})
