import { type Io, isMissing, type Logger, readInput, reasonOf } from '@fusioninventory/cli-kit'
import { type RawContent, readAdditional } from '@fusioninventory/protocol'

const mostBytes = 64 * 1_048_576

/** What `--additional-content` gives. */
export interface Additional {
  readonly additional?: { readonly from: string; readonly content: RawContent }
  /** The file is there, but nothing of it can be used. */
  readonly failed: boolean
}

/** Reads the file; whatever is wrong with it costs a line, never the inventory. */
export async function additionalContent(file: string | undefined, io: Io, log: Logger): Promise<Additional> {
  if (file === undefined) return { failed: false }
  if (isMissing(file)) {
    log.warning(`${file} does not exist, no content is added`)
    return { failed: false }
  }
  try {
    const content = await readAdditional(file, await readInput(io, file, { limit: mostBytes, code: 1 }))
    return { additional: { from: file, content }, failed: false }
  } catch (error) {
    io.signal.throwIfAborted()
    log.error(`${file}: ${reasonOf(error)}; no content is added`)
    return { failed: true }
  }
}
