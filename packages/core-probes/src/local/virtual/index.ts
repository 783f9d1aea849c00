export { byFirmware, byMessages, isGuest, type VirtualSystem, virtualSystem } from './detect.ts'
export { initVariable, parseDockerId, parseEnvId } from './parse-container-id.ts'
export { type WslAccount, wslAccount, wslUuid } from './wsl.ts'
