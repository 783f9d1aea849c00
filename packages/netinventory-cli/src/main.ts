import { type Main, runTool } from '@fusioninventory/cli-kit'
import { tool } from './options.ts'

/** `fusioninventory-netinventory`. What asks devices is loaded only when one is to be asked. */
export const main: Main = (io) =>
  runTool(tool, io, async (run) => {
    const { netinventory } = await import('./netinventory.ts')
    return netinventory(run)
  })
