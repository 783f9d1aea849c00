/** A capture from a file that a person named: a pipe is welcome, its size is bounded. */
import { Buffer } from 'node:buffer'
import { createReadStream } from 'node:fs'
import { CaptureError } from '../capture/error.ts'
import { parseCapture } from '../capture/parse.ts'
import type { Host } from '../port.ts'
import { captureHost } from './capture.ts'
import { MAX_CAPTURE } from './limits.ts'

/** The content with what its spelling adds. */
const MAX_TEXT = 2 * MAX_CAPTURE

export interface CaptureSource {
  /** `-`: the text in `stdin`. */
  readonly file: string
  readonly strict?: boolean
  readonly secrets?: boolean
  readonly stdin?: string | Uint8Array
}

/** The recorded machine; each error is a CaptureError that begins with the name of the file. */
export async function openCapture({ file, strict = false, secrets = false, stdin = '' }: CaptureSource): Promise<Host> {
  const name = file === '-' ? 'standard input' : file
  try {
    return captureHost(parseCapture(file === '-' ? stdin : await readAll(file), { strict }), { strict, secrets })
  } catch (error) {
    throw new CaptureError(`${name}: ${error instanceof Error ? error.message : String(error)}`)
  }
}

async function readAll(file: string): Promise<Uint8Array> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of createReadStream(file)) {
    chunks.push(Buffer.from(chunk))
    length += chunk.length
    if (length > MAX_TEXT) throw new CaptureError(`above ${MAX_TEXT / 1024 / 1024} MiB`)
  }
  return Buffer.concat(chunks)
}
