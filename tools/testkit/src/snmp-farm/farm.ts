import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import type { Recording } from '@fusioninventory/core-probes/snmp'
import { Agent, type AgentOptions } from './agent.ts'
import { chance, damaged, type NetworkOptions } from './network.ts'

/** A device of the farm. */
export interface FarmDevice extends AgentOptions, NetworkOptions {
  readonly name: string
  readonly recording: Recording
}

/** Datagrams and bytes, as the device sees them: what was lost before it is not there. */
export interface Counts {
  requests: number
  answers: number
  received: number
  sent: number
}

interface FarmAddress {
  readonly name: string
  readonly address: string
  readonly counts: Counts
}

export interface Farm {
  readonly port: number
  readonly devices: readonly FarmAddress[]
  stop(): void
}

/** The address so many after another one. */
function addressAfter(base: string, count: number): string {
  const number = base.split('.').reduce((sum, part) => sum * 256 + Number(part), 0) + count
  return [24, 16, 8, 0].map((shift) => (number >>> shift) & 255).join('.')
}

/** Devices from recordings, each at a loopback address of its own from `base` on; `port` 0: any, the same for all. */
export async function startFarm(devices: readonly FarmDevice[], base = '127.10.0.1', port = 0): Promise<Farm> {
  const sockets: Socket[] = []
  const found: FarmAddress[] = []
  let shared = port
  for (const [at, device] of devices.entries()) {
    const address = addressAfter(base, at)
    const counts: Counts = { requests: 0, answers: 0, received: 0, sent: 0 }
    const socket = createSocket('udp4')
    sockets.push(socket)
    socket.bind(shared, address)
    await once(socket, 'listening')
    shared = socket.address().port
    socket.setRecvBufferSize(0x10_0000)
    const other = device.elsewhere ? await elsewhere(address) : undefined
    if (other !== undefined) sockets.push(other)
    serve(device, socket, other ?? socket, counts)
    found.push({ name: device.name, address, counts })
  }
  return {
    port: shared,
    devices: found,
    stop: () => {
      for (const socket of sockets) socket.close()
    },
  }
}

/** A device has another address far from those of its farm. */
async function elsewhere(address: string): Promise<Socket> {
  const socket = createSocket('udp4')
  socket.bind(0, addressAfter(address, 0x40_0000))
  await once(socket, 'listening')
  return socket
}

function serve(device: FarmDevice, socket: Socket, out: Socket, counts: Counts): void {
  const agent = new Agent(device.recording, device)
  const { delay = 0, loss = 0, seed = 1, silent = false } = device
  const lost = chance(seed)
  socket.on('error', () => {})
  socket.on('message', (bytes, { address, port }) => {
    if (lost(loss)) return
    counts.requests++
    counts.received += bytes.length
    const answer = silent ? undefined : agent.answer(bytes)
    if (answer === undefined || lost(loss)) return
    const sent = damaged(answer, device)
    counts.answers++
    counts.sent += sent.length
    const send = (): void => {
      // The farm may have been stopped while this one was on its way.
      try {
        out.send(sent, port, address, () => {})
      } catch {}
    }
    if (delay > 0) setTimeout(send, delay)
    else send()
  })
}
