import { type Main, runTool } from '@fusioninventory/cli-kit'
import { tool } from './options.ts'

/** `fusioninventory-protocol`. What a command needs is loaded only when it is asked for. */
export const main: Main = (io) =>
  runTool(
    tool,
    io,
    async (run) => {
      const { perform } = await import('./perform.ts')
      return perform(run)
    },
    { level: 'warning' },
  )
