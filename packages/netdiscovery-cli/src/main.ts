import { type Main, runTool } from '@fusioninventory/cli-kit'
import { tool } from './options.ts'

/** `fusioninventory-netdiscovery`. What searches is loaded only when a search is wanted. */
export const main: Main = (io) =>
  runTool(tool, io, async (run) => {
    const { discovery } = await import('./discovery.ts')
    return discovery(run)
  })
