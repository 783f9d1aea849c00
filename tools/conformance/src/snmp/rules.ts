import type { Rule } from './judge.ts'

/** Where ours differs from what the old agents said, and why. */
export const rules: readonly Rule[] = []
