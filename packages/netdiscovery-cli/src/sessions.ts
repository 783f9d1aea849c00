import type { OpenSession } from '@fusioninventory/core-probes/network'
import { openEngine, type SnmpEngine } from '@fusioninventory/core-probes/snmp'
import type { Options } from './plan.ts'

/** SNMP sessions of one search; what speaks SNMP is loaded when somebody answers. */
export interface Sessions {
  readonly open: OpenSession
  close(): Promise<void>
}

/** Who has answered once is worth waiting for, in seconds: an answer to identify it, and one to describe it. */
const [identified, described] = [5, 15]

export function openSessions(options: Options): Sessions {
  let engine: Promise<SnmpEngine> | undefined
  const timeout = 1000 * Math.max(options.timeout, options.inventory ? described : identified)
  const limits = { device: options['backend-collect-timeout'] * 1000 }
  return {
    async open(door, credential) {
      engine ??= openEngine()
      return (await engine).openSession(door, credential, { timeout, limits })
    },
    async close() {
      const opened = await engine
      opened?.close()
    },
  }
}
