import { parsePairs } from './parse-amount.ts'

/** What systemd-machined keeps of a machine in `/run/systemd/machines/<name>`. */
export interface Machine {
  readonly name: string
  readonly id: string | undefined
  readonly leader: string | undefined
  readonly root: string | undefined
  readonly unit: string | undefined
  /** Started by systemd-nspawn; other machines there belong to libvirt or to other tools. */
  readonly nspawn: boolean
}

export function parseMachine(text: string): Machine | undefined {
  const pairs = parsePairs(text, '=')
  const name = pairs.get('NAME')
  if (!name) return undefined
  return {
    name,
    id: uuidOf(pairs.get('ID')),
    leader: pairs.get('LEADER'),
    root: pairs.get('ROOT'),
    unit: pairs.get('SCOPE'),
    nspawn: pairs.get('SERVICE') === 'systemd-nspawn',
  }
}

/** 32 hex digits as a UUID; all zeros are none. */
export function uuidOf(id: string | undefined): string | undefined {
  const digits = id?.trim().replace(/-/g, '').toLowerCase() ?? ''
  if (!/^[0-9a-f]{32}$/.test(digits) || /^0+$/.test(digits)) return undefined
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

/** `cpu.max` of a control group: `QUOTA PERIOD` in microseconds, `max` for none; whole processors, at least one. */
export function quotaCpus(text: string | undefined): number | undefined {
  const parts = /^(\d{1,15}) (\d{1,15})\s*$/.exec(text ?? '')
  return parts && Number(parts[2]) > 0 ? Math.max(Math.ceil(Number(parts[1]) / Number(parts[2])), 1) : undefined
}

/** `machinectl list`: name, class, service, and more columns in later versions. */
export const parseMachinectl = (text: string): string[] =>
  text.split('\n', 100_000).flatMap((line) => /^\s*(\S+)\s+container\s+systemd-nspawn(?:\s|$)/.exec(line)?.[1] ?? [])
