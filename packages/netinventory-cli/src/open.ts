import { loadRecording, openEngine, recordedSession, type SnmpEngine } from '@fusioninventory/core-probes/snmp'
import type { OpenDevice } from './sessions.ts'

/** Opens devices, until it is closed. */
export interface Devices {
  readonly open: OpenDevice
  close(): void
}

/** Devices of the network, and recordings in their place. What speaks SNMP is loaded when the first device is asked. */
export function devices(): Devices {
  let engine: Promise<SnmpEngine> | undefined
  return {
    async open({ file, host, port, transport }, credential, { timeoutMs, budgetMs }) {
      if (file !== undefined) return recordedSession(await loadRecording(file), host)
      engine ??= openEngine()
      const by = transport ?? credential.protocols[0]
      const target = {
        address: host,
        port: port ?? credential.ports[0] ?? 161,
        ...(by !== undefined && { transport: by }),
      }
      return (await engine).openSession(target, credential, { timeout: timeoutMs, limits: { device: budgetMs } })
    },
    close() {
      // One that could not be opened has told so to who asked.
      engine?.then(
        (one) => one.close(),
        () => undefined,
      )
    },
  }
}
