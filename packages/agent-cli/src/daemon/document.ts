import { writeInventory } from '@fusioninventory/protocol'
import type { MachineRequest } from 'fusioninventory-inventory'
import type { TaskContext } from '../process/serve.ts'
import { inventoryBody } from '../tasks/inventory/child.ts'

/** A whole inventory as a document, for who asks the web server. */
export async function documentBody(request: MachineRequest, context: TaskContext): Promise<string> {
  const { inventory } = await inventoryBody(request, context)
  return writeInventory(inventory)
}
