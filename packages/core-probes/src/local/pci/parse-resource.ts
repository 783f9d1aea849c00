/** PCI_BASE_ADDRESS_5: after it come the expansion ROM and the windows of bridges. */
const regions = 6
/** IORESOURCE_MEM, IORESOURCE_PREFETCH (include/linux/ioport.h). */
const memory = 0x200
const prefetch = 0x2000

/** Bytes of the prefetchable memory of a function, from its `resource` in sysfs: `START END FLAGS` a line, in hex. */
export function parseResource(text: string): number {
  let bytes = 0
  for (const line of text.split('\n', regions)) {
    const words = /^0x([\da-f]{1,16}) 0x([\da-f]{1,16}) 0x([\da-f]{1,16})$/i.exec(line.trim())
    if (!words) continue
    const [start = 0n, end = 0n, flags = 0n] = words.slice(1).map((word) => BigInt(`0x${word}`))
    if ((Number(flags) & memory) !== 0 && (Number(flags) & prefetch) !== 0 && end > start)
      bytes += Number(end - start) + 1
  }
  return bytes
}
