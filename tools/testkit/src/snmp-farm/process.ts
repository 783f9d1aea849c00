import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Counts } from './farm.ts'

/** A farm in a process of its own, which does not take the time of those that ask it. */
export interface FarmProcess {
  readonly port: number
  readonly devices: readonly { readonly name: string; readonly address: string }[]
  /** By name, since the last call. */
  counts(): Promise<Readonly<Record<string, Counts>>>
  stop(): Promise<void>
}

const program = fileURLToPath(new URL('./main.ts', import.meta.url))

/** Starts `main.ts` with these arguments. */
export async function spawnFarm(args: readonly string[]): Promise<FarmProcess> {
  const child = spawn(process.execPath, ['--conditions=source', '--import', 'tsx', program, ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const line = async <T>(): Promise<T> => {
    const { value, done } = await lines.next()
    if (done === true) throw new Error('the farm has ended')
    return JSON.parse(value) as T
  }
  const { port, devices } = await line<Pick<FarmProcess, 'port' | 'devices'>>()
  return {
    port,
    devices,
    counts() {
      child.stdin.write('counts\n')
      return line()
    },
    async stop() {
      const over = once(child, 'exit')
      child.stdin.end()
      await over
    },
  }
}
