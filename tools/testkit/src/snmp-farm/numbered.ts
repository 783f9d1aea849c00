import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { syntheticDevices } from '../devices/index.ts'

/** Serial numbers of the made-up devices, and where a number fits into them. */
const serials: readonly (readonly [serial: string, before: string, after: string])[] = [
  ['FOC0000X0L1', 'FOC', 'X0L1'],
  ['VCX0000042', 'VCX00', ''],
  ['AS0000000042', 'AS00000', ''],
  ['00000PDN00042', '00000PDN', ''],
]

/** The recording of a device like that one, but with a name, serial number and hardware addresses of its own. */
function numbered(recording: string, number: number): string {
  const hex = number.toString(16).padStart(4, '0')
  return serials
    .reduce(
      (text, [serial, before, after]) => text.replaceAll(serial, before + String(number).padStart(5, '0') + after),
      recording,
    )
    .replaceAll('00005e0053', `02${hex}5e53`)
    .replace(/^(1\.3\.6\.1\.2\.1\.1\.5\.0\|4\|)(.*)$/m, `$1$2-${number}`)
}

/** Writes that many recordings into a folder for a farm, no two of the same device, kind after kind. */
export function writeNumbered(dir: string, count: number): void {
  const kinds = Object.entries(syntheticDevices)
  const texts = kinds.map(([name, make]) => [name, make()] as const)
  for (let number = 1; number <= count; number++) {
    const [name, text] = texts[number % texts.length] ?? ['', '']
    writeFileSync(join(dir, `${String(number).padStart(5, '0')}-${name}.snmprec`), numbered(text, number))
  }
}
