import { join } from 'node:path'
import type { Logger, Option } from '@fusioninventory/cli-kit'
import { type Assignment, isThere, readConfiguration } from '../../config/io/read.ts'
import { nearest } from '../../config/nearest.ts'
import { typedText } from '../../config/values.ts'
import { isReadableByOthers, weaknesses } from '../../store/permissions.ts'
import { type PluginName, type PluginValues, pluginBounds, pluginFiles, pluginKeys } from './keys.ts'

/** Who runs this agent, for the check of who else may change its files. */
export interface Reading {
  readonly confdir: string
  readonly uid: number
  readonly log: Logger
}

/** The files of one plugin, as they are now; undefined where it is off, or where something is wrong, which is told. */
export function readPlugin<Name extends PluginName>(name: Name, reading: Reading): PluginValues<Name> | undefined {
  const { confdir, uid, log } = reading
  const base = join(confdir, pluginFiles[name])
  const tell = (text: string): void => log.error(`[${name} server plugin] ${text}`)
  const assignments: Assignment[] = []
  const paths: string[] = []
  try {
    for (const file of [`${base}.cfg`, `${base}.local`]) {
      if (!isThere(file) || assignments.some((one) => one.file === file)) continue
      const found = readConfiguration(file)
      assignments.push(...found.assignments)
      paths.push(...found.paths)
      for (const { level, text } of found.notices) log.log(level, text)
    }
  } catch (error) {
    tell(error instanceof Error ? error.message : String(error))
    return undefined
  }
  const values = valuesOf(name, assignments, tell)
  if (values === undefined || values.disabled !== false) return undefined
  const [weakness] = weaknesses(paths, uid).filter(({ mild }) => !mild)
  if (weakness !== undefined) {
    tell(`Plugin disabled: ${weakness.path} ${weakness.reason}`)
    return undefined
  }
  if ('token' in values && values.token !== undefined)
    for (const path of new Set(paths.filter(isReadableByOthers)))
      log.warning(`${path} holds a token and can be read by others (chmod 640 makes it private)`)
  return values as PluginValues<Name>
}

/** Defaults, then the files; undefined where a value is none. */
function valuesOf(
  name: PluginName,
  assignments: readonly Assignment[],
  tell: (text: string) => void,
): (Record<string, unknown> & { disabled?: boolean }) | undefined {
  const keys: Readonly<Record<string, Option>> = pluginKeys[name]
  const values: Record<string, unknown> = Object.fromEntries(
    Object.entries(keys).map(([key, { kind, ...option }]) => [
      key,
      kind === 'flag' ? option.default === 1 : kind === 'list' ? [] : option.default,
    ]),
  )
  let wrong = false
  for (const one of assignments) {
    const key = one.name.toLowerCase().replaceAll('-', '_')
    const option = Object.hasOwn(keys, key) ? keys[key] : undefined
    const where = `${one.file}:${one.line}`
    if (option === undefined) {
      const near = nearest(one.name, Object.keys(keys))
      tell(
        `unknown configuration directive ${one.name} (${where})${near === undefined ? '' : `; did you mean ${near}?`}`,
      )
      continue
    }
    const typed = typedText(option, one)
    const bounds = pluginBounds[key]
    const value = 'value' in typed ? typed.value : undefined
    const outside = bounds !== undefined && typeof value === 'number' && (value < bounds[0] || value > bounds[1])
    if ('problem' in typed || outside) {
      const what = 'problem' in typed ? typed.problem : `${bounds?.[0]} to ${bounds?.[1]} expected`
      tell(`Plugin disabled on wrong configuration: ${key} (${what}), ${where}`)
      wrong = true
    } else if (value !== undefined) values[key] = value
  }
  return wrong ? undefined : values
}
