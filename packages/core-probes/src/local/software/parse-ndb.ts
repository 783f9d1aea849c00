const databaseMagic = 0x506d7052 // RpmP
const slotMagic = 0x746f6c53 // Slot
const blobMagic = 0x53626c42 // BlbS
const pageSize = 4096
const slotSize = 16
const blockSize = 16

/**
 * The blobs of rpm's own database format, `Packages.db` (rpm, lib/backend/ndb/rpmpkg.c): pages of slots that each tell
 * where a package's blob lies, in blocks of 16 bytes; little endian.
 */
export function* blobsOfNdb(bytes: Uint8Array): Generator<Uint8Array> {
  if (bytes.length < pageSize) return
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  if (view.getUint32(0, true) !== databaseMagic) return
  const end = Math.min(view.getUint32(12, true) * pageSize, bytes.length)
  // The first two slots are the header of the file.
  for (let slot = 2 * slotSize; slot + slotSize <= end; slot += slotSize) {
    const package_ = view.getUint32(slot + 4, true)
    if (view.getUint32(slot, true) !== slotMagic || package_ === 0) continue
    const at = view.getUint32(slot + 8, true) * blockSize
    if (at + blockSize > bytes.length || view.getUint32(at, true) !== blobMagic) continue
    const length = view.getUint32(at + 12, true)
    if (view.getUint32(at + 4, true) === package_ && at + blockSize + length <= bytes.length)
      yield bytes.subarray(at + blockSize, at + blockSize + length)
  }
}
