/** What a file system says about itself. */
export interface Volume {
  readonly uuid?: string | undefined
  readonly label?: string | undefined
  /** Epoch seconds. */
  readonly created?: number | undefined
}

/** The superblock of ext2, ext3 and ext4 begins at this byte of the device. */
export const superblockAt = 1024
export const superblockSize = 1024

/**
 * Superblock of ext2/3/4 (kernel documentation, "ext4 Disk Layout"): magic 0xEF53 at 0x38, UUID at 0x68, volume name at
 * 0x78, time of creation at 0x108 with its high byte at 0x276. Undefined for anything else.
 */
export function parseSuperblock(bytes: Uint8Array): Volume | undefined {
  if (bytes.length < 0x278) return undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (view.getUint16(0x38, true) !== 0xef53) return undefined
  const id = bytes.subarray(0x68, 0x78)
  const hex = Array.from(id, (byte) => byte.toString(16).padStart(2, '0')).join('')
  const name = bytes.subarray(0x78, 0x88)
  const end = name.indexOf(0)
  const created = view.getUint32(0x108, true) + view.getUint8(0x276) * 2 ** 32
  return {
    uuid: /^0*$/.test(hex) ? undefined : hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'),
    label: new TextDecoder().decode(end < 0 ? name : name.subarray(0, end)) || undefined,
    created: created > 0 ? created : undefined,
  }
}
