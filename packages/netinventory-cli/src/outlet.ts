import { type Io, UsageError, writeOut, writeResult } from '@fusioninventory/cli-kit'
import { uniqueNames } from './file-names.ts'
import { folderIn, isDirectory } from './io/directory.ts'
import type { Options } from './settings.ts'

/** Where results go, one after the other, however they come. False: whoever reads them went away. */
export interface Outlet {
  /** `name` tells devices apart. */
  write(text: string, name: string): Promise<boolean>
  /** A message about the run, which is no result. */
  control(text: string): Promise<boolean>
}

/** Standard output, or a file a device. @throws UsageError where there is no place for so many. */
export function outletFor(
  { save, format, explain }: Options,
  io: Pick<Io, 'stdout' | 'signal'>,
  count: number,
): Outlet {
  const out = standardOutput(io)
  if (save !== undefined) {
    if (!isDirectory(save)) throw new UsageError('save folder must exist, aborting')
    return { write: filesIn(io, folderIn(save, 'netinventory'), format === 'jsonl' ? 'json' : format), control: out }
  }
  if (format === 'html' && explain === undefined && count > 1)
    throw new UsageError('Several devices as pages need option save')
  return { write: out, control: out }
}

/** Whole documents, in the order in which they come. */
function standardOutput(io: Pick<Io, 'stdout'>): (text: string) => Promise<boolean> {
  let last: Promise<boolean> = Promise.resolve(true)
  return (text) => {
    const next = last.then(async (open) => open && (await writeOut(io.stdout, text)) === 'written')
    last = next.catch(() => false)
    return next
  }
}

function filesIn(io: Pick<Io, 'signal'>, dir: string, extension: string): Outlet['write'] {
  const nameFor = uniqueNames()
  return async (text, name) => {
    await writeResult(io, `${dir}/${nameFor(name)}.${extension}`, text)
    return true
  }
}
