import type { Units } from './step.ts'

/** PCI and USB devices, video, sound, inputs. */
export const pci: Units = {}
