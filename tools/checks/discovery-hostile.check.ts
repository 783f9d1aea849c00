/**
 * `npx tsx tools/checks/discovery-hostile.check.ts [PREFIX]`: netdiscovery in networks that do harm. Storms of each kind of
 * ICMP error, a machine that lets few packets through, a router that answers ARP for others, answers that are doubled, cut
 * and garbage, agents that come up while the search runs; and that memory stays flat over a large network (10.79.0.0/PREFIX,
 * 18) of which a part answers with errors. Needs root, iproute2, and Debian's snmpd and nftables.
 */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { missingDaemons, startSnmpd } from '../testkit/src/netns/daemons.ts'
import { type Namespace, whyNoNetworks } from '../testkit/src/netns/namespace.ts'
import { type TestNetwork, testNetwork } from '../testkit/src/netns/network.ts'
import { binPath } from '../testkit/src/run.ts'
import { check, end, skip } from './checks.ts'
import { devicesOf } from './found-devices.ts'
import { assertFlat, watchMemory } from './memory.ts'

const tool = [process.execPath, binPath('netdiscovery')] as const
const prefix = Number(process.argv[2] ?? 18)
const misbehaving = fileURLToPath(new URL('../testkit/src/netns/misbehaving.ts', import.meta.url))

interface Found {
  readonly names: readonly string[]
  readonly addresses: readonly string[]
  readonly stderr: string
}

async function search(scanner: Namespace, ...args: readonly string[]): Promise<Found> {
  const credentials = ['--credentials', 'version:2c,community:public']
  const { code, stdout, stderr } = await scanner.run([...tool, ...credentials, ...args] as never, {
    timeoutMs: 120_000,
  })
  assert.equal(code, 0, stderr)
  const found = [...devicesOf(stdout.toString())]
  const names = found.flatMap(([, { SNMPHOSTNAME: name }]) => name ?? [])
  return { names: names.sort(), addresses: found.map(([address]) => address).sort(), stderr }
}

const agent = (name: string): readonly string[] => ['rocommunity public', `sysName ${name}`]

/** What a packet filter does with all that comes in but SNMP. */
const filtered = (rule: string): string =>
  `nft -f - <<'END'\ntable inet hostile {\n  chain input {\n    type filter hook input priority 0;\n    iif lo accept\n    ${rule}\n  }\n}\nEND`

/** The names that nftables has for ICMP errors of type 3. */
const errors = [
  'net-unreachable',
  'host-unreachable',
  'prot-unreachable',
  'port-unreachable',
  'net-prohibited',
  'host-prohibited',
  'admin-prohibited',
] as const

async function storms(network: TestNetwork, scanner: Namespace): Promise<void> {
  for (const [at, error] of errors.entries()) {
    const machine = network.attach(`storm${at}`, `10.78.0.${20 + at}/16`)
    machine.setUp(
      'sysctl -qw net.ipv4.icmp_ratelimit=0 net.ipv4.icmp_msgs_per_sec=100000 || :',
      filtered(`reject with icmp ${error}`),
    )
  }
  await startSnmpd(network.attach('calm', '10.78.0.40/16'), network.dir, agent('calm'))
  await check(
    'errors of every kind: the agent among them is found, and those are machines with an address',
    async () => {
      const { names, addresses } = await search(scanner, '10.78.0.20-60')
      assert.deepEqual(names, ['calm'])
      assert.deepEqual(addresses, [...errors.map((_, at) => `10.78.0.${20 + at}`), '10.78.0.40'])
    },
  )
}

async function limited(network: TestNetwork, scanner: Namespace): Promise<void> {
  const machine = network.attach('limited', '10.78.1.10/16')
  machine.setUp(filtered('meta l4proto udp limit rate 5/second burst 3 packets accept\n    meta l4proto udp drop'))
  await startSnmpd(machine, network.dir, agent('limited'))
  await check('a machine that lets few packets through is found', async () => {
    assert.deepEqual((await search(scanner, '10.78.1.5-20')).names, ['limited'])
  })
}

async function proxied(network: TestNetwork, scanner: Namespace): Promise<void> {
  const router = network.attach('proxy', '10.78.2.1/16')
  // Its other side: it answers ARP for all that is routed there, and nobody is.
  router.setUp(
    'ip link add far type veth peer name nobody',
    'ip addr add 10.78.2.129/25 dev far',
    'ip link set far up',
    'ip link set nobody up',
    'sysctl -qw net.ipv4.ip_forward=1 net.ipv4.conf.eth0.proxy_arp=1 net.ipv4.neigh.eth0.proxy_delay=0',
  )
  await startSnmpd(router, network.dir, agent('proxy'))
  await check('a router that answers ARP for others is one device, and it is said', async () => {
    const { names, addresses, stderr } = await search(scanner, '10.78.2.1-254')
    // The second of its addresses is its own.
    assert.deepEqual(names, ['proxy', 'proxy'])
    assert.deepEqual(addresses, ['10.78.2.1', '10.78.2.129'])
    assert.match(stderr, /answers ARP for 126 addresses at which nothing else answers/)
  })
}

async function garbage(network: TestNetwork, scanner: Namespace): Promise<void> {
  for (const [at, kind] of ['noise', 'twice'].entries())
    network.attach(kind, `10.78.3.${10 + at}/16`).start([process.execPath, '--import', 'tsx', misbehaving, kind])
  await startSnmpd(network.attach('sane', '10.78.3.20/16'), network.dir, agent('sane'))
  await check('answers that are doubled, cut or garbage are none, and the others are right', async () => {
    const { names, addresses } = await search(scanner, '10.78.3.1-30')
    assert.deepEqual(names, ['sane'])
    assert.deepEqual(addresses, ['10.78.3.10', '10.78.3.11', '10.78.3.20'])
  })
}

async function late(network: TestNetwork, scanner: Namespace): Promise<void> {
  const [first, last] = [network.attach('first', '10.78.4.1/16'), network.attach('last', '10.78.7.254/16')]
  for (const machine of [first, last]) machine.setUp('ip link set eth0 down')
  await startSnmpd(first, network.dir, agent('first'))
  await startSnmpd(last, network.dir, agent('last'))
  await check('who comes up before its turn is found; who does so after it is found by the next search', async () => {
    const range = ['10.78.4.0-10.78.7.255', '--rate', '250', '--method', 'arp,snmp']
    const searching = search(scanner, ...range)
    setTimeout(() => {
      for (const machine of [first, last]) machine.setUp('ip link set eth0 up')
    }, 2500)
    assert.deepEqual((await searching).names, ['last'])
    assert.deepEqual((await search(scanner, '10.78.4.0-15', '--method', 'arp,snmp')).names, ['first'])
  })
}

async function large(network: TestNetwork, scanner: Namespace): Promise<void> {
  const router = network.attach('border', '10.78.250.1/16')
  router.setUp(
    'sysctl -qw net.ipv4.ip_forward=1',
    'ip route add blackhole 10.79.0.0/17',
    'ip route add unreachable 10.79.128.0/18',
    'ip route add prohibit 10.79.192.0/18',
  )
  scanner.setUp('ip route add 10.79.0.0/16 via 10.78.250.1')
  await check(`memory is flat over 10.79.0.0/${prefix} and errors from its router`, async () => {
    // From the middle of it, so that all kinds are there.
    const range = [`10.79.0.0/${prefix}`, '10.79.128.0-10.79.131.255', '10.79.192.0-10.79.195.255']
    const child = spawn(
      'ip',
      ['netns', 'exec', scanner.name, ...tool, ...range, '--yes', '--credentials', 'version:2c,community:public'],
      { stdio: 'ignore' },
    )
    const exit = once(child, 'exit')
    const samples = watchMemory(child.pid ?? 0)
    const [code] = await exit
    samples.stop()
    assert.equal(code, 0)
    // Up to then it loads.
    assertFlat('netdiscovery', samples.sizes.slice(Math.floor(samples.sizes.length / 5)))
  })
}

const reason = whyNoNetworks()
const missing = missingDaemons()
if (reason !== undefined) skip('a network that does harm', reason, true)
else if (missing.length > 0) skip('a network that does harm', `${missing.join(', ')} not installed`)
else
  for (const kind of [storms, limited, proxied, garbage, late, large]) {
    const network = testNetwork()
    try {
      await kind(network, network.attach('scanner', '10.78.200.1/16'))
    } finally {
      await network.remove()
    }
  }
end()
