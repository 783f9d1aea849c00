import { md5 as md5Of, sha1 as sha1Of } from '@noble/hashes/legacy.js'
import { bytesToHex } from '@noble/hashes/utils.js'

/**
 * Hashes that only name things. A tenth of a millisecond of script: `node:crypto` would take 4 ms to load, on every
 * guest without a UUID of its own.
 */
export const sha1 = (text: string): string => bytesToHex(sha1Of(Buffer.from(text)))
export const md5 = (bytes: Uint8Array): Uint8Array => md5Of(bytes)
