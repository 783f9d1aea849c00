import { clean } from '../model/clean.ts'
import { posted, type RequestPacking } from './encode.ts'
import type { Request } from './exchange.ts'

export interface NativeIds {
  /** UUID of the agent. */
  readonly agentId: string
  /** 8 hexadecimal digits that tell this exchange from others. */
  readonly requestId?: string
}

/** Headers of GLPI's native protocol. */
export const nativeHeaders = ({ agentId, requestId }: NativeIds): Readonly<Record<string, string>> => ({
  'GLPI-Agent-ID': agentId,
  ...(requestId !== undefined && { 'GLPI-Request-ID': requestId }),
})

export interface NativeOptions extends NativeIds {
  /** Default zlib. */
  readonly packing?: RequestPacking
}

type Json = string | number | boolean | undefined | readonly Json[] | { readonly [key: string]: Json }

/** A message in JSON: names sorted, texts on one line. */
export const jsonRequest = (value: { readonly [key: string]: Json }, options: NativeOptions): Request =>
  posted(JSON.stringify(sorted(value)), 'json', options.packing ?? 'zlib', nativeHeaders(options))

function sorted(value: Json): Json {
  if (typeof value === 'string') return clean(value)
  if (Array.isArray(value)) return (value as readonly Json[]).map(sorted)
  if (typeof value !== 'object') return value
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([key, one]) => [key, sorted(one)]))
}

/** An id for a request, from random bytes. */
export const requestIdOf = (random: Uint8Array): string =>
  Buffer.from(random.subarray(0, 4)).toString('hex').toUpperCase().padStart(8, '0')
