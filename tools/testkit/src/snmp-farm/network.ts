import { random } from '../parsers/mutate.ts'

/** What the network and a broken device do to answers. */
export interface NetworkOptions {
  /** Milliseconds before each answer. */
  readonly delay?: number
  /** Share of the datagrams that are lost, in each direction, 0 to 1. */
  readonly loss?: number
  /** Seed of what is left to chance. */
  readonly seed?: number
  /** Nothing is ever answered. */
  readonly silent?: boolean
  /** From another address of the device. */
  readonly elsewhere?: boolean
  /** Cut in the middle. */
  readonly truncated?: boolean
  /** As large as a datagram can be, with bytes behind the message. */
  readonly oversized?: boolean
  /** Bytes that are no BER. */
  readonly malformed?: boolean
  /** Changes an answer in any way. */
  readonly change?: (answer: Buffer) => Buffer
}

/** Chance with a seed. */
export function chance(seed: number): (share: number) => boolean {
  const pick = random(seed)
  return (share) => share > 0 && pick(1_000_000) < share * 1_000_000
}

export function damaged(answer: Buffer, { truncated, oversized, malformed, change }: NetworkOptions): Buffer {
  if (truncated) return answer.subarray(0, answer.length >> 1)
  if (oversized) return Buffer.concat([answer, Buffer.alloc(65_000 - answer.length, 0x30)])
  if (malformed) return Buffer.from(answer).fill(0xff, 2, Math.min(answer.length, 12))
  return change === undefined ? answer : change(answer)
}
