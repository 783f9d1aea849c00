import type { Units } from './step.ts'

/** Processors, boards, networks, displays, batteries, printers. */
export const machine: Units = {}
