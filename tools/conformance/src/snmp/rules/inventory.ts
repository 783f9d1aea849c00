import type { Rule } from '../rule.ts'

/** What a device consists of: ports, components, supplies. */
export const inventoryRules: readonly Rule[] = []
