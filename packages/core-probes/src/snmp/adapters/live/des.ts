import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

/**
 * DES-CBC with the keys of RFC 3414 §8.1. OpenSSL 3 gives single DES to nobody who does not load its legacy algorithms, but
 * triple DES with one key three times is the same function.
 */
const cipher = 'des-ede3-cbc'

/** `key`: the localized one, 16 bytes or more: the key itself, then what the salt is mixed with. */
export function encryptDes(plain: Uint8Array, key: Uint8Array): { data: Uint8Array; salt: Uint8Array } {
  const salt = randomBytes(8)
  const padded = Buffer.alloc(Math.ceil(plain.length / 8) * 8)
  padded.set(plain)
  const made = createCipheriv(cipher, tripled(key), vector(key, salt)).setAutoPadding(false)
  return { data: Buffer.concat([made.update(padded), made.final()]), salt }
}

/** @throws Error where the data or the salt has no length that they can have */
export function decryptDes(data: Uint8Array, key: Uint8Array, salt: Uint8Array): Uint8Array {
  const made = createDecipheriv(cipher, tripled(key), vector(key, salt)).setAutoPadding(false)
  return Buffer.concat([made.update(data), made.final()])
}

function tripled(key: Uint8Array): Uint8Array {
  const one = key.subarray(0, 8)
  return Buffer.concat([one, one, one])
}

function vector(key: Uint8Array, salt: Uint8Array): Uint8Array {
  if (salt.length !== 8) throw new Error('no salt')
  return salt.map((byte, at) => byte ^ (key[8 + at] as number))
}
