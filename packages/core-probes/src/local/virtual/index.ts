export { type VirtualSystem, virtualReads, virtualSystem } from './detect.ts'
export { initVariable, parseDockerId, parseEnvId } from './parse-container-id.ts'
export { wslAccount, wslReads, wslUuid } from './wsl.ts'
