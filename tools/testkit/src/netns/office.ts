import { startNmbd, startSnmpd } from './daemons.ts'
import type { Namespace } from './namespace.ts'
import { type TestNetwork, testNetwork } from './network.ts'

/** The credentials of the office, as netdiscovery takes them. */
export const officeUser = {
  username: 'scanner',
  authPassword: 'authentic-phrase',
  privPassword: 'private-phrase',
} as const

export interface Office extends TestNetwork {
  /** Where a search runs: 10.77.0.1. */
  readonly scanner: Namespace
  /** By the name of the machine. */
  readonly machines: ReadonlyMap<string, Namespace>
}

/** A packet filter of a machine: what it takes, all else is dropped without a word. */
const onlyTakes = (...rules: readonly string[]): string =>
  `nft -f - <<'END'
table inet filter {
  chain input {
    type filter hook input priority 0; policy drop;
    iif lo accept
    ${rules.join('\n    ')}
  }
}
END`

/**
 * An office: 10.77.0.0/24 on a switch, 10.77.1.0/24 behind the router 10.77.0.254, and two networks there with nobody in
 * them: one that the router calls unreachable (10.77.2.0/24), and one where it drops all (10.77.3.0/24).
 */
export async function office(): Promise<Office> {
  const network = testNetwork()
  const { dir } = network
  const machines = new Map<string, Namespace>()
  const on = (name: string, last: number): Namespace => {
    const machine = network.attach(name, `10.77.0.${last}/24`)
    machine.setUp('ip route add 10.77.0.0/16 via 10.77.0.254')
    machines.set(name, machine)
    return machine
  }
  try {
    const scanner = on('scanner', 1)
    const system = (name: string): readonly string[] => [
      `sysName ${name}`,
      'sysLocation Rack 7',
      'sysContact lab@example.org',
    ]

    await startSnmpd(on('core', 10), dir, ['rocommunity public', ...system('core')])
    const { username, authPassword, privPassword } = officeUser
    await startSnmpd(on('secure', 11), dir, [
      `createUser ${username} SHA ${authPassword} AES ${privPassword}`,
      `rouser ${username} authPriv`,
      ...system('secure'),
    ])
    await startSnmpd(on('odd-port', 12), dir, ['rocommunity lab', ...system('odd-port')], 1161)
    const agentOnly = on('agent-only', 13)
    agentOnly.setUp(onlyTakes('udp dport 161 accept'))
    await startSnmpd(agentOnly, dir, ['rocommunity public', ...system('agent-only')])
    await startNmbd(on('files', 20), dir, 'FILES', 'LAB')
    on('plain', 30)
    on('ping-only', 31).setUp(onlyTakes('icmp type echo-request accept'))
    on('arp-only', 32).setUp(onlyTakes())
    on('time-only', 33).setUp(onlyTakes('icmp type timestamp-request accept'))
    on('idle', 50)
    const router = network.attach('router', '10.77.0.254/24')
    machines.set('router', router)
    router.setUp(
      'echo 1 > /proc/sys/net/ipv4/ip_forward',
      'ip route add unreachable 10.77.2.0/24',
      'ip route add blackhole 10.77.3.0/24',
      'ip link add br1 type bridge',
      'ip addr add 10.77.1.254/24 dev br1',
      'ip link set br1 up',
    )
    const behind = (name: string, last: number): Namespace => {
      const machine = network.add(name)
      router.setUp(
        `ip link add to${last} type veth peer name eth0 netns ${machine.name}`,
        `ip link set to${last} master br1 up`,
      )
      machine.setUp(
        `ip addr add 10.77.1.${last}/24 dev eth0`,
        'ip link set eth0 up',
        'ip route add default via 10.77.1.254',
      )
      machines.set(name, machine)
      return machine
    }
    await startSnmpd(behind('far-agent', 10), dir, ['rocommunity public', ...system('far-agent')])
    behind('far-ping', 11).setUp(onlyTakes('icmp type echo-request accept'))
    behind('far-refusing', 12).setUp(onlyTakes('udp dport 9 accept'))
    behind('far-silent', 13).setUp(onlyTakes())
    await startNmbd(behind('far-files', 20), dir, 'FARFILES', 'LAB')
    return { ...network, scanner, machines }
  } catch (error) {
    await network.remove()
    throw error
  }
}
