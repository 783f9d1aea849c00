import type { Rule } from '../judge.ts'

/** What a device consists of: ports, components, supplies. */
export const inventoryRules: readonly Rule[] = []
