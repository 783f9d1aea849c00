import type { OpenSession } from '@fusioninventory/core-probes/network'
import { openEngine, type SnmpEngine } from '@fusioninventory/core-probes/snmp'

/** SNMP sessions of one search; what speaks SNMP is loaded when somebody answers. */
export interface Sessions {
  readonly open: OpenSession
  close(): Promise<void>
}

/** Who has answered once is worth waiting for, in milliseconds. */
export const identifiedMs = 5000

export interface SessionLimits {
  /** For one answer, in milliseconds. */
  readonly timeoutMs: number
  /** For all questions to one device, in milliseconds. */
  readonly deviceMs: number
}

export function openSessions({ timeoutMs: timeout, deviceMs: device }: SessionLimits): Sessions {
  let engine: Promise<SnmpEngine> | undefined
  return {
    async open(door, credential, before) {
      engine ??= openEngine()
      return (await engine).openSession(door, credential, { timeout, ...before, limits: { device } })
    },
    async close() {
      const opened = await engine
      opened?.close()
    },
  }
}
