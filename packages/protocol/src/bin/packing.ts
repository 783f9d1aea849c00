import { promisify } from 'node:util'
import { deflate, deflateRaw, gzip } from 'node:zlib'
import { type ExitCode, exit, FatalError, UsageError, writeOut } from '@fusioninventory/cli-kit'
import { type Unpacked, unpack } from '../client/body.ts'
import { TransportError } from '../client/errors.ts'
import type { Context } from './context.ts'
import { named, readInput } from './io/input.ts'

const packers = { zlib: promisify(deflate), gzip: promisify(gzip), deflate: promisify(deflateRaw) } as const

/** The Content-Type by which the client knows a packing. */
const types: Readonly<Record<string, string>> = {
  zlib: 'application/x-compress-zlib',
  gzip: 'application/x-compress-gzip',
  deflate: 'application/x-compress-deflate',
}

/** What was packed, as the client unpacks an answer: bounded, and behind text that does not belong to it. */
export async function unpacked(
  { options, log }: Pick<Context, 'options' | 'log'>,
  bytes: Uint8Array,
  name: string,
  asked?: string,
): Promise<Unpacked> {
  const maxBytes = options['max-size'] * 1_048_576
  try {
    const found = await unpack(bytes, asked === undefined ? undefined : types[asked], { maxBytes, maxRatio: 1100 })
    if (found.bytes.length > maxBytes) throw new FatalError(`${name} is larger than ${maxBytes >> 20} MiB (--max-size)`)
    if (found.skipped.length > 0)
      log.warning(`${name}: ${found.skipped.length} bytes before the packed data are left out`)
    return found
  } catch (error) {
    if (!(error instanceof TransportError)) throw error
    if (error.code === 'TOO_LARGE')
      throw new FatalError(`${name} unpacks to more than ${maxBytes >> 20} MiB (--max-size)`)
    throw new FatalError(`${name}: ${error.message}`)
  }
}

/** Files as they were before they were packed, one after the other. */
export async function decode(context: Context, files: readonly string[]): Promise<ExitCode> {
  const { options, io, log } = context
  const { packing } = options
  for (const file of files) {
    const bytes = await readInput(io, file, options['max-size'] * 1_048_576)
    const found =
      packing === 'plain' ? { packing: 'none', bytes } : await unpacked(context, bytes, named(file), packing)
    if (packing !== undefined && packing !== 'plain' && found.packing !== packing)
      throw new FatalError(`${named(file)}: not packed with ${packing}`)
    log.info(`${named(file)}: ${found.packing === 'none' ? 'plain' : found.packing}, ${found.bytes.length} bytes`)
    if ((await writeOut(io.stdout, found.bytes)) === 'closed') break
  }
  return exit.done
}

/** The very bytes of a file, packed. */
export async function encode({ options, io }: Context, [file = '-']: readonly string[]): Promise<ExitCode> {
  const { packing = 'zlib' } = options
  if (packing !== 'plain' && io.stdout.isTTY)
    throw new UsageError('Packed data is not for a terminal: send standard output to a file')
  const bytes = await readInput(io, file, options['max-size'] * 1_048_576)
  await writeOut(io.stdout, packing === 'plain' ? bytes : await packers[packing as keyof typeof packers](bytes))
  return exit.done
}
