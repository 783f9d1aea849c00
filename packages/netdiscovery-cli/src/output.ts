import { type Io, writeOut } from '@fusioninventory/cli-kit'
import type { Query } from './documents.ts'

/** Where documents go, one at a time and in the order given. */
export interface Output {
  /** Resolves when it is written; false where nobody reads any more. `page`: one about all; without query: about the run. */
  put(query: Query | 'page' | undefined, address: string, text: string): Promise<boolean>
  /** Ends a list. */
  end(): Promise<void>
}

/** On standard output, as they come. `json`: one list of all. */
export function streamOutput({ stdout }: Pick<Io, 'stdout'>, format: string): Output {
  let last: Promise<boolean> = Promise.resolve(true)
  let separator = format === 'json' ? '[\n' : ''
  const write = async (text: string): Promise<boolean> => (await writeOut(stdout, text)) === 'written'
  return {
    put(_query, _address, text) {
      const before = separator
      const body = format === 'json' ? text.trimEnd() : text
      separator = format === 'json' ? ',\n' : ''
      last = last.then(async (open) => open && (await write(before + body)))
      return last
    },
    async end() {
      if (format !== 'json') return
      if (await last) await write(separator === '[\n' ? '[]\n' : '\n]\n')
    },
  }
}
