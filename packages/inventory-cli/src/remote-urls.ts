import { type Io, readInput, UsageError } from '@fusioninventory/cli-kit'
import { parseTarget, targetName } from '@fusioninventory/core-probes/host'
import type { Options } from './check.ts'

const mostBytes = 16 * 1_048_576

/**
 * Machines to ask, each once, in the order given.
 * @throws UsageError for what is no address, and where several machines have nowhere to write to.
 */
export async function remoteUrls(options: Options, io: Io): Promise<readonly string[]> {
  const file = options['remote-file']
  const text =
    file === undefined ? '' : Buffer.from(await readInput(io, file, { limit: mostBytes, code: 1 })).toString()
  const lines = text
    .split('\n')
    .map((line, at) => ({ url: line.replace(/(?:^|\s)#.*$/, '').trim(), at: ` (${file}, line ${at + 1})` }))
  const given = [...options.remote.map((url) => ({ url, at: '' })), ...lines].filter(({ url }) => url !== '')
  const urls = given.map(({ url, at }) => {
    const target = parseTarget(url)
    if (!target)
      throw new UsageError(
        `Value "${shown(url)}" invalid for option remote (an address like ssh://HOST:PORT expected)${at}`,
      )
    return targetName(target)
  })
  if (urls.length === 0) throw new UsageError(`no machine in ${file}`)
  const each = [...new Set(urls)]
  if (each.length > 1 && options['output-dir'] === undefined)
    throw new UsageError('Several machines need option output-dir')
  return each
}

/** A password has no place in an address; one that was put there all the same is not shown. */
const shown = (url: string): string => url.replace(/:[^:@/]*@/, ':<redacted>@')
