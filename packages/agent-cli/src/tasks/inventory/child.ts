import { Readable } from 'node:stream'
import { type Machine, type MachineRequest, machineInventory } from 'fusioninventory-inventory'
import type { TaskContext } from '../../process/serve.ts'

/** In the process of the task: an inventory of this machine. */
export const inventoryBody = (request: MachineRequest, { log, signal }: TaskContext): Promise<Machine> =>
  machineInventory(request, { io: { stdin: Readable.from([]), signal }, log })
