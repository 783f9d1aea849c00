/**
 * `npx tsx tools/checks/discovery-shards.check.ts`: the recipes of docs/guide/scale.md, taken from the page and run as they stand, in a
 * namespace with 60 devices on 1,024 addresses: GNU parallel, the Slurm script for each task of its array, the command of
 * the Kubernetes Job for each index. What the shares found, merged, is what one search finds; the Job delivers all of it.
 * Needs root, iproute2 and Debian's parallel.
 */
import assert from 'node:assert/strict'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { addNamespace, whyNoNetworks } from '../testkit/src/netns/namespace.ts'
import { binPath, type RunResult, runProgram } from '../testkit/src/run.ts'
import { startServer } from '../testkit/src/server/server.ts'
import { elements, parseXml, textAt } from '../testkit/src/server/xml.ts'
import { writeNumbered } from '../testkit/src/snmp-farm/numbered.ts'
import { spawnFarm } from '../testkit/src/snmp-farm/process.ts'
import { check, end, skip } from './checks.ts'
import { expanded, readJob } from './recipes/kubernetes.ts'
import { blocksBelow } from './recipes/page.ts'

const own = fileURLToPath(import.meta.url)
const tsx = fileURLToPath(new URL('../../node_modules/tsx/dist/cli.mjs', import.meta.url))
const page = readFileSync(new URL('../../docs/guide/scale.md', import.meta.url), 'utf8')
const range = '10.30.0.0/22'
const devices = 60

/** The tools as an installation has them, and `npx`, which would fetch them. */
function programs(dir: string): string {
  const bin = join(dir, 'bin')
  mkdirSync(bin)
  const put = (name: string, line: string): void => {
    writeFileSync(join(bin, name), `#!/bin/sh\n${line}\n`)
    chmodSync(join(bin, name), 0o755)
  }
  for (const name of ['netdiscovery', 'injector', 'protocol'] as const)
    put(`fusioninventory-${name}`, `exec ${process.execPath} ${binPath(name)} "$@"`)
  put('npx', '[ "$1" = --yes ] && shift; exec "$@"')
  return `${bin}:${process.env.PATH}`
}

/** The documents of a stream by the address that they are about. */
function byAddress(stream: string): ReadonlyMap<string, string> {
  const documents = stream.split(/(?=<\?xml )/).filter((one) => one.trim() !== '')
  return new Map(
    documents.map((one): [string, string] => [textAt(parseXml(one), 'CONTENT', 'DEVICE', 'IP') ?? '', one]),
  )
}

const sorted = (found: ReadonlyMap<string, string>) => [...found].sort(([a], [b]) => (a < b ? -1 : 1))

/** Runs them two at a time. */
async function all(count: number, run: (index: number) => Promise<RunResult>): Promise<void> {
  let next = 0
  const work = async (): Promise<void> => {
    while (next < count) {
      const result = await run(next++)
      assert.equal(result.code, 0, result.stderr)
    }
  }
  await Promise.all([work(), work()])
}

async function inside(): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), 'fi-shards-'))
  const [recordings, PATH] = [join(dir, 'recordings'), programs(dir)]
  mkdirSync(recordings)
  writeNumbered(recordings, devices)
  const farm = await spawnFarm(['--dir', recordings, '--base', '10.30.1.1', '--port', '161'])
  const place = (name: string): string => {
    const path = join(dir, name)
    mkdirSync(path)
    return path
  }
  const sh = (script: string, cwd: string, env: Readonly<Record<string, string>> = {}) =>
    runProgram('/bin/bash', ['-ec', script], { cwd, env: { PATH, RANGE: range, ...env }, timeoutMs: 120_000 })
  try {
    const one = await sh('fusioninventory-netdiscovery "$RANGE"', dir)
    const whole = byAddress(one.stdout.toString())
    await check('one search finds all', () => {
      assert.equal(one.code, 0, one.stderr)
      const answered = [...whole.values()].filter((document) => document.includes('<SNMPHOSTNAME>'))
      assert.equal(answered.length, devices, one.stderr)
      console.log(`    ${whole.size} devices, ${answered.length} of them by SNMP`)
    })

    await check('GNU parallel: merged, the shares are the whole', async () => {
      const cwd = place('parallel')
      const [script = ''] = blocksBelow(page, 'GNU parallel')
      const { code, stderr } = await sh(script, cwd)
      assert.equal(code, 0, stderr)
      for (const shard of [1, 2, 3, 4]) assert.ok(existsSync(join(cwd, `shard-${shard}.xml`)))
      assert.deepEqual(sorted(byAddress(readFileSync(join(cwd, 'devices.xml'), 'utf8'))), sorted(whole))
    })

    await check('Slurm: each task of the array, then one file and one page', async () => {
      const cwd = place('slurm')
      const [script = '', after = ''] = blocksBelow(page, 'Slurm')
      const [, first, last] = /^#SBATCH --array=(\d+)-(\d+)$/m.exec(script) ?? []
      assert.equal(first, '1')
      writeFileSync(join(cwd, 'scan.sh'), script, { mode: 0o755 })
      await all(Number(last), (index) =>
        sh('./scan.sh', cwd, { SLURM_ARRAY_TASK_ID: String(index + 1), SLURM_SUBMIT_DIR: cwd }),
      )
      const made = await sh(after, cwd)
      assert.equal(made.code, 0, made.stderr)
      assert.deepEqual(sorted(byAddress(readFileSync(join(cwd, 'devices.xml'), 'utf8'))), sorted(whole))
      assert.ok(readFileSync(join(cwd, 'network.html'), 'utf8').includes('<h1>Network</h1>'))
    })

    await check('Kubernetes: a Job that a cluster takes; each index runs, and all is delivered', async () => {
      const server = await startServer({ role: 'plugin' })
      try {
        const [manifest = ''] = blocksBelow(page, 'Kubernetes')
        const { spec } = readJob(manifest)
        const [container] = spec.template.spec.containers
        assert.ok(container)
        assert.ok(spec.parallelism <= spec.completions)
        // What is configured for this network; all else is as the manifest says.
        const given = Object.fromEntries(container.env.map(({ name, value }) => [name, value]))
        assert.deepEqual(Object.keys(given).sort(), ['RANGE', 'SERVER'])
        await all(spec.completions, (index) => {
          const env = { ...given, RANGE: range, SERVER: server.url, JOB_COMPLETION_INDEX: String(index) }
          const [program = '', ...args] = [...container.command, ...container.args].map((word) => expanded(word, env))
          return runProgram(program, args, { cwd: place(`pod-${index}`), env: { ...env, PATH }, timeoutMs: 120_000 })
        })
        const taken = server.requests.flatMap(({ document }) =>
          document?.kind === 'xml' ? elements(document.root, 'CONTENT', 'DEVICE').map((one) => textAt(one, 'IP')) : [],
        )
        assert.deepEqual([...taken].sort(), [...whole.keys()].sort())
        console.log(`    ${taken.length} documents delivered by ${spec.completions} pods`)
      } finally {
        await server.close()
      }
    })
  } finally {
    await farm.stop()
    rmSync(dir, { recursive: true })
  }
}

const reason = whyNoNetworks()
if (process.argv[2] === 'inside') {
  await inside()
  end()
} else if (reason !== undefined) {
  skip('the recipes of large networks', reason, true)
  end()
} else if (!existsSync('/usr/bin/parallel')) {
  skip('the recipes of large networks', 'GNU parallel is not installed')
  end()
} else {
  const machine = addNamespace(`fi${process.pid}-shards`)
  try {
    machine.setUp('ip route add local 10.30.1.0/26 dev lo', 'ip route add blackhole 10.30.0.0/22')
    const { code, stdout, stderr } = await machine.run([process.execPath, tsx, own, 'inside'], { timeoutMs: 300_000 })
    process.stdout.write(stdout)
    process.stderr.write(stderr)
    process.exitCode = code ?? 1
  } finally {
    await machine.remove()
  }
}
