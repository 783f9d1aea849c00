/** Why a packet could not be sent: `unreachable` (no way there), `refused` (not allowed), or the network is overrun. */
export type SendFailure = 'unreachable' | 'refused' | 'overrun'

/** The Datagrams port: few UDP sockets for all peers. Adapters: udp (node:dgram), and networks made up by tests. */
export interface Datagrams {
  /** Resolves when the system took the packet, with the reason when it did not. */
  send(packet: Uint8Array, address: string, port: number): Promise<SendFailure | undefined>
  /** Whoever wants what comes; addresses without zone. */
  receive(listener: (packet: Uint8Array, address: string, port: number) => void): void
  close(): void
}
