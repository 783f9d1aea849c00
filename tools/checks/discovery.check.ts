/**
 * `npx tsx tools/checks/discovery.check.ts [KILLS]`: netdiscovery in a network of namespaces with real snmpd, Samba nmbd,
 * packet filters and a router: every machine by the right ways, the same as Perl 2.6 apart from a list with reasons,
 * nothing sent outside the range, kill -9 at so many random moments (3); in a full run, with KILLS, also 60% of the packets lost. Needs root, iproute2,
 * and Debian's snmpd, samba, nftables, tcpdump, fping, nmap.
 */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { capture } from '../testkit/src/netns/capture.ts'
import { missingDaemons, startSnmpd } from '../testkit/src/netns/daemons.ts'
import { whyNoNetworks } from '../testkit/src/netns/namespace.ts'
import { testNetwork } from '../testkit/src/netns/network.ts'
import { type Office, office, officeUser } from '../testkit/src/netns/office.ts'
import { binPath } from '../testkit/src/run.ts'
import { parseXml } from '../testkit/src/server/xml.ts'
import { check, end, skip } from './checks.ts'
import { devicesOf, type Fields } from './found-devices.ts'

const perl = '/usr/bin/fusioninventory-netdiscovery'
const full = process.argv[2] !== undefined
const kills = Number(process.argv[2] ?? 3)
const tool = [process.execPath, binPath('netdiscovery')] as const

const credentials = [
  'version:2c,community:public',
  `version:3,username:${officeUser.username},authprotocol:sha,authpassphrase:${officeUser.authPassword},privprotocol:aes,privpassphrase:${officeUser.privPassword}`,
  'version:1,community:lab',
].flatMap((one) => ['--credentials', one])

/** Which fields tell how a machine of the office was found. */
const telling = ['SNMPHOSTNAME', 'AUTHSNMP', 'NETBIOSNAME', 'WORKGROUP', 'DNSHOSTNAME', 'MAC'] as const
/** What each address must show: `=` the address itself, `*` anything. */
const expected: Readonly<Record<string, Readonly<Partial<Record<(typeof telling)[number], string>>>>> = {
  '10.77.0.1': { DNSHOSTNAME: '=' },
  '10.77.0.10': { SNMPHOSTNAME: 'core', AUTHSNMP: '1', DNSHOSTNAME: '=', MAC: '*' },
  '10.77.0.11': { SNMPHOSTNAME: 'secure', AUTHSNMP: '2', DNSHOSTNAME: '=', MAC: '*' },
  '10.77.0.12': { SNMPHOSTNAME: 'odd-port', AUTHSNMP: '3', DNSHOSTNAME: '=', MAC: '*' },
  '10.77.0.13': { SNMPHOSTNAME: 'agent-only', AUTHSNMP: '1', MAC: '*' },
  '10.77.0.20': { NETBIOSNAME: 'FILES', WORKGROUP: 'LAB', DNSHOSTNAME: '=', MAC: '*' },
  '10.77.0.30': { DNSHOSTNAME: '=', MAC: '*' },
  '10.77.0.31': { DNSHOSTNAME: '=', MAC: '*' },
  '10.77.0.32': { MAC: '*' },
  '10.77.0.33': { DNSHOSTNAME: '=', MAC: '*' },
  '10.77.0.50': { DNSHOSTNAME: '=', MAC: '*' },
  '10.77.0.254': { DNSHOSTNAME: '=', MAC: '*' },
  '10.77.1.10': { SNMPHOSTNAME: 'far-agent', AUTHSNMP: '1', DNSHOSTNAME: '=' },
  '10.77.1.11': { DNSHOSTNAME: '=' },
  '10.77.1.12': { DNSHOSTNAME: '=' },
  '10.77.1.20': { NETBIOSNAME: 'FARFILES', WORKGROUP: 'LAB', DNSHOSTNAME: '=' },
  '10.77.1.254': { DNSHOSTNAME: '=' },
}

const shown = (devices: ReadonlyMap<string, Fields>) =>
  Object.fromEntries(
    [...devices].sort().map(([address, fields]) => [
      address,
      Object.fromEntries(
        telling.flatMap((name): (readonly [string, string])[] => {
          const value = fields[name]
          if (value === undefined) return []
          if (name === 'MAC') return address.startsWith('10.77.1.') ? [] : [[name, '*']]
          return [[name, value === address ? '=' : value]]
        }),
      ),
    ]),
  )
const sorted = <T>(record: Readonly<Record<string, T>>) => Object.fromEntries(Object.entries(record).sort())

/** A field of the same machine that may differ from Perl 2.6, ours before theirs, and why. */
const allowed: readonly (readonly [RegExp, string])[] = [
  [/^\S+ UPTIME /, 'time goes on'],
  [/^\S+ SERIAL [\da-f]{24} undefined$/, 'the engine id of an agent that has no other'],
  // The same, with some before or behind.
  [/^\S+ IPS (?:[\da-f:]+ )*(.+?)(?: [\da-f]*:[\da-f:]*)* \1$/, 'IPv6 addresses are addresses too'],
  [/^10\.77\.0\.11 /, 'Perl 2.6 takes authpassphrase as a key of another name, and speaks no SNMPv3 here'],
  [/^\S+ MAC .* undefined$/, 'found on the link'],
  [/^\S+ AUTHPORT /, 'says the port where it is none of the usual'],
  [/^\S+ MAC undefined 00:00:00:00:00:00$/, 'zeros are no address'],
]

async function search(place: Office, args: readonly string[]) {
  const result = await place.scanner.run([...tool, ...credentials, '--port', '161,1161', ...args] as never, {
    timeoutMs: 240_000,
  })
  return { ...result, devices: devicesOf(result.stdout.toString()) }
}

async function inOffice(place: Office): Promise<void> {
  await check('every machine is found by the right ways', async () => {
    const { code, devices, stderr } = await search(place, ['10.77.0.0-10.77.3.255'])
    assert.equal(code, 0, stderr)
    assert.deepEqual(shown(devices), sorted(expected))
  })

  await check('nothing outside the range receives a packet', async () => {
    const { stdout } = await place.scanner.run(['cat', '/sys/class/net/eth0/address'])
    const frames = await capture(place.wire, 'br0', place.dir)
    const { devices } = await search(place, ['10.77.0.5-10.77.0.60', '--exclude', '10.77.0.30-31'])
    assert.equal(devices.size, 8)
    const mac = stdout.toString().trim()
    // IPv6 of the kernel itself, and its answers to those who ask for the scanner, are none of the search's.
    const packets = await frames.packets(`ether src ${mac} and (ip or arp[6:2] = 1)`)
    assert.ok(packets.length > 100, `${packets.length} packets`)
    const outside = packets.filter((line) => {
      const [, to = ''] = / > (\d+\.\d+\.\d+\.\d+)|who-has/.exec(line) ?? []
      const target = to || (/who-has (\S+)/.exec(line)?.[1] ?? '')
      const last = Number(target.split('.')[3])
      return !target.startsWith('10.77.0.') || last < 5 || last > 60 || last === 30 || last === 31
    })
    assert.deepEqual(outside, [])
  })

  if (!existsSync(perl)) skip('the same as Perl 2.6', `${perl} is not installed`)
  else
    await check('the same as Perl 2.6, apart from a list', async () => {
      const range = ['--first', '10.77.0.1', '--last', '10.77.0.60']
      const theirs = await place.scanner.run(
        [perl, ...range, '--threads', '20', '--timeout', '1', '--port', '161,1161', ...credentials] as never,
        { timeoutMs: 240_000, cwd: place.dir },
      )
      const reference = devicesOf(theirs.stdout.toString())
      const { devices } = await search(place, range)
      assert.deepEqual([...devices.keys()].sort(), [...reference.keys()].sort())
      const different = [...devices].flatMap(([address, fields]) => {
        const other = reference.get(address) ?? {}
        const names = new Set([...Object.keys(fields), ...Object.keys(other)])
        return [...names]
          .filter((name) => fields[name] !== other[name])
          .map((name) => `${address} ${name} ${fields[name]} ${other[name]}`)
      })
      const left = different.filter((line) => !allowed.some(([pattern]) => pattern.test(line)))
      assert.deepEqual(left, [])
    })

  if (full)
    await check('with 60% of the packets lost all agents are found by more patience, or the miss is said', async () => {
      place.scanner.setUp(
        "nft -f - <<'END'\ntable inet lossy {\n  chain input {\n    type filter hook input priority 0;\n    iif != lo numgen random mod 100 < 60 drop\n  }\n}\nEND",
      )
      try {
        const patient = await search(place, [
          '10.77.0.10-13',
          '10.77.1.10',
          '--retries',
          '15',
          '--timeout',
          '10',
          '--method',
          'snmp',
        ])
        const agents = [...patient.devices.values()].flatMap(({ SNMPHOSTNAME }) => SNMPHOSTNAME ?? [])
        const all = ['agent-only', 'core', 'far-agent', 'odd-port', 'secure']
        assert.ok(agents.length >= 4 && agents.every((name) => all.includes(name)), agents.join())
        // Chance may take every try of one; then it is said that this may be.
        if (agents.length < all.length) assert.match(patient.stderr, /of the devices may be missed/)
      } finally {
        place.scanner.setUp('nft delete table inet lossy')
      }
    })
}

/** One agent that answers at 2,048 addresses of loopback, in a namespace of its own. */
async function killed(): Promise<void> {
  const network = testNetwork()
  const machine = network.add('loop')
  try {
    await startSnmpd(machine, network.dir, ['rocommunity public', 'sysName loop'])
    const range = '127.9.0.0-127.9.7.255'
    const whole = await machine.run([...tool, range, '--format', 'jsonl', '--method', 'snmp,icmp'], {
      timeoutMs: 120_000,
    })
    const all = whole.stdout.toString().trim().split('\n').length
    await check(`kill -9 at ${kills} random moments: the union of the runs is the whole`, async () => {
      assert.equal(all, 2048, whole.stderr)
      const [save, journal] = [join(network.dir, 'out'), join(network.dir, 'journal')]
      mkdirSync(save)
      const argv = [
        'netns',
        'exec',
        machine.name,
        ...tool,
        range,
        '--save',
        save,
        '--checkpoint',
        journal,
        // A packet an address, at a rate at which they take longer than all the kills together.
        '--method',
        'snmp',
        '--v2c',
        '--parallel',
        '8',
        '--rate',
        String(Math.floor(1600 / kills)),
      ]
      let before = 0
      for (let round = 0; round < kills; round++) {
        const child = spawn('ip', argv, { stdio: 'ignore' })
        const exit = once(child, 'exit')
        await sleep(150 + Math.random() * 1200)
        child.kill('SIGKILL')
        assert.deepEqual(await exit, [null, 'SIGKILL'], 'it had ended before')
        const lines = existsSync(journal) ? readFileSync(journal, 'utf8').split('\n') : []
        const done = lines.filter((line) => line.startsWith('done '))
        assert.equal(new Set(done).size, done.length, 'an address was searched twice')
        assert.ok(done.length < 2048, 'all was done before')
        before = done.length
        const files = existsSync(join(save, 'netdiscovery')) ? readdirSync(join(save, 'netdiscovery')).length : 0
        assert.ok(files >= done.length, `${done.length} addresses are said to be done, ${files} documents are there`)
      }
      console.log(`    ${before} of 2048 addresses by searches that were killed`)
      assert.ok(before > 0, 'none of them got anywhere')
      const last = await machine.run(argv.slice(3) as never, { timeoutMs: 120_000 })
      assert.equal(last.code, 0, last.stderr)
      const files = readdirSync(join(save, 'netdiscovery')).filter((name) => name.endsWith('.xml'))
      assert.equal(files.length, 2048)
      for (const name of files) parseXml(readFileSync(join(save, 'netdiscovery', name), 'utf8'))
    })
  } finally {
    await network.remove()
  }
}

const reason = whyNoNetworks()
const missing = missingDaemons()
if (reason !== undefined) skip('a network to search', reason, true)
else if (missing.length > 0) skip('a network to search', `${missing.join(', ')} not installed`)
else {
  const place = await office()
  try {
    await inOffice(place)
  } finally {
    await place.remove()
  }
  await killed()
}
end()
