import { FatalError, runBin } from '@fusioninventory/cli-kit'
import { agentDetached } from './agent.ts'
import { tool } from './options.ts'
import { answer, orderOf } from './process/detach.ts'

/** The program of a daemon in the background. Its command line says nothing: orders come through Node's channel. */
await runBin(
  async (io) => {
    io.title?.(tool.name)
    const order = await orderOf()
    try {
      return await agentDetached(io, order, () => answer({ kind: 'ready' }))
    } catch (error) {
      await answer({ kind: 'failed', message: error instanceof Error ? error.message : String(error) })
      return error instanceof FatalError ? error.code : 1
    }
  },
  { short: true },
)
