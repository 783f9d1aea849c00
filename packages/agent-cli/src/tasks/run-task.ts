import type { TaskEnd } from '../process/child.ts'

/** Runs a task in a process of its own, within the limits of the configuration. */
export type RunTask = (
  task: string,
  job: unknown,
  options?: { readonly timeoutMs?: number; readonly onItem?: (item: unknown) => Promise<void> },
) => Promise<TaskEnd>

/** done: all was sent, or there was nothing to do. failed: something is missing on the server. unwritten: or on the disk. */
export type Outcome = 'done' | 'failed' | 'unwritten'
