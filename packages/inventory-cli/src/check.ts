import { UsageError, type Values } from '@fusioninventory/cli-kit'
import { isAdditionalName, parsePartial } from '@fusioninventory/protocol'
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
  const { unknown } = parsePartial(options.partial)
  if (unknown.length > 0)
    throw new UsageError(
      `Value "${unknown[0]}" invalid for option partial (a category expected; --list-categories names them)`,
    )
  const additional = options['additional-content']
  if (additional !== undefined && !isAdditionalName(additional)) throw new UsageError(`unknown file type ${additional}`)
}
