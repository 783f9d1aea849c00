import type { Host } from '../../../host/port.ts'
import type { Storage } from '../disk.ts'
import { adaptec, arcconf, ipssend, megasasctl, mptStatus, storcli, threeWare } from './controllers.ts'
import { smartArray } from './hp.ts'
import { megacli } from './megaraid.ts'
import type { Family } from './programs.ts'
import { type Tool, toolOf } from './tool.ts'

const readers: Readonly<Record<Family, (tool: Tool) => Promise<readonly Storage[]>>> = {
  storcli,
  megacli,
  megasasctl,
  hp: smartArray,
  '3ware': threeWare,
  arcconf,
  adaptec,
  mpt: mptStatus,
  ipssend,
}

/** Families that speak to the same controllers: of these the first that has something to say. */
const alternatives: readonly (readonly Family[])[] = [
  ['storcli', 'megacli', 'megasasctl'],
  ['arcconf', 'adaptec', 'ipssend'],
]

/** Disks by the family of the program that told of them, each disk once, without those that are known. */
export async function membersOf(
  host: Host,
  programs: ReadonlyMap<Family, string>,
  known: readonly Storage[],
): Promise<readonly { readonly program: string; readonly disks: readonly Storage[] }[]> {
  const serials = known.flatMap(({ SERIALNUMBER }) => SERIALNUMBER ?? [])
  const spoken = new Set<Family>()
  const found: { program: string; disks: readonly Storage[] }[] = []
  for (const [family, program] of programs) {
    const rivals = alternatives.find((group) => group.includes(family)) ?? []
    if (rivals.some((rival) => spoken.has(rival))) continue
    const told = await readers[family](toolOf(host, program))
    if (told.length > 0) spoken.add(family)
    const disks = told.filter(({ SERIALNUMBER: serial }) => {
      if (serial === undefined || serial === '') return true
      const again = serials.some((other) => isSame(other, serial))
      serials.push(serial)
      return !again
    })
    if (disks.length > 0) found.push({ program, disks })
  }
  return found
}

/** Programs cut long numbers, and write them with and without punctuation. */
export function isSame(one: string, other: string): boolean {
  const [a = '', b = ''] = [one, other].map((serial) => serial.replace(/[^a-z\d]/gi, '').toUpperCase())
  return a === b || (Math.min(a.length, b.length) >= 8 && (a.startsWith(b) || b.startsWith(a)))
}
