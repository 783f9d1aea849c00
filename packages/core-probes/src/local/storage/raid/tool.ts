import { type Host, valueOf as ifOk } from '../../../host/port.ts'
import type { Storage } from '../disk.ts'
import { parseSmartctl } from '../parse-smartctl.ts'

/** A disk as smartctl finds it behind a controller; `type` is its option `-d`. */
export interface Hidden {
  readonly device: string
  readonly type?: string
}

/** A program that knows a controller, and what else its reader needs. */
export interface Tool {
  readonly host: Host
  /** What the program prints; nothing where it fails to start. */
  ask(words: readonly string[]): Promise<string>
  has(program: string): Promise<boolean>
  /** Disks that smartctl has something to say of, in their order. One after the other: they share a controller. */
  smart(disks: readonly Hidden[]): Promise<readonly Storage[]>
}

export function toolOf(host: Host, program: string): Tool {
  const run = async (argv: [string, ...string[]]): Promise<string> => ifOk(await host.commands.run(argv))?.stdout ?? ''
  return {
    host,
    ask: (words) => run([program, ...words]),
    has: async (name) => (await host.commands.which(name)).state === 'ok',
    async smart(disks) {
      const found: Storage[] = []
      for (const { device, type } of disks) {
        const words: readonly string[] = type === undefined ? [] : ['-d', type]
        const storage = parseSmartctl(await run(['smartctl', '-i', device, ...words]))
        if (storage.SERIALNUMBER ?? storage.MODEL) found.push(storage)
      }
      return found
    },
  }
}
