import { type ExitCode, exit, FatalError, writeOut } from '@fusioninventory/cli-kit'
import { childText, inventoryOfXml } from '../content/document.ts'
import { deviceMessage, deviceQueries, devicesOf, distinctDevices, type FoundDevice } from '../merge/devices.ts'
import { MergeError, mergeInventories } from '../merge/inventories.ts'
import type { Inventory } from '../model/table.ts'
import { readXml } from '../xml/read.ts'
import { splitDocuments } from '../xml/split.ts'
import { writeInventory, writeXml, type XmlTree } from '../xml/write.ts'
import type { Context } from './context.ts'
import { named } from './io/input.ts'
import { limits, loadIfAny, logOf, within } from './load.ts'

/** The documents of all files as one stream: each device, or each machine, once. */
export async function merge(context: Context, files: readonly string[]): Promise<ExitCode> {
  const { io, log } = context
  const devices: FoundDevice[] = []
  const inventories: Inventory[] = []
  for (const file of files) {
    const loaded = await loadIfAny(context, file)
    // A share of a search that found nothing.
    if (!loaded) {
      log.info(`${named(file)}: empty`)
      continue
    }
    const { name, kind, text } = loaded
    if (kind === 'json') throw new FatalError(`${name}: JSON; merge takes XML messages only`)
    for (const one of splitDocuments(text))
      within(name, one.line, () => {
        const root = readXml(one.text, limits)
        const query = root.name === 'REQUEST' ? childText(root, 'QUERY') || 'INVENTORY' : root.name
        if (deviceQueries.has(query)) for (const device of devicesOf(root)) devices.push(device)
        else if (query === 'INVENTORY') inventories.push(inventoryOfXml(root, logOf(context, name)))
        else throw new FatalError(`${name}: a ${query.slice(0, 80)} message; merge takes inventories and devices`)
      })
    if (devices.length > 0 && inventories.length > 0)
      throw new FatalError(`${name}: inventories and devices cannot be merged with each other`)
  }
  const { kept, removed } = distinctDevices(devices)
  for (const [double, first] of removed) log.info(`left out: ${told(double)}, the same as ${told(first)}`)
  try {
    const documents = kept.map((one) => writeXml(deviceMessage(one) as XmlTree))
    documents.push(...mergeInventories(inventories).map(writeInventory))
    if (documents.length === 0) throw new FatalError('nothing to merge: no device and no inventory')
    log.info(`${documents.length} documents of ${devices.length + inventories.length}`)
    await writeOut(io.stdout, documents)
    return exit.done
  } catch (error) {
    // A name that XML may have, but no element of this protocol has.
    if (error instanceof MergeError || error instanceof TypeError) throw new FatalError(error.message)
    throw error
  }
}

const told = ({ identity: { serial, mac, ips } }: FoundDevice): string =>
  [serial, mac, ips[0] ?? ''].filter((text) => text !== '').join(' ') || 'a device without identity'
