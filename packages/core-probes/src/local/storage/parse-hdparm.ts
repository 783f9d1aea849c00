import type { Storage } from './disk.ts'

/** Label of the line, what of it counts, and the field. */
const lines: readonly (readonly [RegExp, keyof Storage])[] = [
  [/^\s*Model Number:\s+(\w.{0,100}\w)/, 'MODEL'],
  [/^\s*Serial Number:\s+(\w+(?:-\w+)*)/, 'SERIALNUMBER'],
  [/^\s*Firmware Revision:\s+([\w.]+)/, 'FIRMWARE'],
  [/^\s*Transport:.{1,200}(SATA|SAS|SCSI|USB)/, 'DESCRIPTION'],
  [/^\s*Transport:.{1,200}(SATA|SAS|SCSI|USB)/, 'INTERFACE'],
  [/1000:\s+(\d{1,12})\sMBytes/, 'DISKSIZE'],
  [/WWN Device Identifier:\s+(\w+)/, 'WWN'],
]

/** `hdparm -I DEVICE`. Where the checksum of the data is wrong, it was made up: what is there is no ATA disk. */
export function parseHdparm(text: string): Storage {
  if (text.includes('Integrity word not set')) return {}
  const fields: Record<string, string> = {}
  for (const line of text.split('\n', 2000))
    for (const [pattern, field] of lines) {
      const value = pattern.exec(line.slice(0, 500))?.[1]
      if (value !== undefined) fields[field] = value
    }
  return fields as Storage
}
