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
  const { root, capture, strict, explain, deviceid, record, redact } = options
  const sources = { root, capture, remote: options.remote[0], 'remote-file': options['remote-file'] }
  const [first, second] = Object.entries(sources).flatMap(([name, value]) => (value === undefined ? [] : [name]))
  if (second !== undefined && first !== 'remote')
    throw new UsageError(`Options ${first} and ${second} exclude each other`)
  if (redact && record === undefined) throw new UsageError('Option redact needs option record')
  checkRemote(options)
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

function checkRemote(options: Options): void {
  const { remote, output, explain, deviceid, parallel } = options
  const many = options['output-dir'] !== undefined
  const far = remote.length > 0 || options['remote-file'] !== undefined
  for (const name of ['output-dir', 'sudo', 'ssh-config'] as const)
    if (!far && options[name] !== undefined && options[name] !== false)
      throw new UsageError(`Option ${name} needs option remote`)
  if (parallel < 1 || parallel > 256)
    throw new UsageError(`Value "${parallel}" invalid for option parallel (1 to 256 expected)`)
  const alone = { output, explain, deviceid }
  for (const [name, value] of Object.entries(alone))
    if (many && value !== undefined) throw new UsageError(`Options output-dir and ${name} exclude each other`)
}
