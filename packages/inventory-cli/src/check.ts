import { FatalError, UsageError, type Values } from '@fusioninventory/cli-kit'
import { isAdditionalName } from '@fusioninventory/protocol'
import { sectionAsked } from './explain.ts'
import type { options as table } from './options.ts'

export type Options = Values<typeof table>

/**
 * What the option table cannot say: options that exclude each other or need each other, and names.
 * @throws UsageError
 */
export function checkOptions(options: Options): void {
  const { root, capture, strict, explain, deviceid } = options
  if (root !== undefined && capture !== undefined) throw new UsageError('Options root and capture exclude each other')
  if (strict && capture === undefined) throw new UsageError('Option strict needs option capture')
  const seconds = options['backend-collect-timeout']
  if (seconds < 1)
    throw new UsageError(`Value "${seconds}" invalid for option backend-collect-timeout (a number above 0 expected)`)
  if (deviceid !== undefined && deviceid.trim() === '') throw new UsageError('Option deviceid requires an argument')
  if (explain !== undefined && explain !== 'identity') sectionAsked(explain)
  const additional = options['additional-content']
  if (additional !== undefined && !isAdditionalName(additional)) throw new UsageError(`unknown file type ${additional}`)
}

/**
 * Options that are there, but not what they ask for.
 * @throws FatalError
 */
export function checkFormat(options: Options): void {
  const later = (name: string, what: string) =>
    new FatalError(`--${name}: ${what} output comes with a later version; this one writes XML`)
  if (options.json) throw later('json', 'JSON')
  if (options.partial.length > 0) throw later('partial', 'partial JSON')
  if (options.html) throw later('html', 'HTML')
}
