import { compileInForeground, startUnoptimized } from '@fusioninventory/cli-kit'
import { serveTask } from './process/serve.ts'

/** The program that runs in the process of a task, and in those that the daemon has work done in. */
compileInForeground()
startUnoptimized()
serveTask({
  inventory: async () => (await import('./tasks/inventory/child.ts')).inventoryBody,
  netdiscovery: async () => (await import('./tasks/network/discovery-child.ts')).discoveryBody,
  netinventory: async () => (await import('./tasks/network/query-child.ts')).queryBody,
  document: async () => (await import('./daemon/document.ts')).documentBody,
  introduce: async () => (await import('./daemon/inside.ts')).introduceBody,
  contact: async () => (await import('./daemon/inside.ts')).contactBody,
  forward: async () => (await import('./daemon/inside.ts')).forwardBody,
  wakeonlan: async () => (await import('./tasks/wakeonlan/child.ts')).wakeBody,
})
