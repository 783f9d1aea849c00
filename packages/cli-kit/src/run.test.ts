import { describe, expect, it } from 'vitest'
import { commonOptions } from './common.ts'
import { FatalError, Stopped, UsageError } from './exit.ts'
import type { ExitCode } from './io.ts'
import { type MemoryIoOptions, memoryIo } from './memory-io.ts'
import type { Tool } from './options.ts'
import { type Run, runTool } from './run.ts'

const options = {
  ...commonOptions,
  tag: { kind: 'text', short: 't', arg: 'TAG', doc: 'Mark the machine.' },
  password: { kind: 'text', secret: true, doc: 'Password.' },
  explain: { kind: 'text', optional: true, arg: 'SECTION', doc: 'Explain.' },
  timeout: { kind: 'int', default: 30, arg: 'SECONDS', doc: 'Time limit.', group: 'Limits' },
  old: { kind: 'flag', deprecated: 'use --new', doc: 'Gone.' },
} as const
const tool: Tool<typeof options> = {
  name: 'fusioninventory-x',
  title: 'FusionInventory X task',
  version: '3.1.4',
  summary: 'Does x.',
  usage: ['[options]'],
  options,
  examples: [['fusioninventory-x -t lab', 'marks it']],
}

const nothing = async (): Promise<ExitCode> => 0
const run = async (
  argv: string[],
  work: (run: Run<typeof options>) => Promise<ExitCode> = nothing,
  more: MemoryIoOptions = {},
) => {
  const io = memoryIo({ argv, ...more })
  return { code: await runTool(tool, io, work), out: io.out(), err: io.err() }
}
const fails = (error: Error) => async (): Promise<ExitCode> => {
  throw error
}

describe('runTool', () => {
  it('gives options and exit code', async () => {
    const seen = await run(['-t', 'lab'], async ({ options: { tag, timeout } }) =>
      tag === 'lab' && timeout === 30 ? 3 : 1,
    )
    expect(seen).toEqual({ code: 3, out: '', err: '' })
  })

  it('names the process, before anything else is looked at', async () => {
    const titles: string[] = []
    const io = memoryIo({ argv: ['--password', 'geheim', '--bogus'] })
    await runTool(tool, { ...io, title: (text) => titles.push(text) }, nothing)
    expect(titles).toEqual(['fusioninventory-x'])
  })

  it('prints the version', async () => {
    const out = 'FusionInventory X task 3.1.4\nbased on FusionInventory Agent v3.1.4\n'
    expect(await run(['--version'])).toEqual({ code: 0, out, err: '' })
  })

  it('prints the help', async () => {
    const { code, out, err } = await run(['--help', 'word'])
    expect([code, err]).toEqual([0, ''])
    expect(out).toBe(`Usage:
    fusioninventory-x [options]

Does x.

Options:
      --fail-on-error      Exit with 3 when some targets, devices or documents
                           failed, with 4 when all did.
      --verbose            Say more about what is done.
      --debug              Say what is tried and what is missing; twice: also
                           what is exchanged. [may be repeated]
  -h, --help               Print this message and exit.
      --version            Print the version and exit.
  -t, --tag=TAG            Mark the machine.
      --password=TEXT      Password.
      --explain[=SECTION]  Explain.

Limits:
      --timeout=SECONDS  Time limit. [default: 30]

Examples:
  # marks it
  fusioninventory-x -t lab
`)
  })

  it('answers a usage error with one line and the usage block on stderr', async () => {
    const { code, out, err } = await run(['--foo'])
    expect([code, out]).toEqual([2, ''])
    expect(err).toMatch(/^Unknown option: foo\nUsage:\n {4}fusioninventory-x \[options\]\n/)
  })

  it('lets the tool refuse a combination of options', async () => {
    const { code, err } = await run([], fails(new UsageError('not both')))
    expect(code).toBe(2)
    expect(err).toMatch(/^not both\nUsage:\n/)
  })

  it('keeps the line of a usage error harmless', async () => {
    const { err } = await run(['--a\x1b[2J\nb'])
    expect(err.split('\n')[0]).toBe('Unknown option: a\\x1b[2J\\nb')
  })

  it('turns an error into one line, the stack only with --debug', async () => {
    const error = new Error('broken\nthing')
    expect(await run([], fails(error))).toEqual({ code: 1, out: '', err: '[error] broken\\nthing\n' })
    const { err } = await run(['--debug'], fails(error))
    expect(err).toMatch(/^\[error\] broken\\nthing\n\[debug\] at /)
  })

  it('takes the exit code of a fatal error', async () => {
    const seen = await run([], fails(new FatalError('file F does not exist', 2)))
    expect(seen).toEqual({ code: 2, out: '', err: '[error] file F does not exist\n' })
  })

  it('never logs the value of a secret option', async () => {
    const seen = await run(['--password=hunter2'], fails(new Error('hunter2 refused')))
    expect(seen.err).toBe('[error] <redacted> refused\n')
  })

  it('warns of old options always, of abbreviations to who wants to know', async () => {
    expect((await run(['--old', '--ta=x'])).err).toBe('[warning] Option old: use --new\n')
    expect((await run(['--verbose', '--ta=x'])).err).toBe(
      '[warning] --ta is taken as --tag; write the name out in scripts\n',
    )
  })

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('ends clean on %s', async (by, code) => {
    const signal = AbortSignal.abort(new Stopped(by))
    expect(await run([], nothing, { signal })).toEqual({ code, out: '', err: '' })
    expect(await run([], fails(new Error('aborted')), { signal })).toEqual({ code, out: '', err: '' })
  })
})
