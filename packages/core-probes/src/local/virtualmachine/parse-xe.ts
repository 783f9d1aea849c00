import type { Guest, Status } from './guest.ts'

const states: ReadonlyMap<string, Status> = new Map([
  ['running', 'running'],
  ['paused', 'paused'],
  ['halted', 'shutdown'],
])

const rows = (text: string): (readonly [key: string, value: string])[] =>
  text.split('\n', 100_000).flatMap((line) => {
    const parts = /^\s*([\w-]{1,60}) ?\( ?\w+\)\s*: ?(.*)$/.exec(line)
    return parts ? [[parts[1] ?? '', (parts[2] ?? '').trim()] as const] : []
  })

/** UUIDs of `xe vm-list`. */
export const parseXeList = (text: string): string[] =>
  rows(text).flatMap(([key, value]) => (key === 'uuid' && /^[0-9a-f-]{36}$/.test(value) ? [value] : []))

/** `xe vm-param-list uuid=...`; undefined for the control domain. Memory in bytes; 0 where it is not running. */
export function parseXeParams(text: string): Guest | undefined {
  const pairs = new Map(rows(text))
  if (pairs.get('dom-id') === '0' || pairs.get('is-control-domain') === 'true') return undefined
  const memory = [pairs.get('memory-actual'), pairs.get('memory-static-max')].map(Number).find((bytes) => bytes > 0)
  const state = pairs.get('power-state')
  return {
    NAME: pairs.get('name-label'),
    MEMORY: memory === undefined ? undefined : Math.floor(memory / 2 ** 20),
    VCPU: pairs.get('VCPUs-number') || pairs.get('VCPUs-max'),
    STATUS: state === undefined ? undefined : (states.get(state) ?? 'off'),
    COMMENT: pairs.get('name-description') || undefined,
  }
}
