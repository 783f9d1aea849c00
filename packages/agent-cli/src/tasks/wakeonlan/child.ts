import type { WakeTarget } from '@fusioninventory/protocol/message'
import type { TaskContext } from '../../process/serve.ts'
import { macBytes } from './packet.ts'
import { wake } from './send.ts'

/** In the process of the task: how many of these machines were sent a packet. */
export const wakeBody = (machines: readonly WakeTarget[], { log, signal }: TaskContext): Promise<number> =>
  wake(
    machines.flatMap(({ mac, ip }) => {
      const bytes = macBytes(mac)
      return bytes === undefined ? [] : [{ mac: bytes, ...(ip !== undefined && { ip }) }]
    }),
    { signal, log },
  )
