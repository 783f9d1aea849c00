/**
 * Every parser is total and takes linear time: whatever text it is given it does not throw, 2 MB take at most three
 * times as long as 1 MB, and no call takes 5 s. The texts are those of our recordings, of its own tests and, where they
 * are there, of the shared recordings of other machines, whole, with accidents, and repeated. Words are parts of names.
 */
import assert from 'node:assert/strict'
import { fork } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { declaredParsers } from '../testkit/src/parsers/discover.ts'
import { check, end, shared, skip } from './checks.ts'

/** What the child says. */
export type FromChild =
  | { readonly parser: string; readonly index: number; readonly skipped: boolean }
  | { readonly step: string }
  | { readonly wrong: readonly string[] }
  | { readonly done: true }

/** A hang is ended after this. */
const stopMs = 5000
const program = fileURLToPath(new URL('./parsers-child.ts', import.meta.url))

interface Report {
  readonly wrong: Map<string, readonly string[]>
  readonly skipped: string[]
}

/** Time of processor that it has used: on a busy machine a step may take long without doing much. */
function processorMs(pid: number | undefined): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'latin1')
      .replace(/^.*\) /, '')
      .split(' ')
    return (Number(fields[11]) + Number(fields[12])) * 10
  } catch {
    return Number.POSITIVE_INFINITY
  }
}

/** Tries parsers from `first` on until the end or a hang; the number of the parser after it. */
function from(first: number, corpus: string | undefined, report: Report): Promise<number | undefined> {
  const child = fork(program, [String(first), corpus ?? '', ...words], {
    execArgv: ['--conditions=source', '--import', 'tsx'],
  })
  let current = { parser: 'before the first', index: first - 1 }
  let step = ''
  let done = false
  let timer: NodeJS.Timeout | undefined
  let used = 0
  const stop = (): void => {
    const left = stopMs - (processorMs(child.pid) - used)
    if (left > 0) {
      timer = setTimeout(stop, left)
      return
    }
    report.wrong.set(current.parser, [`${step}: takes more than ${stopMs} ms`])
    child.kill('SIGKILL')
  }
  return new Promise((resolve) => {
    child.on('message', (message: FromChild) => {
      clearTimeout(timer)
      if ('parser' in message) {
        current = message
        if (message.skipped) report.skipped.push(message.parser)
      } else if ('step' in message) {
        step = message.step
        used = processorMs(child.pid)
        timer = setTimeout(stop, stopMs)
      } else if ('wrong' in message) {
        report.wrong.set(current.parser, message.wrong)
        console.log(`    tried ${current.parser}`)
      }
      if ('done' in message) done = true
    })
    child.on('exit', (code) => {
      clearTimeout(timer)
      if (!done && !report.wrong.has(current.parser))
        report.wrong.set(current.parser, [`${step}: the process ended with ${code}`])
      resolve(done ? undefined : current.index + 1)
    })
  })
}

const words = process.argv.slice(2)
const recordings = shared && join(shared, 'corpus', 'files')
const corpus = recordings && existsSync(recordings) ? recordings : undefined
if (!corpus) skip('texts of other machines', 'no shared data')
const report: Report = { wrong: new Map(), skipped: [] }
for (let next: number | undefined = 0; next !== undefined && next < declaredParsers().length; )
  next = await from(next, corpus, report)
for (const [name, wrong] of report.wrong)
  await check(name, () => assert.ok(wrong.length === 0, wrong.slice(0, 8).join('\n')))
if (words.length === 0)
  await check('all were tried', () => assert.equal(report.wrong.size + report.skipped.length, declaredParsers().length))
console.log(`take neither text nor bytes: ${report.skipped.join(', ')}`)
end()
