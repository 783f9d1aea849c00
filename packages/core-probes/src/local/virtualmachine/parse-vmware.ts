import type { Guest, Status } from './guest.ts'
import { macs, mebibytes, parsePairs } from './parse-amount.ts'

/** `56 4d 1c 2a ...-aa bb ...`, sixteen bytes, as a UUID. */
function vmwareUuid(text: string | undefined): string | undefined {
  const digits = text?.replace(/[\s-]/g, '').toLowerCase() ?? ''
  return /^[0-9a-f]{32}$/.test(digits) ? digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-') : undefined
}

/** A machine's configuration (`*.vmx`): `key = "value"`, keys without case. */
export function parseVmx(text: string): Guest | undefined {
  const pairs = new Map([...parsePairs(text, '=')].map(([key, value]) => [key.toLowerCase(), value]))
  const NAME = pairs.get('displayname')
  if (!NAME) return undefined
  const cards = [...pairs]
    .filter(([key]) => /^ethernet\d{1,2}\.(?:generated)?address$/.test(key))
    .map(([, value]) => value)
  return {
    NAME,
    UUID: vmwareUuid(pairs.get('uuid.bios')),
    MEMORY: mebibytes(pairs.get('memsize'), 'm'),
    VCPU: /^\d{1,4}$/.test(pairs.get('numvcpus') ?? '') ? pairs.get('numvcpus') : 1,
    MAC: macs(cards),
    COMMENT: pairs.get('annotation')?.replace(/\|0[AD]/g, ' ') || undefined,
    VMTYPE: 'vmware',
  }
}

/** Paths of machines: `vmrun list` (under a heading), `vmware-cmd -l`. */
export const parseVmPaths = (text: string): string[] =>
  text.split('\n', 100_000).flatMap((line) => (/^\/.*\.vmx$/.test(line.trim()) ? [line.trim()] : []))

/** Machines of the library of VMware Workstation (`~/.vmware/inventory.vmls`): `vmlist1.config = "/path"`. */
export const parseLibrary = (text: string): string[] =>
  [...parsePairs(text, '=')].flatMap(([key, value]) =>
    /^vmlist\d{1,6}\.config$/i.test(key) && /^\/.*\.vmx$/.test(value) ? [value] : [],
  )

const states: ReadonlyMap<string, Status> = new Map([
  ['on', 'running'],
  ['off', 'off'],
  ['suspended', 'paused'],
  ['stuck', 'blocked'],
])

/** `vmware-cmd PATH getstate`: `getstate() = on`. */
export const parseVmState = (text: string): Status | undefined => states.get(/= (\w{1,20})/.exec(text)?.[1] ?? '')
