import type { OptionTable } from '@fusioninventory/cli-kit'
import { nearest } from '../config/nearest.ts'
import { parseAgentCfg } from '../config/parse-agent-cfg.ts'
import { typedText } from '../config/values.ts'
import { catalog } from '../tasks/catalog.ts'
import { parseRange, type Range } from './ranges.ts'
import { policyKeys } from './table.ts'

/** Minutes since midnight; `to` is not included. */
export interface Hours {
  readonly from: number
  readonly to: number
}

/** What a server may ask of this machine. */
export interface Policy {
  /** Undefined: all. */
  readonly tasks?: ReadonlySet<string>
  readonly hours?: readonly Hours[]
  readonly ranges?: readonly Range[]
  readonly versions?: ReadonlySet<string>
  readonly addresses: number
  /** Addresses an hour; 0 for no limit. */
  readonly rate: number
  readonly threads: number
  readonly credentials: boolean
  readonly machines: number
}

/** Everything, as far as the reader of orders lets it through. */
export const noPolicy: Policy = { addresses: 65_536, rate: 0, threads: 256, credentials: true, machines: 256 }

function hoursOf(text: string): Hours | undefined {
  const [, a = '', b = '', c = '', d = ''] =
    /^([01]?\d|2[0-3]):([0-5]\d)\s*-\s*([01]?\d|2[0-4]):([0-5]\d)$/.exec(text) ?? []
  if (a === '') return undefined
  const [from, to] = [Number(a) * 60 + Number(b), Number(c) * 60 + Number(d)]
  return to > 1440 || from === to ? undefined : { from, to }
}

const table: OptionTable = policyKeys

/**
 * Reads a policy. What is not understood is a problem, never ignored: a policy with an error in it would allow more than
 * its author meant. Total.
 */
export function parsePolicy(text: string): { readonly policy: Policy; readonly problems: readonly string[] } {
  const problems: string[] = []
  const values = new Map<string, unknown>()
  for (const directive of parseAgentCfg(text)) {
    const at = `line ${directive.line}`
    if (directive.kind !== 'assignment') {
      problems.push(`${at}: ${directive.kind === 'include' ? 'a policy includes no other file' : 'not understood'}`)
      continue
    }
    const name = directive.name.toLowerCase().replaceAll('_', '-')
    const option = Object.hasOwn(table, name) ? table[name] : undefined
    if (option === undefined) {
      const near = nearest(name, Object.keys(table))
      problems.push(`${at}: unknown key ${directive.name}${near === undefined ? '' : `; did you mean ${near}?`}`)
      continue
    }
    const typed = typedText(option, directive)
    if ('problem' in typed)
      problems.push(`${at}: Value "${directive.value}" invalid for key ${name} (${typed.problem})`)
    else if (typed.value === undefined) problems.push(`${at}: key ${name} has no value`)
    else values.set(name, typed.value)
  }
  return { policy: policyOf(values, problems), problems }
}

function policyOf(values: ReadonlyMap<string, unknown>, problems: string[]): Policy {
  const wrong = (name: string, word: string, expected: string): [] => {
    problems.push(`Value "${word}" invalid for key ${name} (${expected} expected)`)
    return []
  }
  /** `none` alone is the empty list. */
  const list = <T>(name: string, expected: string, read: (word: string) => T | undefined): readonly T[] | undefined => {
    const words = values.get(name) as readonly string[] | undefined
    if (words?.length === 1 && words[0]?.toLowerCase() === 'none') return []
    return words?.flatMap((word) => read(word) ?? wrong(name, word, expected))
  }
  const number = (name: string, otherwise: number, least: number): number => {
    const value = values.get(name) ?? otherwise
    if (typeof value !== 'number' || value < least) wrong(name, String(value), `a number from ${least}`)
    return Number(value)
  }
  const names: readonly string[] = catalog.map(({ name }) => name)
  const tasks = list('tasks', names.join(', '), (word) => names.find((name) => name === word.toLowerCase()))
  const hours = list('hours', 'HH:MM-HH:MM', hoursOf)
  const ranges = list('scan-ranges', 'an address, a network or FIRST-LAST', parseRange)
  const versions = list('snmp-versions', '1, 2c or 3', (word) => word)
  return {
    ...(tasks !== undefined && { tasks: new Set(tasks) }),
    ...(hours !== undefined && { hours }),
    ...(ranges !== undefined && { ranges }),
    ...(versions !== undefined && { versions: new Set(versions) }),
    addresses: number('scan-addresses', noPolicy.addresses, 0),
    rate: number('scan-rate', noPolicy.rate, 0),
    threads: number('scan-threads', noPolicy.threads, 1),
    credentials: values.get('server-credentials') !== false,
    machines: number('wake-machines', noPolicy.machines, 0),
  }
}
