import { serveTask } from './process/serve.ts'

/** The program that runs in the process of a task. */
serveTask({
  inventory: async () => (await import('./tasks/inventory/child.ts')).inventoryBody,
  wakeonlan: async () => (await import('./tasks/wakeonlan/child.ts')).wakeBody,
})
