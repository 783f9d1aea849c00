import { type Main, runTool } from '@fusioninventory/cli-kit'
import { tool } from './options.ts'

/** `fusioninventory-probe`. Probes and hosts are loaded only when they are needed. */
export const main: Main = (io) =>
  runTool(tool, io, async (run) => {
    const { perform } = await import('./commands.ts')
    return perform(run)
  })
