import type { Rule } from './judge.ts'
import { identifyRules } from './rules/identify.ts'
import { inventoryRules } from './rules/inventory.ts'

/** Where ours differs from what the old agents said, and why. */
export const rules: readonly Rule[] = [...identifyRules, ...inventoryRules]
