export { byFirmware, byMessages, isGuest, type VirtualSystem, virtualReads, virtualSystem } from './detect.ts'
export { initVariable, parseDockerId, parseEnvId } from './parse-container-id.ts'
export { type WslAccount, wslAccount, wslReads, wslUuid } from './wsl.ts'
