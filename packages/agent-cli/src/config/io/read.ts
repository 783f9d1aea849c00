import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { errnoOf, FatalError, reasonOf } from '@fusioninventory/cli-kit'
import { type Directive, parseAgentCfg } from '../parse-agent-cfg.ts'

/** A key that some file sets. */
export type Assignment = Omit<Extract<Directive, { kind: 'assignment' }>, 'kind'> & { readonly file: string }

export interface Configuration {
  /** In the order of reading: the last one of a key counts. */
  readonly assignments: readonly Assignment[]
  /** All that was read, folders too, for the check of who may write there. */
  readonly paths: readonly string[]
  readonly notices: readonly { readonly level: 'warning' | 'debug'; readonly text: string }[]
}

const most = { depth: 16, files: 1000, bytes: 1_048_576 }

/** UTF-8, else UTF-16 with its mark, else Latin-1. */
function decoded(bytes: Uint8Array): string {
  const wide = bytes[0] === 0xff && bytes[1] === 0xfe
  try {
    return new TextDecoder(wide ? 'utf-16le' : 'utf-8', { fatal: true }).decode(bytes)
  } catch {
    return Buffer.from(bytes).toString('latin1')
  }
}

/**
 * Reads a configuration file and all that it includes.
 * @throws FatalError `Config: non-existing file F` where the main file cannot be read
 */
export function readConfiguration(main: string): Configuration {
  const assignments: Assignment[] = []
  const paths: string[] = []
  const notices: { level: 'warning' | 'debug'; text: string }[] = []
  const seen = new Set<string>()
  const tell = (level: 'warning' | 'debug', text: string): undefined => {
    notices.push({ level, text: `Config: ${text}` })
    return undefined
  }

  function readFile(path: string, depth: number): undefined {
    const real = realpathSync(path)
    if (seen.has(real)) return tell('warning', `${path} configuration file still loaded`)
    if (seen.size >= most.files) return tell('warning', `more than ${most.files} files, ${path} is not read`)
    const stat = statSync(real)
    if (!stat.isFile()) throw Object.assign(new Error('not a regular file'), { code: 'ENOTREG' })
    if (stat.size > most.bytes) return tell('warning', `${path} is larger than 1 MiB and is not read`)
    seen.add(real)
    paths.push(real)
    for (const directive of parseAgentCfg(decoded(readFileSync(real)))) {
      if (directive.kind === 'assignment') assignments.push({ ...directive, file: path })
      else if (directive.kind === 'include') include(directive.path, path, depth)
      else tell('debug', `${path}:${directive.line}: not understood: ${directive.text}`)
    }
  }

  function include(name: string, from: string, depth: number): undefined {
    const path = resolve(dirname(from), name)
    if (depth >= most.depth) return tell('warning', `${from} includes too deep, ${path} is not read`)
    try {
      if (!statSync(path).isDirectory()) return readFile(path, depth + 1)
      paths.push(path)
      const names = readdirSync(path).filter((one) => one.endsWith('.cfg'))
      for (const one of names.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))))
        include(join(path, one), from, depth + 1)
    } catch (error) {
      // The usual example names folders that need not be there.
      const missing = errnoOf(error) === 'ENOENT'
      tell(missing ? 'debug' : 'warning', `${from} includes ${path}, which cannot be read: ${reasonOf(error)}`)
    }
  }

  try {
    readFile(resolve(main), 0)
  } catch (error) {
    const missing = ['ENOENT', 'ENOTDIR'].includes(errnoOf(error) ?? '')
    throw new FatalError(`Config: ${missing ? 'non-existing' : 'non-readable'} file ${main}`, 1, { cause: error })
  }
  return { assignments, paths, notices }
}

/** Whether there is such a file. */
export const isThere = (path: string): boolean => statSync(path, { throwIfNoEntry: false }) !== undefined
