import type { Machine, MachineRequest } from './library.ts'

export type { Machine, MachineRequest } from './library.ts'
export { main } from './main.ts'
export { contentOptions } from './options.ts'

type Machines = typeof import('./library.ts')

/** An inventory of this machine as data. Loaded when it is called. */
export const machineInventory: Machines['machineInventory'] = async (
  request: MachineRequest,
  context,
): Promise<Machine> => (await import('./library.ts')).machineInventory(request, context)
