/**
 * An emulated PC of known hardware: the built inventory runs in it as root and as an ordinary user, and each document
 * is scored against the truth. What is missed stands in `vm-truth-missed.ts` with its reason; the shares of right
 * answers are demanded too. Needs root, the emulator (`install-debian`) and the shared data, which hold the tool and
 * its hardware. Arguments are `hardware.json` files of other PCs: then those are tried instead.
 */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { availableParallelism, freemem, tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { binPath, type RunResult, runProgram } from '../testkit/src/run.ts'
import { check, end, shared, skip } from './checks.ts'
import { reasonOf } from './vm-truth-missed.ts'

/** The least share of right answers. */
const demanded = { root: 396 / 401, user: 320 / 401 } as const
type Who = keyof typeof demanded

/** One emulated PC takes 2 GB. */
const roomy = availableParallelism() > 1 && freemem() > 6 * 2 ** 30

interface Truth {
  readonly section: string
  readonly state: 'right' | 'wrong' | 'missing'
  readonly label: string
  readonly truth: string
  readonly reported: string | null
}

interface Pc {
  readonly name: string
  readonly tool: string
  readonly env: Readonly<Record<string, string>>
}

/** The tool of the shared data reads the hardware beside it: for other hardware it is copied. */
function pcOf(original: string, hardware: string | undefined, dir: string): Pc {
  if (hardware === undefined) return { name: 'the PC', tool: join(original, 'vm-truth'), env: {} }
  const id = createHash('sha256').update(readFileSync(hardware)).digest('hex').slice(0, 12)
  const copy = join(dir, id)
  mkdirSync(copy)
  for (const file of ['vm-truth', 'truths.py']) cpSync(join(original, file), join(copy, file))
  cpSync(hardware, join(copy, 'hardware.json'))
  return { name: hardware, tool: join(copy, 'vm-truth'), env: { VM_TRUTH_WORK: join(tmpdir(), `vm-truth-${id}`) } }
}

const call = ({ tool, env }: Pc, ...args: readonly string[]): Promise<RunResult> =>
  runProgram(tool, args, { env, timeoutMs: 700_000 })

async function scored(pc: Pc, who: Who, dir: string): Promise<readonly Truth[]> {
  const results = mkdtempSync(join(dir, `${who}-`))
  const document = join(results, 'document.xml')
  const bundle = `${dirname(binPath('inventory'))}:inventory`
  const options = [
    '--with',
    bundle,
    '--results',
    results,
    '--stdout',
    document,
    ...(who === 'user' ? ['--as-user'] : []),
  ]
  const run = await call(pc, 'run', ...options, '--', 'node /with/inventory/bin.js')
  assert.equal(run.code, 0, run.stderr)
  const score = await call(pc, 'score', '--json', join(results, 'score.json'), document)
  assert.equal(score.code, 0, score.stderr)
  return JSON.parse(readFileSync(join(results, 'score.json'), 'utf8'))
}

async function judge(pc: Pc, who: Who, running: Promise<readonly Truth[]>): Promise<void> {
  let truths: readonly Truth[] = []
  await check(`${pc.name}, ${who}: the inventory runs`, async () => {
    truths = await running
  })
  if (truths.length === 0) return
  const missed = truths.filter(({ state }) => state !== 'right')
  const lines = missed.map((truth) => {
    const { section, label, state, reported } = truth
    return {
      why: reasonOf(who, truth),
      text: `${section} ${label}: ${state}${reported ? ` (${reported})` : ''}, is ${truth.truth}`,
    }
  })
  for (const { why, text } of lines) if (why) console.log(`    ${text} - ${why}`)
  const least = Math.ceil(demanded[who] * truths.length - 1e-9)
  await check(`${pc.name}, ${who}: ${truths.length - missed.length} of ${truths.length} right, at least ${least}`, () =>
    assert.ok(truths.length - missed.length >= least, summary(truths)),
  )
  await check(`${pc.name}, ${who}: each of the ${missed.length} missed has its reason`, () => {
    const open = lines.flatMap(({ why, text }) => (why ? [] : [text]))
    assert.ok(open.length === 0, open.join('\n'))
  })
}

/** Right answers, section by section. */
const summary = (truths: readonly Truth[]): string =>
  [...new Set(truths.map(({ section }) => section))]
    .map((name) => {
      const of = truths.filter(({ section }) => section === name)
      return `${name} ${of.filter(({ state }) => state === 'right').length} of ${of.length}`
    })
    .join('\n')

const tools = ['qemu-system-x86_64', 'debootstrap', 'mke2fs', 'cpio', 'python3']
const onPath = (program: string): boolean =>
  (process.env.PATH ?? '').split(delimiter).some((dir) => existsSync(join(dir, program)))

async function main(): Promise<void> {
  const name = 'the emulated PC'
  const original = shared && join(shared, 'tools', 'vm-truth')
  if (!original || !existsSync(join(original, 'vm-truth'))) return skip(name, 'no shared data')
  if (process.getuid?.() !== 0) return skip(name, 'not root', true)
  const absent = tools.filter((tool) => !onPath(tool))
  if (absent.length > 0) return skip(name, `not installed: ${absent.join(', ')}`)
  if (!existsSync(binPath('inventory'))) return skip(name, 'nothing is built: npm test')
  const hardware = process.argv.slice(2)
  const dir = mkdtempSync(join(tmpdir(), 'vm-truth-check-'))
  try {
    for (const pc of (hardware.length > 0 ? hardware : [undefined]).map((file) => pcOf(original, file, dir))) {
      const prepared = await call(pc, 'prepare')
      await check(`${pc.name}: prepared`, () => assert.equal(prepared.code, 0, prepared.stderr))
      if (prepared.code !== 0) continue
      const root = scored(pc, 'root', dir)
      if (!roomy) await root.catch(() => {})
      const user = scored(pc, 'user', dir)
      user.catch(() => {})
      await judge(pc, 'root', root)
      await judge(pc, 'user', user)
    }
  } finally {
    rmSync(dir, { recursive: true })
  }
}

try {
  await main()
} finally {
  end()
}
