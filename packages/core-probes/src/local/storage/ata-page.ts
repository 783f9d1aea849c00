/** VPD page 89h with IDENTIFY DEVICE data for tests. */
export function ataPage(disk: {
  readonly model: string
  readonly serial: string
  readonly firmware: string
  readonly wwn?: string
}): Uint8Array {
  const page = Buffer.alloc(572)
  page[1] = 0x89
  page.writeUInt16BE(568, 2)
  const word = (at: number, value: number): void => void page.writeUInt16LE(value, 60 + 2 * at)
  const text = (from: number, words: number, value: string): void => {
    const padded = value.padEnd(2 * words)
    for (let at = 0; at < words; at++) word(from + at, (padded.charCodeAt(2 * at) << 8) | padded.charCodeAt(2 * at + 1))
  }
  text(10, 10, disk.serial.padStart(20))
  text(23, 4, disk.firmware)
  text(27, 20, disk.model)
  word(76, 0x850e)
  if (disk.wwn) {
    word(87, 0x4100)
    for (let at = 0; at < 4; at++) word(108 + at, Number.parseInt(disk.wwn.slice(4 * at, 4 * at + 4), 16))
  }
  return page
}
