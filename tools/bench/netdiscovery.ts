/**
 * `tools/bench/netdiscovery.ts [--runs 1] [--addresses 1024] [--only loop,large,nmap] [--assert]`: netdiscovery in namespaces.
 * loop: addresses of loopback that one snmpd answers for, beside the Perl agent with 20 threads, in turns, start-up included.
 * large: a /16 behind a router, 1% of it alive, the rest dropped. nmap: the first /20 of that, beside nmap at the same rate.
 * Needs root, iproute2, snmpd.
 */
import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { startSnmpd } from '../testkit/src/netns/daemons.ts'
import type { Namespace } from '../testkit/src/netns/namespace.ts'
import { type TestNetwork, testNetwork } from '../testkit/src/netns/network.ts'
import { binPath } from '../testkit/src/run.ts'
import { inTurns, ratios, table } from './measure.ts'

const perl = '/usr/bin/fusioninventory-netdiscovery'
const nmap = '/usr/bin/nmap'
const ours = 'fusioninventory-netdiscovery'
const credentials = (version: '1' | '2c') => ['--credentials', `version:${version},community:public`]
/** Of the Perl agent's wall time; seconds and MiB of the large search. */
const limits = { loop: 1 / 50, seconds: 60, mebibytes: 200 }
/** The usual one of this suite. */
const rate = '20000'

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '1' },
    addresses: { type: 'string', default: '1024' },
    only: { type: 'string', default: 'loop,large,nmap' },
    assert: { type: 'boolean', default: false },
  },
})
const runs = Number(values.runs)
const exceeded: string[] = []

const program = [process.execPath, binPath('netdiscovery')]
const tool = (...args: readonly string[]): readonly string[] => [...program, ...credentials('2c'), ...args]
const within = (machine: Namespace, argv: readonly string[]): readonly string[] => [
  ...['ip', 'netns', 'exec', machine.name],
  ...argv,
]

/** A search that finds less is no faster one. Serves as a warm-up too. */
async function finds(machine: Namespace, wanted: number, argv: readonly string[]): Promise<void> {
  const { stdout, stderr } = await machine.run(argv as never, { timeoutMs: 300_000 })
  const found = stdout.toString().split('<SNMPHOSTNAME>').length - 1
  if (found !== wanted) throw new Error(`${found} agents found, not ${wanted}: ${stderr}`)
}

async function loop(network: TestNetwork): Promise<void> {
  const machine = network.add('loop')
  await startSnmpd(machine, network.dir, ['rocommunity public', 'sysName loop'])
  for (const version of ['2c', '1'] as const) await loopBy(version, machine)
}

async function loopBy(version: '1' | '2c', machine: Namespace): Promise<void> {
  const last = Number(values.addresses)
  const range = [...credentials(version), '--first', '127.9.0.1', '--last', `127.9.${last >> 8}.${last & 255}`]
  await finds(machine, last, [...program, ...range])
  const theirs = 'Perl agent 2.6, 20 threads'
  const figures = inTurns(
    {
      [ours]: within(machine, [...program, ...range]),
      ...(existsSync(perl) && { [theirs]: within(machine, [perl, ...range, '--threads', '20']) }),
    },
    runs,
    0,
  )
  const reference = existsSync(perl) ? theirs : ours
  console.log(`${last} addresses of loopback, one snmpd, v${version}\n\n${table(figures, ours, reference)}`)
  if (!existsSync(perl)) return
  const { wall } = ratios(figures, ours, theirs)
  const times = (1 / wall).toFixed(1)
  console.log(`${times} times as fast as the Perl agent\n`)
  if (wall > limits.loop) exceeded.push(`loop: v${version} ${times} times as fast, at least ${1 / limits.loop}`)
}

/** Every hundredth address of 10.80.0.0/16, all held by one machine with an agent; it drops what is for the others. */
async function behindRouter(network: TestNetwork): Promise<Namespace> {
  const [scanner, far] = [network.attach('scanner', '10.81.0.1/24'), network.attach('far', '10.81.0.2/24')]
  const alive = Array.from({ length: 655 }, (_, at) => at * 100 + 50)
  far.setUp(
    // Held, but in no table of addresses: the agent looks through all of that for each row.
    ...alive.map((one) => `ip route add local 10.80.${one >> 8}.${one & 255} dev lo`),
    'ip route add blackhole 10.80.0.0/16',
    'sysctl -qw net.ipv4.ip_forward=1',
  )
  scanner.setUp('ip route add 10.80.0.0/16 via 10.81.0.2')
  await startSnmpd(far, network.dir, ['rocommunity public', 'sysName far'])
  return scanner
}

async function large(network: TestNetwork): Promise<void> {
  const scanner = await behindRouter(network)
  const range = ['10.80.0.0/16', '--yes']
  await finds(scanner, 655, tool(...range))
  const figures = inTurns({ [ours]: within(scanner, tool(...range)) }, runs, 0)
  console.log(`a /16 of which 1% is alive\n\n${table(figures, ours, ours)}\n`)
  for (const { wall, peak } of figures[ours] ?? []) {
    if (wall > limits.seconds) exceeded.push(`large: ${wall.toFixed(1)} s, at most ${limits.seconds}`)
    if (peak > limits.mebibytes) exceeded.push(`large: ${peak.toFixed(0)} MiB, at most ${limits.mebibytes}`)
  }
}

async function besideNmap(network: TestNetwork): Promise<void> {
  if (!existsSync(nmap)) return console.log('nmap is not installed')
  const scanner = await behindRouter(network)
  await finds(scanner, 41, tool('10.80.0.0/20'))
  const fast = ['-n', '-T5', '--max-retries', '1', '--min-rate', rate, '10.80.0.0/20']
  const figures = inTurns(
    {
      [ours]: within(scanner, tool('10.80.0.0/20')),
      [`${ours}, SNMP only`]: within(scanner, tool('10.80.0.0/20', '--method', 'snmp')),
      'nmap -sn': within(scanner, [nmap, '-sn', ...fast]),
      'nmap -sU -p161': within(scanner, [nmap, '-sU', '-p161', '-Pn', ...fast]),
    },
    runs,
    0,
  )
  console.log(`a /20 of which 1% is alive\n\n${table(figures, ours, 'nmap -sn')}\n`)
}

for (const [name, part] of Object.entries({ loop, large, nmap: besideNmap })) {
  if (!values.only.split(',').includes(name)) continue
  const network = testNetwork()
  try {
    await part(network)
  } finally {
    await network.remove()
  }
}
for (const line of exceeded) console.log(`beyond the limit: ${line}`)
if (values.assert && exceeded.length > 0) process.exitCode = 1
