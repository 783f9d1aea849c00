import type { Rule } from '../judge.ts'

/** What a device is: all of discovery, and INFO and FIRMWARES of the inventory. */
export const identifyRules: readonly Rule[] = []
