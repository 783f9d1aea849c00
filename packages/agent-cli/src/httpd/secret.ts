import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

/** Whether they are the same, in a time that tells nothing of either. */
export const isSame = (one: string, other: string): boolean => timingSafeEqual(digest(one), digest(other))

/** 256 bits that nobody can guess, in base64 without padding. */
export const unguessable = (): string => randomBytes(32).toString('base64').replace(/=+$/, '')
