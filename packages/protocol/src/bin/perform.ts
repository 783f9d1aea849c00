import {
  credentialOptions,
  type ExitCode,
  FatalError,
  networkOptions,
  type Option,
  patienceOptions,
  UsageError,
} from '@fusioninventory/cli-kit'
import { DocumentError } from '../content/document.ts'
import { XmlError } from '../xml/error.ts'
import type { Context } from './context.ts'
import { options } from './options.ts'

type Command = (context: Context, files: readonly string[]) => Promise<ExitCode>

interface Entry {
  readonly load: () => Promise<Command>
  /** How many files it takes at least and at most; with none, standard input is one. */
  readonly files: readonly [least: number, most: number]
  readonly options: readonly (keyof typeof options)[]
}

const serverOptions = Object.keys({
  ...credentialOptions,
  ...patienceOptions,
  ...networkOptions,
}) as readonly (keyof typeof options)[]

const commands: Readonly<Record<string, Entry>> = {
  decode: { load: async () => (await import('./packing.ts')).decode, files: [0, 1000], options: ['packing'] },
  encode: { load: async () => (await import('./packing.ts')).encode, files: [0, 1], options: ['packing'] },
  validate: {
    load: async () => (await import('./validate.ts')).validate,
    files: [0, 100_000],
    options: ['schema', 'strict'],
  },
  convert: { load: async () => (await import('./convert.ts')).convert, files: [0, 1], options: ['to'] },
  diff: { load: async () => (await import('./diff.ts')).diff, files: [2, 2], options: ['format', 'exit-code'] },
  merge: { load: async () => (await import('./merge.ts')).merge, files: [1, 100_000], options: [] },
  send: {
    load: async () => (await import('./send.ts')).send,
    files: [0, 100_000],
    options: ['url', 'no-compression', ...serverOptions],
  },
}

/** Options of every command; what the environment gives is not asked for. */
const general: ReadonlySet<string> = new Set([
  ...['max-size', 'verbose', 'debug', 'help', 'version'],
  ...Object.entries<Option>(options).flatMap(([name, { env }]) => (env === undefined ? [] : [name])),
])

/** Does what the operands ask for. */
export async function perform(context: Context): Promise<ExitCode> {
  const [name, ...files] = context.operands
  if (name === undefined) throw new UsageError(`A command is required: ${Object.keys(commands).join(', ')}`)
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!command) throw new UsageError(`Unknown command: ${name}`)
  const [least, most] = command.files
  if (files.length > most) throw new UsageError(`Unexpected argument: ${files[most]}`)
  if (files.length < least) throw new UsageError(`${name} needs ${least === 1 ? 'a file' : `${least} files`}`)
  for (const given of context.given)
    if (!general.has(given) && !(command.options as readonly string[]).includes(given))
      throw new UsageError(`Option ${given} is not for ${name}`)
  const { 'max-size': size } = context.options
  if (size < 1 || size > 1024) throw new UsageError(`Value "${size}" invalid for option max-size (1 to 1024 expected)`)
  if (files.length === 0 && context.io.stdin.isTTY) throw new UsageError(`${name} needs a file, or standard input`)
  if (files.filter((file) => file === '-').length > 1) throw new UsageError('Standard input can be read only once')
  try {
    return await (await command.load())(context, files.length === 0 ? ['-'] : files)
  } catch (error) {
    if (error instanceof DocumentError || error instanceof XmlError) throw new FatalError(error.message)
    throw error
  }
}
