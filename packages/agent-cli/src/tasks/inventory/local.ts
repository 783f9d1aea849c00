import { type Io, type Logger, writeOut, writeResult } from '@fusioninventory/cli-kit'
import { describe, type Inventory, levelOf, writeInventory } from '@fusioninventory/protocol'
import type { Machine } from 'fusioninventory-inventory'
import type { Settings } from '../../config/effective.ts'
import { localPath } from '../../store/local-path.ts'

type Format = 'json' | 'html' | 'ocs'

const formatOf = ({ json, partial, html }: Settings): Format =>
  json || partial.length > 0 ? 'json' : html ? 'html' : 'ocs'

async function written(format: Format, { inventory, hints }: Machine, partial: boolean, log: Logger): Promise<string> {
  if (format === 'json') return nativeText(inventory, partial, log)
  if (format === 'ocs') return writeInventory(inventory)
  const { writeHtml } = await import('@fusioninventory/protocol/html')
  return writeHtml(inventory, { notes: hints })
}

/** The JSON of GLPI. */
export async function nativeText(inventory: Inventory, partial: boolean, log: Logger): Promise<string> {
  const { writeJson } = await import('@fusioninventory/protocol/json')
  return writeJson(inventory, (diagnostic) => log.log(levelOf(diagnostic), describe(diagnostic)), { partial })
}

/** Writes an inventory for a local target. @throws FatalError where it cannot be written */
export async function writeLocal(
  path: string,
  machine: Machine,
  settings: Settings,
  io: Io,
  log: Logger,
): Promise<void> {
  const format = formatOf(settings)
  const text = await written(format, machine, settings.partial.length > 0, log)
  if (path === '-') {
    await writeOut(io.stdout, text)
    return
  }
  const file = localPath(path, machine.inventory.deviceid, format)
  await writeResult(io, file, text)
  log.info(`Inventory saved in ${file}`)
}
