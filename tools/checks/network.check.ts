/**
 * The Perl agent 2.6 and this suite in one network namespace after the other, made here: veth pairs, a bridge, tunnels,
 * macvlan, aliases, addresses of a peer, several default routes. What the Perl agent tells of NETWORKS and of the
 * gateway we tell too; what differs for a reason stands in `perl-differences.ts`. Needs root, iproute2, and Debian's
 * fusioninventory-agent.
 */
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { binPath, type RunResult, runProgram } from '../testkit/src/run.ts'
import { check, end, skip } from './checks.ts'
import { compareSection, contentOf } from './perl-compare.ts'
import type { Row } from './perl-differences.ts'

const perl = '/usr/bin/fusioninventory-inventory'

/** A namespace: how it is made, and the gateway that holds in it. */
interface Network {
  readonly title: string
  readonly lines: readonly string[]
  readonly gateway: string | undefined
}

const networks: readonly Network[] = [
  {
    title: 'veth in a bridge, an alias, two gateways',
    lines: [
      'ip link add veth0 address 02:00:5e:00:53:01 mtu 1400 type veth peer name veth1 address 02:00:5e:00:53:02',
      'ip link add br0 address 02:00:5e:00:53:03 type bridge',
      'ip link set veth1 master br0',
      'ip addr add 192.0.2.10/24 dev veth0',
      'ip addr add 198.51.100.7/32 label veth0:1 dev veth0',
      'ip -6 addr add 2001:db8::10/64 dev veth0 nodad',
      'ip addr add 203.0.113.1/25 dev br0',
      'for link in veth0 veth1 br0; do ip link set $link up; done',
      'ip route add default via 192.0.2.1 dev veth0 metric 50',
      'ip route add default via 203.0.113.126 dev br0 metric 10',
    ],
    gateway: '203.0.113.126',
  },
  {
    title: 'tunnels, one with a peer, and interfaces that are down',
    lines: [
      'ip tuntap add tun0 mode tun',
      'ip tuntap add tap0 mode tap && ip link set tap0 address 02:00:5e:00:53:04',
      'ip addr add 192.0.2.1 peer 192.0.2.2/32 dev tun0',
      'ip addr add 198.51.100.1/24 dev tap0',
      'ip link set tun0 up',
      'ip route add default dev tun0',
    ],
    gateway: undefined,
  },
  {
    title: 'macvlan on a veth, IPv6 alone',
    lines: [
      'ip link add veth0 address 02:00:5e:00:53:05 type veth peer name veth1 address 02:00:5e:00:53:06',
      'ip link add link veth0 name mv0 address 02:00:5e:00:53:07 type macvlan mode bridge',
      'for link in veth0 veth1 mv0; do ip link set $link addrgenmode none; ip link set $link up; done',
      'ip -6 addr add 2001:db8:1::2/48 dev mv0 nodad',
      'ip -6 route add default via 2001:db8:1::1 dev mv0',
    ],
    gateway: '2001:db8:1::1',
  },
]

/** The words of a program in a namespace of its own, whose /sys shows its interfaces only. */
const inside = ({ lines }: Network, command: readonly string[]): Promise<RunResult> =>
  runProgram('unshare', [
    '--net',
    '--mount',
    'sh',
    '-ec',
    `mount -t sysfs none /sys\nip link set lo up\n${lines.join('\n')}\nsleep 0.1\nexec "$@"`,
    'sh',
    ...command,
  ])

if (process.getuid?.() !== 0) skip('the Perl agent in networks', 'not root', true)
else if (!existsSync(perl)) skip('the Perl agent in networks', `${perl} is not installed`)
else
  for (const network of networks) {
    const made = await inside(network, ['true'])
    if (made.code !== 0) {
      skip(network.title, made.stderr.trim(), true)
      continue
    }
    const theirs = await inside(network, [perl])
    const own = await inside(network, [process.execPath, binPath('inventory')])
    await check(`${network.title}: both tools run`, () =>
      assert.deepEqual([theirs.code, own.code], [0, 0], `${theirs.stderr}\n${own.stderr}`),
    )
    if (theirs.code !== 0 || own.code !== 0) continue
    const [reference, document] = [contentOf(theirs.stdout.toString()), contentOf(own.stdout.toString())]
    const rows = (content: typeof reference): readonly Row[] => content.get('NETWORKS') ?? []
    const { values, lacking, expected } = compareSection('NETWORKS', rows(reference), rows(document))
    await check(`${network.title}: ${values} values`, () => assert.deepEqual(lacking, [], lacking.join('\n')))
    for (const [why, count] of expected) console.log(`    ${count} as expected: ${why}`)
    await check(`${network.title}: the gateway`, () =>
      assert.equal(document.get('HARDWARE')?.[0]?.DEFAULTGATEWAY, network.gateway),
    )
  }
end()
