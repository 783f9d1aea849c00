import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Io, writeResult } from '@fusioninventory/cli-kit'
import type { Output } from '../output.ts'

const folders = { NETDISCOVERY: 'netdiscovery', SNMPQUERY: 'netinventory', page: '.' } as const

/** A file each, named by the address that was searched, never by what the device says of itself. */
export function directoryOutput(io: Pick<Io, 'signal'>, dir: string, extension: string): Output {
  const made = new Set<string>()
  return {
    async put(query, address, text) {
      // Control messages are for a server that listens meanwhile.
      if (query === undefined) return true
      const folder = join(dir, folders[query])
      if (!made.has(folder)) {
        mkdirSync(folder, { recursive: true })
        made.add(folder)
      }
      await writeResult(io, join(folder, `${fileName(address)}.${extension}`), text)
      return true
    },
    async end() {},
  }
}

/** Windows has no colon in file names. */
const fileName = (address: string): string => (process.platform === 'win32' ? address.replaceAll(':', '-') : address)
