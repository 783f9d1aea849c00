import type { Units } from './step.ts'

/** Disks, controllers that hide them, volumes. */
export const storage: Units = {}
