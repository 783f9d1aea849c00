import type { Inventory } from '@fusioninventory/protocol'
import type { Machine } from 'fusioninventory-inventory'
import type { Settings } from '../../config/effective.ts'
import type { RunTask } from '../run-task.ts'
import { requestOf } from './request.ts'

/** Makes inventories: one for all targets, or one for each. */
export interface Inventories {
  /** @throws InventoryFailed */
  get(): Promise<Machine>
}

/** The task ended without an inventory; the message says why. */
export class InventoryFailed extends Error {
  override readonly name = 'InventoryFailed'
}

const anHour = 3_600_000

export interface MakeOptions {
  readonly settings: Settings
  readonly deviceid: string
  readonly runTask: RunTask
}

export function inventories({ settings, deviceid, runTask }: MakeOptions): Inventories {
  let made: Promise<Machine> | undefined
  const make = async (): Promise<Machine> => {
    const limit = Math.min(anHour, settings['task-timeout'] * 1000)
    const end = await runTask('inventory', requestOf(settings, deviceid), { timeoutMs: limit })
    if ('failed' in end) throw new InventoryFailed(end.failed)
    return end.result as Machine
  }
  return {
    get() {
      if (made === undefined || settings['per-target']) made = make()
      return made
    },
  }
}

/** Sections that are in an inventory; for a server, the changes since the last one that it took. */
export const withChecksum = (inventory: Inventory, mask: number): Inventory => ({
  ...inventory,
  content: { ...inventory.content, HARDWARE: { ...inventory.content.HARDWARE, CHECKSUM: mask } },
})
