const block = /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]{1,65536}-----END CERTIFICATE-----/g

/**
 * The certificates of a file: PEM blocks (RFC 7468), other text between them ignored, or one DER certificate.
 * Empty when there is none.
 */
export function certificatesOf(bytes: Uint8Array): string[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  // A DER certificate is a SEQUENCE with a two-byte length.
  if (buffer[0] === 0x30 && buffer[1] === 0x82) {
    return [`-----BEGIN CERTIFICATE-----\n${buffer.toString('base64')}\n-----END CERTIFICATE-----`]
  }
  return buffer.toString('latin1').match(block) ?? []
}

/** Whether a private key stands in the text, whatever its kind. */
export const hasPrivateKey = (pem: string): boolean => /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----/.test(pem)
