import { compileInForeground, startUnoptimized } from '@fusioninventory/cli-kit'
import { serveTask } from './process/serve.ts'

/** The program that runs in the process of a task. */
compileInForeground()
startUnoptimized()
serveTask({
  inventory: async () => (await import('./tasks/inventory/child.ts')).inventoryBody,
  netdiscovery: async () => (await import('./tasks/network/discovery-child.ts')).discoveryBody,
  netinventory: async () => (await import('./tasks/network/query-child.ts')).queryBody,
  wakeonlan: async () => (await import('./tasks/wakeonlan/child.ts')).wakeBody,
})
