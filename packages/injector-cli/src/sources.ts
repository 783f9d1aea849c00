import { addAbortSignal, type Readable } from 'node:stream'
import { FatalError } from '@fusioninventory/cli-kit'
import {
  fileProblem,
  findFiles,
  type Identity,
  identityOf,
  isDirectory,
  type OpenFile,
  openFile,
  type Path,
  removeFile,
} from './io/files.ts'
import { SourceError } from './source-error.ts'

/** A document, not read yet. */
export interface Source {
  /** As the user sees it: the path, or `STDIN DATA`. */
  readonly name: string
  /** Standard input has none. */
  readonly path?: Path
  /** It comes from the spool of this server, and is for no other. */
  readonly spooledFor?: string
  open(): Promise<Opened>
  /** Removes the file that was read, after success only. The text is a warning. */
  removed?(read: Identity): Promise<string | undefined>
}

export interface Opened {
  readonly chunks: AsyncIterable<Uint8Array>
  /** In bytes; unknown of a stream. */
  readonly size?: number
  /** After success only. The text is a warning. */
  remove(): Promise<string | undefined>
  close(): Promise<void>
}

/** Documents of inventories; `.data` is what GLPI's tools keep. */
const loadable = /\.(?:ocs|xml|json|data)$/

/** Bytes that are not UTF-8 become lone surrogates, which are shown as `\xHH`. */
function shownPath(path: Path): string {
  const text = path.toString()
  if (!text.includes('\ufffd') || Buffer.from(text).equals(path)) return text
  return [...path].map((byte) => String.fromCharCode(byte < 0x80 ? byte : 0xdc00 + byte)).join('')
}

/**
 * No lock is taken: Node has no flock(2), and a lock of another kind would not be seen by the programs that write the
 * files. Instead a half-written document is not well-formed and stays, and a file that changed after it was read is
 * not removed.
 */
function fileSource(path: Path): Source {
  const name = shownPath(path)
  const removed = async (read: Identity): Promise<string | undefined> => {
    const done = await removeFile(path, read)
    if (done === 'removed') return undefined
    if (done === 'changed') return `${name} changed since it was read and is not removed`
    return `${name} was sent but cannot be removed (${done.problem})`
  }
  return {
    name,
    path,
    removed,
    async open() {
      let file: OpenFile
      try {
        file = await openFile(path)
      } catch (error) {
        throw new SourceError(fileProblem(error) ?? String(error))
      }
      return {
        chunks: file.chunks,
        size: file.identity.size,
        close: () => file.close(),
        remove: () => removed(file.identity),
      }
    },
  }
}

/** Files named one by one: one that cannot be opened is an error at once, before anything is sent. */
export async function namedFiles(paths: readonly string[]): Promise<Source[]> {
  const sources = paths.map((path) => fileSource(Buffer.from(path)))
  for (const source of sources) {
    try {
      await (await source.open()).close()
    } catch (error) {
      throw new FatalError(`file ${source.name} ${error instanceof Error ? error.message : String(error)}`, 2)
    }
  }
  return sources
}

/** What changes when a file does; undefined where it is gone. */
export const stateOf = async ({ path }: Source): Promise<string | undefined> => {
  const found = path === undefined ? undefined : await identityOf(path)
  return found && Object.values(found).join()
}

export async function directoryFiles(
  path: string,
  recursive: boolean,
): Promise<{ readonly sources: Source[]; readonly problems: readonly string[] }> {
  if (!(await isDirectory(path))) throw new FatalError(`directory ${path} does not exist`, 2)
  const { files, problems } = await findFiles(path, recursive, (name) => loadable.test(name))
  return {
    sources: files.map(fileSource),
    problems: problems.map((one) => `directory ${shownPath(one.path)} ${one.problem}`),
  }
}

/** A document that waited in the spool: once delivered it is removed, whether that is asked for or not. */
export const spooled = (file: string, url: string, forget: () => Promise<void>): Source => {
  const source = fileSource(Buffer.from(file))
  const removed = async (): Promise<undefined> => {
    await forget()
  }
  return {
    ...source,
    // Where it lies once this run is over.
    name: source.name.replace(/[^/]*\.run\/(?=[^/]*$)/, ''),
    spooledFor: url,
    open: async () => ({ ...(await source.open()), remove: removed }),
    removed,
  }
}

export const stdinSource = (stdin: Readable, signal: AbortSignal): Source => ({
  name: 'STDIN DATA',
  open: async () => ({
    chunks: bytesOf(addAbortSignal(signal, stdin)),
    remove: async () => undefined,
    close: async () => undefined,
  }),
})

async function* bytesOf(stream: AsyncIterable<unknown>): AsyncIterable<Uint8Array> {
  for await (const chunk of stream) yield typeof chunk === 'string' ? Buffer.from(chunk) : (chunk as Uint8Array)
}
