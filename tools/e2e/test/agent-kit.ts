import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { answer, type RecordedRequest, type RunOptions, type RunResult, runBin } from '@fusioninventory/testkit'
import { folder } from './kit.ts'

/** An agent with a state of its own, that no configuration of this machine reaches. */
export interface Agent {
  readonly vardir: string
  run(args: readonly string[], options?: RunOptions): Promise<RunResult>
  /** The state of the agent, or of its only target. */
  state(of?: 'target'): Record<string, unknown>
  /** How many messages wait to be sent. */
  waiting(): number
  put(name: string, text: string): string
}

const read = (path: string): Record<string, unknown> => JSON.parse(readFileSync(path, 'utf8'))

export function newAgent(): Agent {
  const top = folder()
  const vardir = join(top, 'var')
  mkdirSync(vardir, { mode: 0o700 })
  const names = (dir: string, recursive = false): readonly string[] => {
    try {
      return readdirSync(dir, { recursive, encoding: 'utf8' })
    } catch {
      return []
    }
  }
  return {
    vardir,
    run: (args, options) =>
      runBin('agent', ['--config', 'none', '--no-permission-check', '--vardir', vardir, ...quick, ...args], options),
    state(of) {
      if (of === undefined) return read(join(vardir, 'state.json'))
      const dirs = names(join(vardir, 'targets'))
      if (dirs.length !== 1) throw new Error(`${dirs.length} targets`)
      return read(join(vardir, 'targets', dirs[0] ?? '', 'state.json'))
    },
    waiting: () => names(join(vardir, 'spool'), true).filter((name) => name.endsWith('.data')).length,
    put(name, text) {
      const path = join(top, name)
      writeFileSync(path, text)
      return path
    },
  }
}

/** What takes long on some machines, and is nothing to these tests. */
const quick = ['--no-category', 'software,process,environment']

/** QUERY of each message. */
export const queries = (requests: readonly RecordedRequest[]): readonly (string | undefined)[] =>
  requests.map(({ document }) => (document?.kind === 'broken' ? 'broken' : document?.query))

const isProlog = ({ document }: RecordedRequest): boolean => document?.kind === 'xml' && document.query === 'PROLOG'

/** A server that answers a PROLOG with that, and everything else as it does. */
export const prologAnswer = (inner: string) => (request: RecordedRequest) =>
  isProlog(request) ? answer(200, 'application/xml', `<?xml version="1.0"?>\n<REPLY>${inner}</REPLY>`) : undefined
