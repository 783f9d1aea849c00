import type { Transport } from './evidence.ts'

/** Where an agent may listen. */
export interface Door {
  readonly address: string
  readonly port: number
  readonly transport: Transport
}
