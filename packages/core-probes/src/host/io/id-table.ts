/** The id databases that the package carries; tools/datagen makes them. */
import { Buffer } from 'node:buffer'
import { readFileSync } from 'node:fs'

export type IdTableName = 'pci.ids' | 'usb.ids' | 'pnp.ids'

const read = new Map<IdTableName, Uint8Array>()

/** Its bytes, read when first asked for; nothing where somebody took the file away. */
export function packagedIds(name: IdTableName): Uint8Array {
  let table = read.get(name)
  if (!table) {
    table = bytesOf(name)
    read.set(name, table)
  }
  return table
}

function bytesOf(name: IdTableName): Uint8Array {
  try {
    // Beside this file, and beside the bundle that it becomes part of.
    return readFileSync(new URL(`./data/${name}`, import.meta.url))
  } catch {
    return Buffer.alloc(0)
  }
}
