/**
 * `npm run bench [-- RUNS] [--assert]`: this suite beside the Perl agent, on this machine and, as root, on a stage of one
 * with 2,000 packages; where the time goes; and the cold start of every tool beside Node alone. `--assert` fails where
 * the budget of the house is not kept.
 */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { manyPackages } from '../testkit/src/hosts/many-packages.ts'
import { type BinName, binNames, binPath, runBin, runProgram } from '../testkit/src/run.ts'
import { canStage, onStage } from '../testkit/src/stage/stage.ts'
import { type Commands, type Figure, type Figures, inTurns, ratios, table } from './measure.ts'

const perl = '/usr/bin/fusioninventory-inventory'
const [ours, theirs, bare] = ['fusioninventory-inventory', 'Perl agent 2.6', 'node -e 0'] as const
/** At most so much of what the other one takes. */
const inventoryBudget: Figure = { cpu: 0.3, wall: 0.3, peak: 1 }
const startBudget: Figure = { cpu: 1.6, wall: 1.6, peak: Number.POSITIVE_INFINITY }

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { assert: { type: 'boolean', default: false } },
})
const runs = Number(positionals[0] ?? 15)
const exceeded: string[] = []

function show(title: string, figures: Figures, [subject, reference]: readonly [string, string], budget: Figure): void {
  console.log(`${title}\n\n${table(figures, subject, reference)}`)
  const found = ratios(figures, subject, reference)
  const above = (['cpu', 'wall', 'peak'] as const).filter((key) => found[key] > budget[key])
  const words = above.map((key) => `${key} ${found[key].toFixed(2)}, at most ${budget[key]}`)
  console.log(words.length === 0 ? 'within the budget\n' : `ABOVE THE BUDGET: ${words.join('; ')}\n`)
  if (words.length > 0) exceeded.push(`${title}: ${words.join('; ')}`)
}

const inventories: Commands = {
  [bare]: [process.execPath, '-e', '0'],
  [ours]: [process.execPath, binPath('inventory')],
  [theirs]: [perl],
}

/** How long the probes took, the longest first; they run beside each other, so that the times overlap. */
async function perProbe(title: string, args: readonly string[]): Promise<void> {
  const { stderr } = await runBin('inventory', [...args, '--timing'])
  const node = Number((await runProgram(process.execPath, ['-p', 'process.uptime() * 1000'])).stdout)
  console.log(
    `${title}: ${/time: (.*)/.exec(stderr)?.[1] ?? ''}; of loading, ${node.toFixed(1)} ms are Node's own start\n`,
  )
  const lines = [...stderr.matchAll(/(\S+): (\w+), ([\d.]+) ms/g)].sort((a, b) => Number(b[3]) - Number(a[3]))
  console.log(`${title}: the probes that took longest (they overlap)\n`)
  for (const [, probe = '', status = '', ms = ''] of lines.slice(0, 12))
    console.log(`${probe.padEnd(34)}${status.padStart(12)}${ms.padStart(12)} ms`)
  console.log()
}

async function full(): Promise<void> {
  if (existsSync(perl))
    show('Full inventory of this machine', inTurns(inventories, runs), [ours, theirs], inventoryBudget)
  else console.log(`${perl} is not installed: no comparison (apt-get install fusioninventory-agent)\n`)
  await perProbe('This machine', [])
}

/** The Perl agent reads no captures: both see the machine on a stage. What we take to replay it is told besides. */
async function packages(): Promise<void> {
  const title = 'A machine with 2,000 packages'
  const dir = mkdtempSync(join(tmpdir(), 'bench-'))
  const capture = join(dir, 'machine.capture')
  try {
    writeFileSync(capture, manyPackages(2000))
    if (existsSync(perl) && (await canStage())) {
      const turns = fileURLToPath(new URL('./turns.ts', import.meta.url))
      const command = [process.execPath, '--import', 'tsx', turns, String(runs), JSON.stringify(inventories)] as const
      const [result] = await onStage(manyPackages(2000), [command as readonly [string, ...string[]]], {
        timeoutMs: 900_000,
      })
      if (result?.code !== 0) throw new Error(`on the stage: ${result?.stderr}`)
      show(`${title}, on a stage`, JSON.parse(result.stdout.toString()), [ours, theirs], inventoryBudget)
    } else console.log(`${title}: no stage here (root, namespaces and the Perl agent are needed)\n`)
    const replay = {
      [bare]: [process.execPath, '-e', '0'],
      replay: [process.execPath, binPath('inventory'), '--capture', capture],
    }
    console.log(`${title}, replayed from its capture\n\n${table(inTurns(replay, runs), 'replay', bare)}\n`)
    await perProbe(title, ['--capture', capture])
  } finally {
    rmSync(dir, { recursive: true })
  }
}

function start(name: BinName): void {
  const commands = { [name]: [process.execPath, binPath(name), '--version'], [bare]: [process.execPath, '-e', '0'] }
  show(`Cold start of ${name}, --version`, inTurns(commands, runs), [name, bare], startBudget)
}

if (existsSync(binPath('inventory'))) {
  await full()
  await packages()
  for (const name of binNames) start(name)
  for (const line of exceeded) console.log(`above the budget: ${line}`)
  if (values.assert && exceeded.length > 0) process.exitCode = 1
} else {
  console.error('[error] nothing is built: run npm test or npm start first')
  process.exitCode = 1
}
