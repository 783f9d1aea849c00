/**
 * `tools/bench/netinventory.ts [--devices 200] [--runs 1] [--dir DIR] [--assert]`: recorded devices, played by a farm in a
 * process of its own, inventoried by this suite and by the Perl agent with 20 threads in turns; with 5 ms before each
 * answer, as in a network, and without. Beside them `snmpbulkwalk` of the tables that most of the time goes to. A device
 * that the Perl agent does not get done alone within a bound, as it waits out each VLAN context that is silent, is named
 * and left out for all.
 */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { binPath } from '../testkit/src/run.ts'
import { type FarmProcess, spawnFarm } from '../testkit/src/snmp-farm/process.ts'
import { type Figures, inTurns, ratios, table } from './measure.ts'

const perl = '/usr/bin/fusioninventory-netinventory'
const walk = '/usr/bin/snmpbulkwalk'
const [ours, theirs, walks] = [
  'fusioninventory-netinventory',
  'Perl agent 2.6, 20 threads',
  'snmpbulkwalk, 20 at once',
] as const
/** Milliseconds before an answer: wall time of ours by that of the Perl agent, at most; memory in both cases. */
const budgets = [
  { delay: 5, wall: 1 / 10 },
  { delay: 0, wall: 1 / 3 },
] as const
const memory = 1 / 2

/** Of the tables that describe ports, addresses, neighbours, forwarding and components. */
const subtrees = [
  '1.3.6.1.2.1.1',
  '1.3.6.1.2.1.2.2',
  '1.3.6.1.2.1.4.20',
  '1.3.6.1.2.1.17',
  '1.3.6.1.2.1.31.1.1',
  '1.3.6.1.2.1.47.1.1.1',
  '1.0.8802.1.1.2.1',
]

const { values } = parseArgs({
  options: {
    devices: { type: 'string', default: '200' },
    runs: { type: 'string', default: '1' },
    dir: { type: 'string' },
    assert: { type: 'boolean', default: false },
  },
})
const dir =
  values.dir ??
  join(
    process.env.FUSIONINVENTORY_SHARED ?? fileURLToPath(new URL('../../../shared', import.meta.url)),
    'snmp',
    'devices',
  )

/** What the Perl agent may take for one device with nothing beside it, in milliseconds. */
const aloneMs = 20_000

type Device = FarmProcess['devices'][number]

const common = ({ port }: FarmProcess, devices: readonly Device[]): readonly string[] => [
  ...['--port', String(port), '--credentials', 'version:2c,community:public'],
  ...devices.flatMap(({ address }) => ['--host', address]),
]

/** Devices that the Perl agent gets done alone. */
async function comparable(): Promise<ReadonlySet<string>> {
  const farm = await spawnFarm(['--dir', dir, '--port', port, '--count', values.devices])
  const alone = (device: Device): boolean => {
    const { error, status } = spawnSync(perl, [...common(farm, [device]), '--threads', '1'], {
      timeout: aloneMs,
      killSignal: 'SIGKILL',
      maxBuffer: 2 ** 28,
    })
    if (error === undefined && status === 0) return true
    console.log(`left out: ${device.name}, which the Perl agent does not get done in ${aloneMs / 1000} s`)
    return false
  }
  try {
    return new Set((existsSync(perl) ? farm.devices.filter(alone) : farm.devices).map(({ name }) => name))
  } finally {
    await farm.stop()
  }
}

function commands(farm: FarmProcess, devices: readonly Device[]): Readonly<Record<string, readonly string[]>> {
  const each = subtrees
    .map((root) => `${walk} -v2c -c public -Cr25 -On -r3 -t2 $0:${farm.port} ${root} || :`)
    .join('; ')
  const addresses = devices.map(({ address }) => address).join('\n')
  return {
    [ours]: [process.execPath, binPath('netinventory'), ...common(farm, devices)],
    ...(existsSync(perl) && { [theirs]: [perl, ...common(farm, devices), '--threads', '20'] }),
    ...(existsSync(walk) && {
      [walks]: ['sh', '-c', `printf '%s\\n' "$1" | xargs -P 20 -n 1 sh -c '${each}'`, '-', addresses],
    }),
  }
}

/** Requests of each, from the counts of the farm in between. */
async function measured(
  farm: FarmProcess,
  devices: readonly Device[],
): Promise<{ readonly figures: Figures; readonly requests: Readonly<Record<string, number>> }> {
  const figures: Record<string, Figures[string][number][]> = {}
  const requests: Record<string, number> = {}
  await farm.counts()
  for (let run = 0; run < Number(values.runs); run++)
    for (const [name, argv] of Object.entries(commands(farm, devices))) {
      figures[name] = [...(figures[name] ?? []), ...(inTurns({ [name]: argv }, 1, 0)[name] ?? [])]
      const counts = Object.values(await farm.counts())
      requests[name] = counts.reduce((sum, count) => sum + count.requests, 0)
    }
  return { figures, requests }
}

/** The Perl agent asks for VLAN contexts at port 161 whatever the port of the device, and waits for each. */
const port = process.getuid?.() === 0 ? '161' : '16110'

const exceeded: string[] = []
const kept = await comparable()
for (const { delay, wall } of budgets) {
  const farm = await spawnFarm(['--dir', dir, '--port', port, '--delay', String(delay), '--count', values.devices])
  try {
    const devices = farm.devices.filter(({ name }) => kept.has(name))
    const { figures, requests } = await measured(farm, devices)
    console.log(`${devices.length} devices, ${delay} ms before each answer\n`)
    console.log(table(figures, ours, existsSync(perl) ? theirs : ours))
    for (const [name, count] of Object.entries(requests))
      console.log(`${name.padEnd(34)}${String(count).padStart(12)} requests`)
    if (existsSync(walk)) console.log(`wall, ${ours} / ${walks}: ${ratios(figures, ours, walks).wall.toFixed(2)}`)
    if (existsSync(perl)) {
      const found = ratios(figures, ours, theirs)
      console.log(
        `${(1 / found.wall).toFixed(1)} times as fast as the Perl agent, ${found.peak.toFixed(2)} of its memory\n`,
      )
      if (found.wall > wall) exceeded.push(`${delay} ms: wall ${found.wall.toFixed(3)}, at most ${wall.toFixed(3)}`)
      if (found.peak > memory) exceeded.push(`${delay} ms: memory ${found.peak.toFixed(2)}, at most ${memory}`)
    }
  } finally {
    await farm.stop()
  }
}
for (const line of exceeded) console.log(`above the budget: ${line}`)
if (values.assert && exceeded.length > 0) process.exitCode = 1
