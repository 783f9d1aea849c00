/**
 * `npx tsx tools/bench/delivery.ts [DOCUMENTS] [RUNS] [--assert]`: a directory of documents of 250 kB (2,000) into the test
 * server by this injector and by the Perl one in turns, after a warm-up of each; and how long the packing of the same
 * documents takes alone, which is what no client can go below. `--assert` fails above half of what the Perl one takes.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { deflateSync, type ZlibOptions } from 'node:zlib'
import { packing as ourPacking } from '../../packages/protocol/src/client/deflaters.ts'
import { binPath } from '../testkit/src/run.ts'
import { inTurns, ratios, table } from './measure.ts'

const perl = '/usr/bin/fusioninventory-injector'
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { assert: { type: 'boolean', default: false } },
})
const [count = 2000, runs = 3] = positionals.map(Number)

/** Rows as of a machine with much software: names, versions and sizes that repeat as they do there. */
function inventory(n: number): string {
  const rows: string[] = []
  let seed = n + 1
  const random = (below: number): number => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
    return seed % below
  }
  for (let size = 0; size < 250_000; ) {
    const name = `lib${random(1_000_000).toString(36)}-${['dev', 'bin', 'common', 'data'][random(4)]}`
    const row = `    <SOFTWARES>
      <ARCH>x86_64</ARCH>
      <COMMENTS>shared files of ${name} &amp; tools ${random(1e9).toString(36)}</COMMENTS>
      <FILESIZE>${random(100_000_000)}</FILESIZE>
      <FROM>deb</FROM>
      <NAME>${name}</NAME>
      <VERSION>${random(20)}.${random(40)}.${random(100)}-${random(9)}</VERSION>
    </SOFTWARES>\n`
    rows.push(row)
    size += row.length
  }
  return `<?xml version="1.0" encoding="UTF-8" ?>
<REQUEST>
  <CONTENT>
    <HARDWARE>
      <CHECKSUM>131071</CHECKSUM>
    </HARDWARE>
${rows.join('')}    <VERSIONCLIENT>FusionInventory-Agent_v2.6</VERSIONCLIENT>
  </CONTENT>
  <DEVICEID>bench${n}-2026-11-26-00-00-00</DEVICEID>
  <QUERY>INVENTORY</QUERY>
</REQUEST>
`
}

/** The server runs beside the clients, in a process of its own. */
async function startServer(): Promise<ChildProcess & { readonly url: string }> {
  const file = fileURLToPath(new URL('./delivery-server.ts', import.meta.url))
  const child = fork(file, { execArgv: ['--conditions=source', '--import', 'tsx'] })
  const [url] = (await once(child, 'message')) as [string]
  return Object.assign(child, { url })
}

async function counted(server: ChildProcess): Promise<number> {
  server.send('count')
  const [count] = (await once(server, 'message')) as [number]
  return count
}

/** Packs the documents as a client does, in one thread; the processor time of it, in seconds. */
function packing(dir: string, options: ZlibOptions): number {
  const documents = readdirSync(dir).map((name) => readFileSync(join(dir, name)))
  const before = process.cpuUsage()
  for (const one of documents) deflateSync(one, options)
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1e6
}

if (!existsSync(perl)) {
  console.log(`${perl} is not installed: no comparison (apt-get install fusioninventory-agent)`)
} else {
  const dir = mkdtempSync(join(tmpdir(), 'bench-'))
  const server = await startServer()
  try {
    for (let n = 0; n < count; n++) writeFileSync(join(dir, `${String(n).padStart(6, '0')}.ocs`), inventory(n))
    const parallel = String(availableParallelism())
    const [ours, theirs] = ['fusioninventory-injector', 'Perl injector 2.6'] as const
    const one = [process.execPath, binPath('injector'), '-d', dir, '--url', server.url]
    const figures = inTurns(
      {
        [ours]: [...one, '--parallel', parallel],
        'the same, one at a time': one,
        'the same, --no-check': [...one, '--parallel', parallel, '--no-check'],
        [theirs]: [perl, '-d', dir, '--url', server.url],
      },
      runs,
    )
    const wanted = count * 4 * (runs + 1)
    const arrived = await counted(server)
    if (arrived !== wanted) throw new Error(`${arrived} documents arrived, not ${wanted}`)
    console.log(`${count} documents of 250 kB, --parallel ${parallel}\n\n${table(figures, ours, theirs)}`)
    const { cpu, wall } = ratios(figures, ours, theirs)
    const share = (name: string, options: ZlibOptions): string => {
      const all = figures[name]?.map((one) => one.cpu).sort((a, b) => a - b) ?? []
      const alone = packing(dir, options)
      return `${alone.toFixed(2)} s at level ${options.level}, ${((100 * alone) / (all[all.length >> 1] ?? Number.NaN)).toFixed(0)}% of ${name}`
    }
    console.log(`\npacking alone: ${share(ours, ourPacking)}; ${share(theirs, { level: 6 })}`)
    console.log(`${(1 / wall).toFixed(2)} times as fast, ${(1 / cpu).toFixed(2)} times less processor time`)
    if (values.assert && wall > 0.5) process.exitCode = 1
  } finally {
    server.kill()
    rmSync(dir, { recursive: true })
  }
}
