/** Bytes of the header that are looked at: the usual size of that of LUKS2. */
export const luksHeader = 16_384

const magic = [0x4c, 0x55, 0x4b, 0x53, 0xba, 0xbe] as const

/**
 * The cipher in the header of a LUKS device. Version 1 (LUKS On-Disk Format Specification 1.2.3): name at 8, mode at 40, 32
 * bytes each. Version 2 (LUKS2 On-Disk Format Specification 1.1): JSON at 4096, where a segment has `encryption`.
 */
export function parseLuks(header: Uint8Array): string | undefined {
  if (header.length < 72 || magic.some((byte, at) => header[at] !== byte)) return undefined
  const version = ((header[6] ?? 0) << 8) | (header[7] ?? 0)
  const text = (from: number, to: number): string => {
    const bytes = header.subarray(from, to)
    const end = bytes.indexOf(0)
    return new TextDecoder().decode(end < 0 ? bytes : bytes.subarray(0, end))
  }
  if (version === 1) return [text(8, 40), text(40, 72)].filter((part) => part !== '').join('-') || undefined
  return version === 2 ? segmentCipher(text(4096, header.length)) : undefined
}

function segmentCipher(json: string): string | undefined {
  try {
    const { segments } = JSON.parse(json) as { readonly segments?: Readonly<Record<string, unknown>> }
    for (const segment of Object.values(segments ?? {})) {
      const { encryption } = (segment ?? {}) as { readonly encryption?: unknown }
      if (typeof encryption === 'string' && encryption.length <= 100) return encryption
    }
  } catch {
    // No LUKS2, or a header of another size.
  }
  return undefined
}
