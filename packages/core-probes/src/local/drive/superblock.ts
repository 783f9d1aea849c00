/** A superblock of ext4 for tests. */
export function superblock({ uuid, label, created }: { uuid: string; label: string; created: number }): Uint8Array {
  const bytes = Buffer.alloc(1024)
  bytes.writeUInt16LE(0xef53, 0x38)
  bytes.write(uuid.replaceAll('-', ''), 0x68, 'hex')
  bytes.write(label, 0x78, 'latin1')
  bytes.writeUInt32LE(created % 2 ** 32, 0x108)
  bytes.writeUInt8(Math.floor(created / 2 ** 32), 0x276)
  return bytes
}
