import { exit, type Main, runTool } from '@fusioninventory/cli-kit'
import { tool } from './options.ts'

/** `fusioninventory-agent`. What does the work is loaded only when there is some. */
export const main: Main = (io) =>
  runTool(
    tool,
    io,
    async (run) => {
      const { agent } = await import('./agent.ts')
      return agent(run)
    },
    // Service managers and people end it that way.
    { stopped: exit.done },
  )
