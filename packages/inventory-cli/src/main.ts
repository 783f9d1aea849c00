import { type Main, runTool } from '@fusioninventory/cli-kit'
import { tool } from './options.ts'

/** `fusioninventory-inventory`. What makes the inventory is loaded only when one is wanted. */
export const main: Main = (io) =>
  runTool(tool, io, async (run) => {
    const { inventory } = await import('./inventory.ts')
    return inventory(run)
  })
