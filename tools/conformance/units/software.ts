import type { Units } from './step.ts'

/** Packages, protection, remote management, licences, databases. */
export const software: Units = {}
