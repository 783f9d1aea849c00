/** Local probes: what a machine tells about itself, and the inventory made of it. */
export { deviceId } from './identity/index.ts'
export { type InventoryOptions, type Taken, takeInventory } from './inventory.ts'
export type { Category, Patch, Probe, ProbeOptions, Source } from './probe.ts'
export type { Finding, Origin } from './reducer.ts'
export { probes } from './registry.ts'
export { type ProbeReport, type RunnerOptions, runProbes, wantedProbes } from './runner.ts'
