/**
 * The Perl agent 2.6 and this suite, one after the other on this machine and on stages of a laptop and a server: all
 * that the Perl agent tells in the sections that we have, we tell too, with the same values. What differs stands in
 * `perl-differences.ts` with its reason; sections that we do not have yet are printed as `later`.
 * Needs Debian's fusioninventory-agent; ordinary users and stages need root. Arguments are captures: then the two are
 * compared on stages of those alone.
 */
import assert from 'node:assert/strict'
import { accessSync, constants, existsSync, readdirSync, readFileSync } from 'node:fs'
import { binPath, type RunResult, runBin, runProgram } from '../testkit/src/run.ts'
import { stagedMachines } from '../testkit/src/stage/machines.ts'
import { canStage, onStage } from '../testkit/src/stage/stage.ts'
import { check, end, skip } from './checks.ts'
import { type Content, compareSection, contentOf, later, ofTheAgent, sections } from './perl-compare.ts'
import type { Row } from './perl-differences.ts'

const perl = '/usr/bin/fusioninventory-inventory'
/** The number of nobody, by custom. */
const nobody = 65534

/** What runs, and under which title: a shell may become another program. */
const processes = (): ReadonlyMap<string, string> =>
  new Map(
    readdirSync('/proc').flatMap((pid) => {
      try {
        return /^\d+$/.test(pid) ? [[pid, readFileSync(`/proc/${pid}/cmdline`, 'latin1')] as const] : []
      } catch {
        return []
      }
    }),
  )

interface Results {
  readonly theirs: RunResult
  readonly own: RunResult
  /** Whether the process was there while both ran. */
  readonly lasting: (process: Row) => boolean
}

async function onMachine(options: { readonly uid?: number }): Promise<Results> {
  const before = processes()
  const theirs = await runProgram(perl, [], options)
  const own = await runBin('inventory', [], options)
  const after = processes()
  return { theirs, own, lasting: ({ PID = '' }) => before.has(PID) && before.get(PID) === after.get(PID) }
}

/** The processes there are those of the stage itself: others for each tool. */
async function onStageOf(capture: string): Promise<Results> {
  const [theirs, own] = await onStage(capture, [[perl], [process.execPath, binPath('inventory')]])
  assert.ok(theirs && own)
  return { theirs, own, lasting: () => false }
}

async function compare(who: string, { theirs, own, lasting }: Results): Promise<void> {
  const read = (text: Buffer): Content => contentOf(text.toString())
  await check(`${who}: both tools run`, () => {
    assert.deepEqual([theirs.code, own.code], [0, 0], `${theirs.stderr}\n${own.stderr}`)
    assert.ok(read(own.stdout).size > 5)
  })
  if (theirs.code !== 0 || own.code !== 0) return
  const [reference, document] = [read(theirs.stdout), read(own.stdout)]
  for (const section of reference.keys()) {
    const kept = (content: Content): readonly Row[] =>
      (content.get(section) ?? []).filter((row) => section !== 'PROCESSES' || lasting(row))
    const rows = kept(reference).filter((row) => Object.keys(row).length > 0)
    if (rows.length === 0 || ofTheAgent.includes(section)) continue
    if (later.has(section) && !document.has(section)) {
      for (const row of rows) console.log(`later ${who}: ${section}: ${JSON.stringify(row)}`)
      continue
    }
    const { values, lacking, expected } = compareSection(section, rows, kept(document))
    await check(`${who}: ${section}: ${rows.length} entries, ${values} values`, () => {
      assert.ok(sections.has(section) || later.has(section), 'not in the table of sections')
      assert.deepEqual(lacking.slice(0, 20), [], lacking.slice(0, 20).join('\n'))
    })
    for (const [why, count] of expected) console.log(`    ${count} as expected: ${why}`)
  }
}

/** Ordinary users may be kept out of where this checkout lies. */
function open(path: string): boolean {
  try {
    accessSync(path, constants.R_OK)
    return true
  } catch {
    return false
  }
}

const captures = process.argv.slice(2)
const stages: readonly (readonly [name: string, capture: () => string])[] =
  captures.length > 0
    ? captures.map((file) => [file, () => readFileSync(file, 'utf8')])
    : Object.entries(stagedMachines)

if (!existsSync(perl)) skip('the Perl agent', `${perl} is not installed`)
else if (!open(binPath('inventory'))) skip('the Perl agent', 'nothing is built: npm test')
else {
  const root = process.getuid?.() === 0
  if (captures.length === 0) await compare(root ? 'root' : 'user', await onMachine({}))
  if (captures.length === 0 && root) {
    const reach = await runBin('inventory', ['--version'], { uid: nobody })
    if (reach.code === 0) await compare('ordinary user', await onMachine({ uid: nobody }))
    else skip('the Perl agent, as ordinary user', 'this checkout is closed to other users', true)
  }
  if (await canStage()) for (const [name, capture] of stages) await compare(name, await onStageOf(capture()))
  else skip('the Perl agent, on stages', root ? 'no namespaces or no overlays here' : 'not root', !root)
}
end()
