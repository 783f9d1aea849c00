import type { Units } from './step.ts'

/** Guests and containers. */
export const virtual: Units = {}
